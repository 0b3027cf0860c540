package dev.sancho.engine;

import dev.sancho.job.JobDocument;
import dev.sancho.worker.RegisteredJob;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A claimed job and what happened to it: all that the rules need to know.
 *
 * @param document null if the payload is malformed
 * @param type null if the name is unknown
 * @param at when it ended
 * @param took how long the user's code ran
 */
record FinishedJob(
        HeldJob held,
        @Nullable JobDocument document,
        @Nullable RegisteredJob type,
        JobOutcome outcome,
        Instant at,
        Duration took) {
    /** The same, with a failure in place of its outcome. */
    FinishedJob failedBy(Throwable error) {
        return new FinishedJob(held, document, type, new JobOutcome.Failed(error), at, took);
    }
}
