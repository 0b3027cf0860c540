package dev.sancho.redis;

import dev.sancho.job.Log;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Says once that the server cannot be used, and once that it can again. Thread-safe. */
final class Outage {
    private static final Log LOG = Log.of(Outage.class);
    private static final long NONE = Long.MIN_VALUE;

    private final RedisUrl url;
    private final AtomicLong since = new AtomicLong(NONE);

    Outage(RedisUrl url) {
        this.url = url;
    }

    boolean lasts() {
        return since.get() != NONE;
    }

    void failed(RuntimeException failure) {
        if (since.get() == NONE && since.compareAndSet(NONE, System.nanoTime())) {
            LOG.warn("Redis at {} cannot be used: {}. Calls are tried again until it can", url, Failures.said(failure));
        }
    }

    void worked() {
        long began = since.get();
        if (began != NONE && since.compareAndSet(began, NONE)) {
            LOG.info(
                    "Redis at {} is back after {}",
                    url,
                    Duration.ofNanos(System.nanoTime() - began).truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
        }
    }
}
