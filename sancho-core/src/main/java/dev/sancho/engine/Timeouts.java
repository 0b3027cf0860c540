package dev.sancho.engine;

import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.ConcurrentSkipListSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Interrupts the jobs whose time is over. Costs nothing for jobs without a timeout. Thread-safe. */
final class Timeouts {
    private static final Logger LOG = LoggerFactory.getLogger(Timeouts.class);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration STUCK_AFTER = Duration.ofSeconds(10);

    private record Watched(long deadline, RunningJob job, boolean interrupted) {}

    private final ConcurrentSkipListSet<Watched> watched = new ConcurrentSkipListSet<>(
            Comparator.comparingLong(Watched::deadline).thenComparing(one -> System.identityHashCode(one.job())));
    private final Loop loop = new Loop("sancho-timeouts", this::turn);

    void start() {
        loop.start();
    }

    void stop() {
        loop.stop();
    }

    void watch(RunningJob job) {
        Duration timeout = job.timeout();
        if (timeout != null) {
            Watched one = new Watched(System.nanoTime() + timeout.toNanos(), job, false);
            watched.add(one);
            if (watched.first() == one) {
                loop.wake();
            }
        }
    }

    void forget(RunningJob job) {
        if (job.timeout() != null) {
            watched.removeIf(one -> one.job() == job);
        }
    }

    private Duration turn() {
        long now = System.nanoTime();
        while (!watched.isEmpty()) {
            Watched first = watched.first();
            if (first.deadline() > now) {
                return Duration.ofNanos(Math.min(IDLE.toNanos(), first.deadline() - now));
            }
            if (watched.remove(first)) {
                over(first, now);
            }
        }
        return IDLE;
    }

    // A job that goes on all the same keeps its slot and its claim: running it a second time beside itself would be
    // worse than waiting.
    private void over(Watched one, long now) {
        RunningJob job = one.job();
        if (one.interrupted()) {
            LOG.error(
                    "Job {} {} is stuck: it was interrupted after its timeout of {} and still runs after another {}. It keeps its slot. At: {}",
                    LogText.clean(job.document().name()),
                    LogText.clean(job.document().jid()),
                    job.timeout(),
                    STUCK_AFTER,
                    job.thread().getStackTrace().length > 0 ? job.thread().getStackTrace()[0] : "no frame");
            return;
        }
        job.interrupt(RunningJob.Interruption.TIMEOUT);
        watched.add(new Watched(now + STUCK_AFTER.toNanos(), job, true));
    }
}
