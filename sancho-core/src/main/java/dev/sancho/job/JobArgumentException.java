package dev.sancho.job;

import org.jspecify.annotations.Nullable;

/**
 * Arguments do not fit: at enqueue they would not survive the way to the worker, at the worker they are not what the job's method takes. The
 * message names the job type, the argument and the value.
 */
public final class JobArgumentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public JobArgumentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public JobArgumentException(String message) {
        super(message);
    }

    /** Says that something has more bytes than {@code maxPayloadBytes} of the client lets it have. */
    public static JobArgumentException tooLarge(String what, long bytes, int most) {
        return new JobArgumentException(what + " have " + bytes + " bytes of JSON, and maxPayloadBytes is " + most
                + ": keep the data elsewhere and pass a reference to it, or raise maxPayloadBytes");
    }
}
