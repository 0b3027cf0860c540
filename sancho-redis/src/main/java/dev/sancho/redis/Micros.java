package dev.sancho.redis;

import dev.sancho.job.WireTime;
import java.time.Duration;
import java.time.Instant;

/** Times and lengths of time as microseconds, the resolution of every script. */
final class Micros {
    private static final Duration EVER = Duration.ofDays(365_000);

    private Micros() {}

    static long of(Instant time) {
        return WireTime.toMicros(time);
    }

    /** At most a thousand years. */
    static long of(Duration length) {
        Duration bounded = length.compareTo(EVER) > 0 ? EVER : length;
        return Math.floorDiv(bounded.toNanos() / 1000 * 1000, 1000L);
    }

    /**
     * A member's score as a time, to the nearest microsecond, by the arithmetic with which the scripts compare two scores: rounded more exactly, one
     * score in nine of Ruby's, which have seven digits, would not be found again.
     */
    static Instant ofScore(String score) {
        double seconds = score.contains("inf") ? 0 : Double.parseDouble(score);
        return WireTime.ofMicros((long) Math.floor(seconds * 1_000_000 + 0.5));
    }
}
