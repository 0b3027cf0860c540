package dev.sancho.cli;

import dev.sancho.store.StoreSettings;
import dev.sancho.worker.RetryPolicy;
import dev.sancho.worker.UnknownNamePolicy;
import dev.sancho.worker.WorkerBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a worker works, as the command line and the configuration file say; what neither says is the worker's own default. */
final class WorkOptions {
    @Option(
            names = {"-q", "--queue"},
            paramLabel = "NAME[,WEIGHT]",
            converter = QueueWeight.Converter.class,
            description = {
                "A queue to serve, again and again; \"default\" if there is none. Without weights strictly in this order; with weights "
                        + "drawn in proportion to them; all of weight 1: at random."
            })
    private List<QueueWeight> queues = new ArrayList<>();

    @Option(
            names = {"-c", "--concurrency"},
            paramLabel = "N",
            description = "How many jobs run at once, 1 to 10000; 10.")
    private @Nullable Integer concurrency;

    @Option(
            names = {"-t", "--timeout"},
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long a stop waits for running jobs before it interrupts them and hands them back; 25s.")
    private @Nullable Duration timeout;

    @Option(
            names = {"-g", "--tag"},
            paramLabel = "TEXT",
            description = "A name to show for this process.")
    private @Nullable String tag;

    @Option(names = "--label", paramLabel = "TEXT", description = "A label to show for this process, again and again.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--lease",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long this process lives without a sign before others take its jobs; 60s.")
    private @Nullable Duration lease;

    @Option(
            names = "--poison-after",
            paramLabel = "N",
            description = "How many processes may die of a job before it goes to the dead set; 3.")
    private @Nullable Integer poisonAfter;

    @Option(
            names = "--max-retries",
            paramLabel = "N",
            description = "How often a failed job is tried again where neither it nor its type says; 25.")
    private @Nullable Integer maxRetries;

    @Option(
            names = "--retry-delay",
            paramLabel = "TIME",
            converter = Durations.class,
            description =
                    "Wait exactly this long before each retry, for tries by hand; as a rule count^4 + 15 s, and some by chance.")
    private @Nullable Duration retryDelay;

    @Option(
            names = "--look-ahead",
            paramLabel = "N",
            description =
                    "How many very short jobs may be claimed beyond those that run; 500. 0 claims what can begin at once.")
    private @Nullable Integer lookAhead;

    @Option(
            names = "--unknown-names",
            paramLabel = "WHAT",
            converter = UnknownNamesWord.class,
            description = {
                "What to do with a job whose name is not registered: pass-on (to the far end of its queue; the default) or leave-queue (put "
                        + "it back and leave its queue alone, but for a look a minute)."
            })
    private @Nullable UnknownNamePolicy unknownNames;

    @Option(
            names = "--run-foreign-batches",
            description =
                    "Run jobs of Sidekiq Pro's batches too, though only Ruby can count them; as a rule they go to Ruby.")
    private boolean runForeignBatches;

    @Option(
            names = "--audit-every",
            paramLabel = "TIME",
            converter = Durations.class,
            description =
                    "How long from one audit of the store to the next, for jobs that another program removed; 5m. 0: none.")
    private @Nullable Duration auditEvery;

    @Mixin
    private AuditOptions audit = new AuditOptions();

    @Option(
            names = {"--no-job-lines", "--quiet-jobs"},
            description = "No lines in the log when a job begins and ends; failures are logged all the same.")
    private boolean noJobLines;

    private ConfigFile config = ConfigFile.NONE;

    void fillFrom(ConfigFile file) {
        config = file;
        queues = queues.isEmpty() ? file.queues() : queues;
        labels = labels.isEmpty() ? file.texts("label") : labels;
        labels = labels.isEmpty() ? file.texts("labels") : labels;
        runForeignBatches |= file.bool("run-foreign-batches").orElse(false);
        noJobLines |= !file.bool("job-lines").orElse(true);
    }

    Duration lease() {
        Duration said =
                Optional.ofNullable(lease).or(() -> config.duration("lease")).orElse(StoreSettings.DEFAULTS.lease());
        if (said.compareTo(Duration.ofSeconds(1)) < 0) {
            throw CliFailure.usage("A lease of " + said.toMillis() + " ms is too short: it must be 1 s or more");
        }
        return said;
    }

    void apply(WorkerBuilder worker) {
        queues.forEach(queue -> worker.queue(queue.name(), queue.weight()));
        said(concurrency, config.integer("concurrency"), worker::concurrency);
        said(timeout, config.duration("timeout"), worker::stopTimeout);
        said(tag, config.text("tag"), worker::tag);
        said(poisonAfter, config.integer("poison-after"), worker::poisonAfter);
        said(maxRetries, config.integer("max-retries"), worker::maxRetries);
        said(lookAhead, config.integer("look-ahead"), worker::lookAhead);
        said(unknownNames, config.unknownNames(), worker::unknownNames);
        worker.runForeignBatches(runForeignBatches);
        said(
                retryDelay,
                config.duration("retry-delay"),
                delay -> worker.retryPolicy(RetryPolicy.DEFAULT
                        .delay((retry, error, job) -> Optional.of(delay))
                        .withoutJitter()));
        applyAudit(worker);
        labels.forEach(worker::label);
        worker.logJobs(!noJobLines);
        config.capsules()
                .forEach((name, entry) -> worker.capsule(name, capsule -> {
                    entry.queues().forEach(queue -> capsule.queue(queue.name(), queue.weight()));
                    said(entry.concurrency(), Optional.empty(), capsule::concurrency);
                }));
    }

    private void applyAudit(WorkerBuilder worker) {
        said(auditEvery, config.duration("audit-every"), worker::auditEvery);
        worker.audit(audit.policy(config));
    }

    private static <T> void said(@Nullable T here, Optional<T> inFile, Consumer<T> setting) {
        Optional.ofNullable(here).or(() -> inFile).ifPresent(setting);
    }
}
