package dev.sancho.redis;

import dev.sancho.job.WireTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
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

    /** A member's score as a time, to the nearest microsecond and of two as near to the even one: as the scripts round scores to compare them. */
    static Instant ofScore(String score) {
        BigDecimal seconds = score.contains("inf") ? BigDecimal.ZERO : new BigDecimal(Double.parseDouble(score));
        return WireTime.ofMicros(
                seconds.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValue());
    }
}
