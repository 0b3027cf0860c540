package dev.sancho.bench;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** The machine's clock, the same for all of its processes. */
final class Wall {
    private static final InstantSource CLOCK = InstantSource.system();

    private Wall() {}

    static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, CLOCK.instant());
    }
}
