package dev.sancho.worker;

import dev.sancho.client.JobContext;
import dev.sancho.job.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs jobs of one name, whatever their arguments. Called by many threads at once. */
@FunctionalInterface
public interface NamedHandler {
    /**
     * Runs one job.
     *
     * @param args as JSON has them: maps, lists, strings, numbers, booleans, null
     */
    Outcome run(List<@Nullable Object> args, JobContext context) throws Exception;
}
