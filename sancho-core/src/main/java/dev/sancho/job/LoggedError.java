package dev.sancho.job;

import org.jspecify.annotations.Nullable;

/**
 * An error as it may stand in a log: its class, the start of its message on one line, and the first frames of where it was, all the way down its
 * causes. A logger given the error itself would print whatever a job's arguments put into its message, or fail with it.
 */
final class LoggedError extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_MESSAGE = 1_000;
    private static final int MOST_FRAMES = 60;
    private static final int MOST_CAUSES = 8;

    private LoggedError(String text, @Nullable LoggedError cause, StackTraceElement[] frames) {
        super(text, cause, false, true);
        setStackTrace(frames);
    }

    static LoggedError of(Throwable error) {
        return of(error, MOST_CAUSES);
    }

    private static LoggedError of(Throwable error, int causesLeft) {
        try {
            Throwable cause = causesLeft > 0 ? error.getCause() : null;
            return new LoggedError(
                    said(error), cause == null ? null : of(cause, causesLeft - 1), first(error.getStackTrace()));
        } catch (Throwable oddity) { // its own methods threw
            return new LoggedError(
                    error.getClass().getName() + " (it cannot be printed)", null, new StackTraceElement[0]);
        }
    }

    private static String said(Throwable error) {
        String message = error.getMessage();
        String name = error.getClass().getName();
        return message == null ? name : name + ": " + LogText.clean(message, LONGEST_MESSAGE);
    }

    private static StackTraceElement[] first(StackTraceElement[] frames) {
        return frames.length <= MOST_FRAMES ? frames : java.util.Arrays.copyOf(frames, MOST_FRAMES);
    }

    /** Without the name of this class, which means nothing to who reads the log. */
    @Override
    @SuppressWarnings("OverrideThrowableToString")
    public String toString() {
        return String.valueOf(getMessage());
    }
}
