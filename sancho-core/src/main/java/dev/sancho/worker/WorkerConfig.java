package dev.sancho.worker;

import dev.sancho.feature.Feature;
import dev.sancho.job.ArgsCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A worker's whole setup. Immutable; made by {@link WorkerBuilder}, which has the defaults and their reasons.
 *
 * @param jobs every name and alias that may run, with its job
 * @param middleware what is wrapped around each run, outermost first
 * @param stopTimeout how long a stop waits for running jobs
 * @param lookAhead how many jobs a capsule may claim beyond its free slots, at most
 * @param maxRetries how often a failed job is retried when neither its payload nor its type says
 * @param poisonAfter how many dead processes make a job poison
 * @param unknownNames what becomes of a job that this worker is not to run
 * @param runForeignBatches whether jobs of another program's batches are run, though nobody counts them
 */
public record WorkerConfig(
        List<CapsuleConfig> capsules,
        Map<String, RegisteredJob> jobs,
        ArgsCodec codec,
        List<Feature> features,
        List<ServerMiddleware> middleware,
        Handlers handlers,
        Duration stopTimeout,
        String tag,
        List<String> labels,
        boolean logJobs,
        int lookAhead,
        int maxRetries,
        int poisonAfter,
        UnknownNamePolicy unknownNames,
        boolean runForeignBatches) {
    public WorkerConfig {
        capsules = List.copyOf(capsules);
        jobs = Map.copyOf(jobs);
        features = List.copyOf(features);
        middleware = List.copyOf(middleware);
        labels = List.copyOf(labels);
    }

    /** Who is told of what, in the order of being told. */
    public record Handlers(List<ErrorHandler> errors, List<DeathHandler> deaths, List<WorkerListener> listeners) {
        public Handlers {
            errors = List.copyOf(errors);
            deaths = List.copyOf(deaths);
            listeners = List.copyOf(listeners);
        }
    }
}
