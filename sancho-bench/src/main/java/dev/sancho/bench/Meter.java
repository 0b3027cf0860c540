package dev.sancho.bench;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Counts jobs from inside. Thread-safe. */
final class Meter {
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger maxRunning = new AtomicInteger();
    private final AtomicLong runs = new AtomicLong();
    private final Queue<Long> pickups = new ConcurrentLinkedQueue<>();

    void begin() {
        int now = running.incrementAndGet();
        if (now > maxRunning.get()) {
            maxRunning.accumulateAndGet(now, Math::max);
        }
    }

    void end() {
        runs.incrementAndGet();
        running.decrementAndGet();
    }

    void pickedUpAfter(long micros) {
        pickups.add(micros);
    }

    /** The most that ever ran at once, and how many runs have ended. */
    String counts() {
        return maxRunning.get() + " " + runs.get();
    }

    /** How many microseconds lay between push and start of each, since it was last asked. */
    String pickups() {
        String text = pickups.stream().map(String::valueOf).collect(Collectors.joining(" "));
        pickups.clear();
        return text;
    }
}
