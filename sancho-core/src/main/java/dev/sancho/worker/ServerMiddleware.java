package dev.sancho.worker;

import dev.sancho.client.JobContext;
import dev.sancho.job.Outcome;

/**
 * Wraps the run of every job: does something before and after it, changes its outcome, or leaves it out. It never writes to the store.
 * Called by many threads at once.
 */
@FunctionalInterface
public interface ServerMiddleware {
    /**
     * Runs the job by {@code next}, with whatever is to be done around it.
     *
     * @param next the rest of the line: the next middleware, at last the job itself; call it once, or not at all to leave the job out
     * @return what {@code next} returned, or another outcome
     * @throws Throwable what {@code next} threw, or anything else: the run has failed
     */
    Outcome run(JobContext context, Next next) throws Throwable;

    /** What is wrapped. */
    @FunctionalInterface
    interface Next {
        Outcome run() throws Throwable;
    }
}
