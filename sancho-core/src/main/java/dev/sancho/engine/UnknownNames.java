package dev.sancho.engine;

import dev.sancho.job.Log;
import dev.sancho.job.LogText;
import dev.sancho.store.ProcessRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a worker from turning a queue round and round that holds only jobs it does not run, because their names are unknown or they belong to
 * another program's batches: such a queue is asked again after 0.1 s, growing to 5 s, until a known job comes from it or no unknown one came for a
 * while; one that is left, after a minute. Knows, too, which of them other programs serve, for whom their jobs may be meant. Thread-safe.
 */
final class UnknownNames {
    private static final Log LOG = Log.of(UnknownNames.class);
    private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long FORGOTTEN_NANOS = 3 * LONGEST_NANOS;
    private static final long LEFT_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int NAMES_REMEMBERED = 1_000;

    private static final class Pause {
        private long length;
        private long until;
        private volatile long metAt;
        private volatile boolean left;
    }

    private final LongSupplier nanos;

    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();
    private volatile Set<String> servedElsewhere = Set.of();

    UnknownNames() {
        this(System::nanoTime);
    }

    /** @param nanos a clock that only its differences count of, as {@link System#nanoTime} is */
    UnknownNames(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Takes note of a job that goes to the far end of its queue; {@code batch} is the foreign batch that it belongs to, null if its name is unknown. */
    void passOn(String queue, String name, @Nullable String batch) {
        pauses.computeIfAbsent(queue, unused -> new Pause()).metAt = nanos.getAsLong();
        String remedy = batch == null
                ? "Register it, or serve only queues whose jobs this worker knows"
                : "Let Ruby serve the queue, or run such jobs uncounted with runForeignBatches, --run-foreign-batches";
        if (isNew((batch == null ? "" : "batch ") + name)) {
            LOG.warn(
                    "Queue {} holds a job named {}, which {}; it goes to the far end of its queue, its attempts untouched. {}",
                    queue,
                    name,
                    why(batch),
                    remedy);
        }
    }

    /** Takes note of a job that goes back to the front of its queue, which is not asked again for a minute. */
    void leave(String queue, String name, @Nullable String batch) {
        Pause pause = pauses.computeIfAbsent(queue, unused -> new Pause());
        synchronized (pause) {
            pause.left = true;
            pause.until = nanos.getAsLong() + LEFT_NANOS;
        }
        if (isNew((batch == null ? "left " : "left batch ") + queue + " " + name)) {
            LOG.warn(
                    "Queue {} holds a job named {}, which {}; it goes back to the front, untouched, and this worker leaves the queue alone and looks "
                            + "at it once a minute. Register the name, take the queue from this worker, or let it pass such jobs on (unknownNames, "
                            + "--unknown-names)",
                    queue,
                    name,
                    why(batch));
        }
    }

    private boolean isNew(String warning) {
        return warned.size() < NAMES_REMEMBERED && warned.add(LogText.clean(warning));
    }

    private static String why(@Nullable String batch) {
        return batch == null
                ? "is not registered here"
                : "belongs to batch " + batch + " of Sidekiq Pro, which only Ruby can count";
    }

    /** Whether there is a queue that held an unknown job lately. */
    boolean any() {
        return !pauses.isEmpty();
    }

    /** Takes note of the processes that work at this time. */
    void working(Collection<ProcessRecord> processes) {
        servedElsewhere = processes.stream()
                .filter(process -> !process.bySancho())
                .flatMap(process -> process.capsules().values().stream())
                .flatMap(capsule -> capsule.weights().keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a process of another program, a Ruby one say, serves this queue. */
    boolean servedElsewhere(String queue) {
        return servedElsewhere.contains(queue);
    }

    /** Takes note of a job that is run: its queue is asked as any other from now on, unless it was left. */
    void known(String queue) {
        if (!pauses.isEmpty()) {
            pauses.computeIfPresent(queue, (unused, pause) -> pause.left ? pause : null);
        }
    }

    /** Of these queues, those to be asked now; each that is paused is let through once when its pause is over, and then paused for longer. */
    List<String> due(List<String> queues) {
        if (pauses.isEmpty()) {
            return queues;
        }
        List<String> due = new ArrayList<>(queues);
        due.removeIf(this::paused);
        return due;
    }

    /** How long until one of these queues that is paused is due; the time given if none is. */
    Duration untilNext(Collection<String> queues, Duration otherwise) {
        long wait = otherwise.toNanos();
        if (!pauses.isEmpty()) {
            long now = nanos.getAsLong();
            for (String queue : queues) {
                Pause pause = pauses.get(queue);
                if (pause != null) {
                    synchronized (pause) {
                        wait = Math.min(wait, Math.max(FIRST_NANOS / 10, pause.until - now));
                    }
                }
            }
        }
        return Duration.ofNanos(wait);
    }

    private boolean paused(String queue) {
        Pause pause = pauses.get(queue);
        if (pause == null) {
            return false;
        }
        synchronized (pause) {
            long now = nanos.getAsLong();
            if (pause.left && now < pause.until) {
                return true;
            }
            if (pause.left || now - pause.metAt > FORGOTTEN_NANOS) {
                pauses.remove(queue, pause);
                return false;
            }
            if (pause.length > 0 && now < pause.until) {
                return true;
            }
            boolean first = pause.length == 0;
            pause.length = first ? FIRST_NANOS : Math.min(LONGEST_NANOS, pause.length * 2);
            pause.until = now + pause.length;
            return first;
        }
    }
}
