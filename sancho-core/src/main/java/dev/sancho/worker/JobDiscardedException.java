package dev.sancho.worker;

/** The reason given for a job that asked to be discarded. */
public final class JobDiscardedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JobDiscardedException(String reason) {
        super(reason);
    }
}
