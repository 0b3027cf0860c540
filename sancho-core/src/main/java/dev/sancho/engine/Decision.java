package dev.sancho.engine;

import dev.sancho.job.JobDocument;
import dev.sancho.job.JobState;
import dev.sancho.store.Effect;
import dev.sancho.store.To;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a job goes.
 *
 * @param document the job as it goes there; null if it is malformed
 * @param death why it was given up; null if it was not
 */
record Decision(
        To to,
        JobState state,
        List<Effect> effects,
        @Nullable JobDocument document,
        @Nullable Throwable death) {}
