package dev.sancho.engine;

import dev.sancho.job.JobDocument;
import dev.sancho.job.Log;
import dev.sancho.worker.DeathHandler;
import dev.sancho.worker.WorkerConfig;
import dev.sancho.worker.WorkerListener;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Calls the user's handlers, so that one that throws harms neither the others nor the engine. Deaths are told one after the other on a thread of
 * their own, so that a slow handler does not hold up the moves; where a thousand wait to be told, it does. Thread-safe.
 */
final class Announcer {
    private static final Log LOG = Log.of(Announcer.class);
    private static final int UNTOLD = 1_000;

    private final WorkerConfig.Handlers handlers;
    private final BlockingQueue<Runnable> deaths = new ArrayBlockingQueue<>(UNTOLD);
    private volatile boolean ended;
    private final Loop loop = new Loop("sancho-deaths", this::turn);

    Announcer(WorkerConfig.Handlers handlers) {
        this.handlers = handlers;
    }

    void start() {
        if (!handlers.deaths().isEmpty()) {
            loop.start();
        }
    }

    /** Waits until all deaths so far are told, or the time is over, and ends. */
    void stop(Duration atMost) {
        if (handlers.deaths().isEmpty() || ended || loop.isCurrent()) {
            return;
        }
        CountDownLatch told = new CountDownLatch(1);
        try {
            if (!deaths.offer(told::countDown, atMost.toNanos(), TimeUnit.NANOSECONDS)
                    || !told.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("The death handlers were not done within {}; {} deaths are not told", atMost, deaths.size());
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        ended = true;
        loop.end();
        deaths.offer(() -> {}); // ends its wait
    }

    boolean isCurrent() {
        return loop.isCurrent();
    }

    void died(JobDocument job, Throwable cause) {
        if (handlers.deaths().isEmpty()) {
            return;
        }
        try {
            boolean taken = false;
            while (!taken && !ended) {
                taken = deaths.offer(() -> tell(job, cause), 100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
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

    private Duration turn() throws InterruptedException {
        deaths.take().run();
        return Duration.ZERO;
    }

    private void tell(JobDocument job, Throwable cause) {
        for (DeathHandler handler : handlers.deaths()) {
            try {
                handler.died(job, cause);
            } catch (Throwable broken) {
                LOG.error("A death handler threw for job {}; the job is where it should be", job.jid(), broken);
            }
        }
    }
}
