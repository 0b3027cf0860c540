package dev.sancho.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a worker from turning a queue round and round that holds only jobs it does not know: such a queue is asked again after 0.1 s, growing
 * to 5 s, until a known job comes from it. Thread-safe.
 */
final class UnknownNames {
    private static final Logger LOG = LoggerFactory.getLogger(UnknownNames.class);
    private static final long FIRST_NANOS = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int NAMES_REMEMBERED = 1_000;

    private static final class Pause {
        private long length;
        private long until;
    }

    private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    void met(String queue, String name) {
        pauses.computeIfAbsent(queue, unused -> new Pause());
        if (warned.size() < NAMES_REMEMBERED && warned.add(name)) {
            LOG.warn(
                    "Queue {} holds a job named {}, which is not registered here; it goes to the far end of its queue, its attempts untouched. "
                            + "Register it, or serve only queues whose jobs this worker knows",
                    LogText.clean(queue),
                    LogText.clean(name));
        }
    }

    void known(String queue) {
        if (!pauses.isEmpty()) {
            pauses.remove(queue);
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

    /** How long until a paused queue is due; the time given if none is. */
    Duration untilNext(Duration otherwise) {
        long now = System.nanoTime();
        long wait = otherwise.toNanos();
        for (Pause pause : pauses.values()) {
            synchronized (pause) {
                wait = Math.min(wait, Math.max(FIRST_NANOS / 10, pause.until - now));
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
            long now = System.nanoTime();
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
