package dev.sancho.worker;

import java.time.Duration;

/** The reason given for a job of another program's batch that only workers which refuse such jobs have met for a day. */
public final class ForeignBatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ForeignBatchException(String name, String batch, Duration waited) {
        super(
                "The job " + name + " belongs to batch " + batch
                        + " of Sidekiq Pro, which only Ruby can count, and no Ruby process has taken it for " + waited
                        + ". Let Ruby serve its queue and retry it from the dead set, or run such jobs uncounted with runForeignBatches(true)");
    }
}
