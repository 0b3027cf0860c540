package dev.sancho.worker;

import java.time.Duration;

/** A run took longer than its job's timeout and was interrupted. */
public final class JobTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JobTimeoutException(String job, Duration timeout, Throwable cause) {
        super(job + " ran longer than its timeout of " + timeout + " and was interrupted", cause);
    }
}
