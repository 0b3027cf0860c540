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
}
