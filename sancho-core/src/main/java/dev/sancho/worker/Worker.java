package dev.sancho.worker;

import java.time.Duration;

/** A worker: takes jobs from queues and runs them, until it is stopped. Thread-safe; each method may be called any number of times. */
public interface Worker extends AutoCloseable {
    /**
     * Begins to work and returns.
     *
     * @throws IllegalStateException if it has been stopped
     */
    Worker start();

    /** Takes no more jobs, hands back those it has not begun, and goes on with those that run. Cannot be taken back. */
    void quiet();

    /**
     * Stops: takes no more, waits for running jobs until the {@linkplain WorkerConfig#stopTimeout() stop timeout}, then interrupts them, hands
     * back what still runs after three more seconds, and leaves. Returns when all that is done; an interruption of the caller hurries it.
     * Called by a job or a handler of this worker itself, it only begins the stop.
     */
    void stop();

    /** As {@link #stop()}, but with another time for running jobs to end by themselves; zero interrupts them at once. */
    void stop(Duration timeout);

    /** The id under which it claims jobs now; a new one follows when its lease was lost. */
    String identity();

    /** How many jobs run at this moment. */
    int running();

    /** How it was set up. */
    WorkerConfig config();

    /** Logs where each running job stands. */
    void dump();

    @Override
    default void close() {
        stop();
    }
}
