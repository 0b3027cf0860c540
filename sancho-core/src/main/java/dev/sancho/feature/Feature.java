package dev.sancho.feature;

import dev.sancho.job.JobDocument;

/** A feature's hooks into a job's life: each plans what the store is then asked to write in one step. All methods are thread-safe. */
public interface Feature {
    /** A job is about to be put into the store. */
    default void beforeInsert(JobDocument job, InsertPlan plan) {}

    /** A job that had left (a dead one, say) is about to be put back: it needs its locks and its places again. */
    default void beforeReturn(JobDocument job, MovePlan plan) {}

    /** A run has ended and the job's next place is decided; effects planned here are written with that move. */
    default void afterRun(FinishedRun run, MovePlan plan) {}
}
