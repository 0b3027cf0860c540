package dev.sancho.engine;

import dev.sancho.client.JobContext;
import dev.sancho.client.Jobs;
import dev.sancho.job.JobDocument;
import dev.sancho.job.MalformedPayloadException;
import dev.sancho.job.Options;
import dev.sancho.job.Outcome;
import dev.sancho.job.TraceContext;
import dev.sancho.worker.JobTimeoutException;
import dev.sancho.worker.RegisteredJob;
import dev.sancho.worker.ServerMiddleware;
import dev.sancho.worker.UnknownNamePolicy;
import dev.sancho.worker.WorkerConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs one claimed job on the thread it is called on: reads the payload, finds the job's code, wraps the middleware around it, calls it, and
 * says what happened. The one place where what user code throws is caught, all of it. Thread-safe.
 */
final class JobExecutor {
    /** So far off that it never comes, and near enough to be counted in nanoseconds. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(36_500);

    private final WorkerConfig config;
    private final Jobs jobs;
    private final UnknownNames unknown;
    private final Timeouts timeouts;
    private final RunCounts counts;
    private final JobLog log;
    private final InstantSource clock;

    JobExecutor(Engine.Setup setup, UnknownNames unknown, Timeouts timeouts, RunCounts counts) {
        this.config = setup.config();
        this.jobs = setup.jobs();
        this.unknown = unknown;
        this.timeouts = timeouts;
        this.counts = counts;
        this.log = new JobLog(config);
        this.clock = setup.clock();
    }

    /** Null if the worker stopped meanwhile and handed the job back: what it returned no longer counts. */
    @Nullable
    FinishedJob run(HeldJob held, Slot slot) {
        JobDocument document;
        try {
            document = JobDocument.parse(held.payload());
        } catch (MalformedPayloadException malformed) {
            return malformed(held, String.valueOf(malformed.getMessage()));
        }
        if (document.name().isEmpty()) { // which no worker will ever know
            return malformed(
                    held,
                    "It names no job: its class is " + document.raw("class").orElse("missing"));
        }
        RegisteredJob type = config.jobs().get(document.name());
        String batch = config.runForeignBatches() ? null : foreignBatch(document);
        if (type == null || batch != null) {
            JobOutcome outcome = refused(held.queue(), document, type == null ? null : batch);
            return new FinishedJob(held, document, type, outcome, clock.instant(), Duration.ZERO);
        }
        unknown.known(held.queue());
        return run(new RunningJob(held, document, clock.instant(), timeout(document, type)), type, slot);
    }

    /** @param batch null if it is the name that is not known */
    private JobOutcome refused(String queue, JobDocument document, @Nullable String batch) {
        if (config.unknownNames() == UnknownNamePolicy.LEAVE_QUEUE) {
            unknown.leave(queue, document.name(), batch);
            return JobOutcome.LEFT;
        }
        unknown.passOn(queue, document.name(), batch);
        boolean servedElsewhere = unknown.servedElsewhere(queue);
        return batch == null
                ? new JobOutcome.Unknown(servedElsewhere)
                : new JobOutcome.ForeignBatch(batch, servedElsewhere);
    }

    /** The id of the batch that the job belongs to; our own batches never stand there. */
    private static @Nullable String foreignBatch(JobDocument document) {
        return document.raw("bid")
                .filter(bid -> !bid.equals("null"))
                .map(bid -> document.text("bid").orElse(bid))
                .orElse(null);
    }

    private FinishedJob malformed(HeldJob held, String reason) {
        log.malformed(held, reason);
        JobOutcome outcome = new JobOutcome.Malformed(reason);
        return new FinishedJob(held, null, null, outcome, clock.instant(), Duration.ZERO);
    }

    private @Nullable FinishedJob run(RunningJob running, RegisteredJob type, Slot slot) {
        JobContext context = new RunContext(running, jobs);
        long begun = System.nanoTime();
        JobOutcome outcome;
        try {
            slot.occupiedBy(running);
            timeouts.watch(running);
            log.started(context);
            outcome = outcome(traced(context, line(config.middleware(), type, context)));
        } catch (Throwable thrown) {
            outcome = thrown(running, thrown);
        } finally {
            running.finish();
            timeouts.forget(running);
            slot.occupiedBy(null);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        log.ended(context, outcome, took);
        return running.abandoned()
                ? null
                : counted(new FinishedJob(running.held(), running.document(), type, outcome, clock.instant(), took));
    }

    private FinishedJob counted(FinishedJob finished) {
        counts.count(finished);
        return finished;
    }

    private static @Nullable Outcome traced(JobContext context, ServerMiddleware.Next run) throws Throwable {
        TraceContext trace = context.trace().orElse(null);
        if (trace == null) {
            return run.run();
        }
        TraceContext.Scope scope = trace.open();
        try {
            return run.run();
        } finally {
            scope.close();
        }
    }

    /** The middleware, outermost first, and at its end the job. */
    private ServerMiddleware.Next line(List<ServerMiddleware> middleware, RegisteredJob type, JobContext context) {
        if (middleware.isEmpty()) {
            return () -> type.run(config.codec(), context.document(), context);
        }
        ServerMiddleware first = middleware.get(0);
        List<ServerMiddleware> rest = middleware.subList(1, middleware.size());
        return () -> first.run(context, line(rest, type, context));
    }

    private static JobOutcome outcome(@Nullable Outcome said) {
        return switch (said) {
            case null -> JobOutcome.DONE;
            case Outcome.Done done -> JobOutcome.DONE;
            case Outcome.Skipped skipped -> JobOutcome.DONE;
            case Outcome.Snoozed snoozed -> new JobOutcome.Snoozed(snoozed.delay());
            case Outcome.Discarded discarded -> new JobOutcome.Discarded(discarded.reason());
        };
    }

    private static JobOutcome thrown(RunningJob running, Throwable thrown) {
        return switch (running.interruption()) {
            case null -> new JobOutcome.Failed(thrown);
            case STOP -> JobOutcome.INTERRUPTED;
            case TIMEOUT -> {
                Duration timeout = running.timeout() == null ? Duration.ZERO : running.timeout();
                yield new JobOutcome.Failed(
                        new JobTimeoutException(running.document().name(), timeout, thrown));
            }
        };
    }

    private static @Nullable Duration timeout(JobDocument document, RegisteredJob type) {
        Duration said = document.has("timeout") ? Options.of(document).timeout() : null;
        Duration timeout = said != null ? said : type.type().options().timeout();
        return timeout != null && timeout.compareTo(LONGEST_TIMEOUT) > 0 ? LONGEST_TIMEOUT : timeout;
    }
}
