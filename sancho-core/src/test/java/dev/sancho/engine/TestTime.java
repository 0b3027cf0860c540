package dev.sancho.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** A clock that stands still until it is told to go on, read as wall time or as nanoseconds. Thread-safe. */
final class TestTime implements InstantSource, LongSupplier {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public long getAsLong() {
        Instant time = now.get();
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    void advance(Duration by) {
        now.updateAndGet(time -> time.plus(by));
    }
}
