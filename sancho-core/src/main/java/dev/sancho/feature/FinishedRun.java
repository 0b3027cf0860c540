package dev.sancho.feature;

import dev.sancho.job.JobDocument;
import dev.sancho.job.JobState;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that has ended.
 *
 * @param state what the job becomes by it
 * @param took how long the user's code ran
 * @param error what it threw; null if nothing
 */
public record FinishedRun(
        JobDocument job,
        JobState state,
        Duration took,
        @Nullable Throwable error) {
    /** The way in which the job leaves by this run; empty if it stays, to run again. */
    public Optional<Exit> exit() {
        return switch (state) {
            case SUCCEEDED -> Optional.of(Exit.SUCCEEDED);
            case DEAD -> Optional.of(Exit.DEAD);
            case CANCELLED -> Optional.of(Exit.CANCELLED);
            case SCHEDULED, ENQUEUED, RUNNING, RETRYING -> Optional.empty();
        };
    }
}
