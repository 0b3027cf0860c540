package dev.sancho.engine;

import dev.sancho.client.JobContext;
import dev.sancho.job.Log;
import dev.sancho.job.LogText;
import dev.sancho.worker.ErrorHandler;
import dev.sancho.worker.WorkerConfig;
import java.time.Duration;
import java.util.List;
import org.slf4j.MDC;

/**
 * Tells the log and the error handlers of runs. A storm of failures is logged at a bounded rate; the handlers are told of each. The log context
 * of a run has {@code jid}, {@code job} and {@code queue}, and {@code traceparent} if the job has one; the capsule clears it when the run is over.
 */
final class JobLog {
    private static final Log LOG = Log.named("dev.sancho.job");
    private static final int FAILURES_A_SECOND = 20;

    private final boolean lines;
    private final List<ErrorHandler> handlers;
    private final LogBudget failures = new LogBudget(FAILURES_A_SECOND, Duration.ofSeconds(1));

    JobLog(WorkerConfig config) {
        this.lines = config.logJobs();
        this.handlers = config.handlers().errors();
    }

    void started(JobContext context) {
        if (lines) {
            safely(() -> {
                MDC.put("jid", LogText.clean(context.id()));
                MDC.put("job", LogText.clean(context.name()));
                MDC.put("queue", LogText.clean(context.queue()));
                context.trace().ifPresent(trace -> MDC.put("traceparent", trace.traceparent()));
            });
            LOG.info(
                    "start {} {} on queue {}, attempt {}",
                    context.name(),
                    context.id(),
                    context.queue(),
                    context.attempt());
        }
    }

    void ended(JobContext context, JobOutcome outcome, Duration took) {
        if (outcome instanceof JobOutcome.Failed failed) {
            failed(context, failed.error(), took);
        } else if (lines) {
            LOG.info("{} {} {} in {} ms", word(outcome), context.name(), context.id(), took.toMillis());
        }
    }

    void malformed(HeldJob held, String reason) {
        if (failures.allows()) {
            LOG.error("A payload of queue {} is no job and goes to the dead set, whole: {}", held.queue(), reason);
        }
    }

    private void failed(JobContext context, Throwable error, Duration took) {
        if (failures.allows()) {
            LOG.warn(
                    "fail {} {} in {} ms, attempt {}: {}: {}",
                    context.name(),
                    context.id(),
                    took.toMillis(),
                    context.attempt(),
                    error.getClass().getName(),
                    Errors.message(error));
        }
        for (ErrorHandler handler : handlers) {
            try {
                handler.failed(error, context);
            } catch (Throwable broken) {
                LOG.error("An error handler threw; the job is not affected", broken);
            }
        }
    }

    // A log that cannot be written (a full disk, say) is no failure of the job.
    private static void safely(Runnable logging) {
        try {
            logging.run();
        } catch (Throwable unwritten) {
            // There is nowhere to tell it.
        }
    }

    private static String word(JobOutcome outcome) {
        return switch (outcome) {
            case JobOutcome.Done done -> "done";
            case JobOutcome.Snoozed snoozed -> "snooze";
            case JobOutcome.Discarded discarded -> "discard";
            case JobOutcome.Failed failed -> "fail";
            case JobOutcome.Interrupted interrupted -> "interrupted";
            case JobOutcome.Unknown unknown -> "unknown";
            case JobOutcome.ForeignBatch batch -> "foreign batch";
            case JobOutcome.Left left -> "left";
            case JobOutcome.Malformed malformed -> "malformed";
        };
    }
}
