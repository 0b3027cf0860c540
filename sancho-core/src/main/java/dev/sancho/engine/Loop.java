package dev.sancho.engine;

import dev.sancho.store.StoreException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step repeated on a thread of its own until it is stopped.
 *
 * <p>The contract of all loops: {@link #start} works once and never after a stop; {@link #stop} may come twice, or before the start, and returns
 * when the step that ran has ended; {@link #wake} makes the next step begin at once. A step that throws is reported (an outage of the store by
 * the store itself) and tried again, later and later up to five seconds. Thread-safe.
 */
final class Loop {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** One turn. */
    @FunctionalInterface
    interface Step {
        /** @return how long to wait before the next turn; zero begins it at once */
        Duration run() throws Exception;
    }

    private final String name;
    private final Step step;
    private final LogBudget errors = new LogBudget(1, Duration.ofMinutes(1));
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Thread thread;
    private boolean stopped;
    private boolean woken;

    Loop(String name, Step step) {
        this.name = name;
        this.step = step;
    }

    void start() {
        lock.lock();
        try {
            if (stopped || thread != null) {
                return;
            }
            thread = Thread.ofPlatform().name(name).daemon(true).start(this::turn);
        } finally {
            lock.unlock();
        }
    }

    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends what the step waits for, if it bears an interruption. */
    void interrupt() {
        lock.lock();
        try {
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #stop}, but does not wait for what an interruption ends. */
    void stopByInterrupt() {
        lock.lock();
        try {
            stopped = true;
        } finally {
            lock.unlock();
        }
        interrupt();
        stop();
    }

    /** Ends the loop and waits for the step that runs. An interruption of the caller is kept and ends the waiting. */
    void stop() {
        Thread running;
        lock.lock();
        try {
            stopped = true;
            running = thread;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (running != null && running != Thread.currentThread()) {
            try {
                running.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void turn() {
        Duration pause = Duration.ZERO;
        Duration penalty = Duration.ofMillis(100);
        while (sleep(pause)) {
            try {
                pause = step.run();
                penalty = Duration.ofMillis(100);
            } catch (Throwable failure) {
                report(failure);
                Thread.interrupted();
                pause = penalty;
                penalty =
                        penalty.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : penalty.multipliedBy(2);
            }
        }
    }

    private void report(Throwable failure) {
        if (failure instanceof StoreException outage && outage.passing()) {
            LOG.debug("{} waits for the store", name, failure);
        } else if (errors.allows()) {
            LOG.error(
                    "{} failed and will be tried again; further failures within a minute are not logged",
                    name,
                    failure);
        }
    }

    /** Waits, unless woken; false once stopped. */
    private boolean sleep(Duration pause) {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (left > 0 && !woken && !stopped) {
                left = changed.awaitNanos(left);
            }
            woken = false;
            return !stopped;
        } catch (InterruptedException poked) {
            return !stopped;
        } finally {
            lock.unlock();
        }
    }
}
