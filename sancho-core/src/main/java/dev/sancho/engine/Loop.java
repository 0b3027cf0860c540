package dev.sancho.engine;

import dev.sancho.job.Log;
import dev.sancho.store.StoreException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A step repeated on a thread of its own until it is stopped.
 *
 * <p>The contract of all loops: {@link #start} works once and never after a stop; {@link #stop} may come twice, or before the start, and returns
 * when the step that ran has ended; {@link #wake} makes the next step begin at once. A step that throws is reported (an outage of the store by
 * the store itself) and tried again, later and later up to five seconds. An interruption ends what one step waits for; the next begins without
 * it. Thread-safe.
 */
final class Loop {
    private static final Log LOG = Log.of(Loop.class);
    private static final Duration FIRST_PENALTY = Duration.ofMillis(100);
    private static final Duration LONGEST_PENALTY = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE =
            Duration.ofDays(1); // what a step asks for beyond is rounded down to it
    private static final Duration LONGEST_STEP = Duration.ofSeconds(10);

    /** One turn. */
    @FunctionalInterface
    interface Step {
        /** Takes it, and returns how long to wait before the next turn; zero begins it at once. */
        Duration run() throws Exception;
    }

    private final String name;
    private final Step step;
    private final Runnable atEnd;
    private final LogBudget errors = new LogBudget(1, Duration.ofMinutes(1));
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Thread thread;
    private boolean stopped;
    private boolean woken;

    Loop(String name, Step step) {
        this(name, step, () -> {});
    }

    /** @param atEnd is done on the loop's thread after its last step; never if the loop was never started */
    Loop(String name, Step step, Runnable atEnd) {
        this.name = name;
        this.step = step;
        this.atEnd = atEnd;
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

    /** Whether the caller runs on this loop's thread. */
    boolean isCurrent() {
        lock.lock();
        try {
            return thread == Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /** Makes the step that runs the last one, and does not wait for its end. */
    void end() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #end}, and ends what that step waits for, if it bears an interruption. */
    void endByInterrupt() {
        end();
        interrupt();
    }

    /**
     * Waits until the loop has ended. An interruption of the caller is kept and ends the waiting.
     *
     * @return whether it has ended, or never began
     */
    boolean awaitEnd(Duration atMost) {
        Thread running;
        lock.lock();
        try {
            running = thread;
        } finally {
            lock.unlock();
        }
        if (running == null) {
            return true;
        }
        if (running == Thread.currentThread()) {
            return false;
        }
        try {
            return running.join(atMost);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the loop and waits for the step that runs, ten seconds at most: it may hang in a call that does not come back. */
    void stop() {
        end();
        awaitEnd(LONGEST_STEP);
    }

    private void turn() {
        try {
            Duration pause = Duration.ZERO;
            Duration penalty = FIRST_PENALTY;
            while (sleep(pause)) {
                try {
                    pause = Objects.requireNonNull(step.run());
                    penalty = FIRST_PENALTY;
                } catch (Throwable failure) {
                    report(failure);
                    pause = penalty;
                    penalty = shorter(penalty.multipliedBy(2), LONGEST_PENALTY);
                }
            }
        } finally {
            atEnd.run();
        }
    }

    private void report(Throwable failure) {
        if (failure instanceof StoreException outage && outage.passing()) {
            LOG.debug("{} waits for the store: {}", name, Errors.message(failure));
        } else if (errors.allows()) {
            LOG.error(
                    "{} failed and will be tried again; further failures within a minute are not logged",
                    name,
                    failure);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Waits, unless woken or interrupted; false once stopped. An interruption so far is over with it. */
    private boolean sleep(Duration pause) {
        lock.lock();
        try {
            awaitChange(shorter(pause, LONGEST_PAUSE).toNanos());
            woken = false;
            Thread.interrupted();
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    private void awaitChange(long nanos) {
        try {
            for (long left = nanos; left > 0 && !woken && !stopped; ) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException poked) {
            // It wants the next step.
        }
    }
}
