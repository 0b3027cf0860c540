package dev.sancho.engine;

import dev.sancho.job.JobDocument;
import dev.sancho.worker.DeathHandler;
import dev.sancho.worker.WorkerConfig;
import dev.sancho.worker.WorkerListener;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the user's handlers, so that one that throws harms neither the others nor the engine. Thread-safe. */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    private final WorkerConfig.Handlers handlers;

    Announcer(WorkerConfig.Handlers handlers) {
        this.handlers = handlers;
    }

    void died(JobDocument job, Throwable cause) {
        for (DeathHandler handler : handlers.deaths()) {
            try {
                handler.died(job, cause);
            } catch (Throwable broken) {
                LOG.error(
                        "A death handler threw for job {}; the job is where it should be",
                        LogText.clean(job.jid()),
                        broken);
            }
        }
    }

    void tell(Consumer<WorkerListener> event) {
        for (WorkerListener listener : handlers.listeners()) {
            try {
                event.accept(listener);
            } catch (Throwable broken) {
                LOG.error("A worker listener threw; the worker goes on", broken);
            }
        }
    }
}
