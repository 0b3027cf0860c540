package dev.sancho.engine;

import dev.sancho.job.Log;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Interrupts the jobs whose time is over. Costs nothing for jobs without a timeout. Thread-safe. */
final class Timeouts {
    private static final Log LOG = Log.of(Timeouts.class);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration STUCK_AFTER = Duration.ofSeconds(10);

    private record Watched(long deadline, long number, RunningJob job, boolean interrupted) {}

    private final ConcurrentSkipListSet<Watched> watched = new ConcurrentSkipListSet<>(
            Comparator.comparingLong(Watched::deadline).thenComparingLong(Watched::number));
    private final Map<RunningJob, Watched> byJob = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final LongSupplier nanos;
    private final Loop loop = new Loop("sancho-timeouts", this::turn);

    Timeouts() {
        this(System::nanoTime);
    }

    /** @param nanos a clock that only its differences count of, as {@link System#nanoTime} is */
    Timeouts(LongSupplier nanos) {
        this.nanos = nanos;
    }

    void start() {
        loop.start();
    }

    void stop() {
        loop.stop();
    }

    void watch(RunningJob job) {
        Duration timeout = job.timeout();
        if (timeout != null) {
            Watched one = watched(job, nanos.getAsLong() + timeout.toNanos(), false);
            byJob.put(job, one);
            watched.add(one);
            if (watched.lower(one) == null) {
                loop.wake();
            }
        }
    }

    void forget(RunningJob job) {
        if (job.timeout() != null) {
            Watched one = byJob.remove(job);
            if (one != null) {
                watched.remove(one);
            }
        }
    }

    /** How many jobs are watched. */
    int size() {
        return watched.size();
    }

    /** Interrupts what is due; returns when to look again. */
    Duration turn() {
        long now = nanos.getAsLong();
        for (Watched next : watched) {
            if (next.deadline() > now) {
                return Duration.ofNanos(Math.min(IDLE.toNanos(), next.deadline() - now));
            }
            over(next, now);
        }
        return IDLE;
    }

    private void over(Watched one, long now) {
        // In one step with forget(): a job that has ended meanwhile is not watched again.
        byJob.computeIfPresent(one.job(), (job, current) -> {
            if (!current.equals(one)) {
                return current;
            }
            watched.remove(one);
            if (one.interrupted()) {
                tellStuck(job);
                return null;
            }
            job.interrupt(RunningJob.Interruption.TIMEOUT);
            Watched again = watched(job, now + STUCK_AFTER.toNanos(), true);
            watched.add(again);
            return again;
        });
    }

    // A job that goes on all the same keeps its slot and its claim: running it a second time beside itself would be
    // worse than waiting.
    private static void tellStuck(RunningJob job) {
        StackTraceElement[] stack = job.thread().getStackTrace();
        LOG.error(
                "Job {} {} is stuck: it was interrupted after its timeout of {} and still runs after another {}. It keeps its slot. At: {}",
                job.document().name(),
                job.document().jid(),
                job.timeout(),
                STUCK_AFTER,
                stack.length > 0 ? stack[0] : "no frame");
    }

    private Watched watched(RunningJob job, long deadline, boolean interrupted) {
        return new Watched(deadline, numbers.getAndIncrement(), job, interrupted);
    }
}
