package dev.sancho.engine;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Says whether one more line may be logged: so many within a period, and then no more until the next. Thread-safe. */
final class LogBudget {
    private final int lines;
    private final long periodNanos;
    private final AtomicLong windowStart = new AtomicLong(System.nanoTime());
    private final AtomicLong used = new AtomicLong();

    LogBudget(int lines, Duration period) {
        this.lines = lines;
        this.periodNanos = period.toNanos();
    }

    boolean allows() {
        long start = windowStart.get();
        long now = System.nanoTime();
        if (now - start > periodNanos && windowStart.compareAndSet(start, now)) {
            used.set(0);
        }
        return used.getAndIncrement() < lines;
    }

    /** How many were refused in this period so far. */
    long refused() {
        return Math.max(0, used.get() - lines);
    }
}
