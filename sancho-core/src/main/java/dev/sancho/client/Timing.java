package dev.sancho.client;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** When jobs are due. */
sealed interface Timing {
    /** Gives each of a row of jobs its time, given the time now; null: at once. */
    Function<Instant, @Nullable Instant> times();

    enum Now implements Timing {
        NOW;

        @Override
        public Function<Instant, @Nullable Instant> times() {
            return now -> null;
        }
    }

    record In(Duration delay) implements Timing {
        @Override
        public Function<Instant, @Nullable Instant> times() {
            return now -> now.plus(delay);
        }
    }

    record At(Instant time) implements Timing {
        @Override
        public Function<Instant, @Nullable Instant> times() {
            return now -> time;
        }
    }

    /** One time for each job. */
    record Each(Iterable<Instant> row) implements Timing {
        @Override
        public Function<Instant, @Nullable Instant> times() {
            Iterator<Instant> left = row.iterator();
            return now -> {
                if (!left.hasNext()) {
                    throw new IllegalArgumentException(
                            "There are more jobs than times given to atEach(…); the slices before this one are enqueued");
                }
                return left.next();
            };
        }
    }

    /** Some time within an interval from now, each job its own. */
    record Spread(Duration interval) implements Timing {
        @Override
        public Function<Instant, @Nullable Instant> times() {
            long micros = Math.max(1, interval.dividedBy(ChronoUnit.MICROS.getDuration()));
            return now -> now.plus(ThreadLocalRandom.current().nextLong(micros), ChronoUnit.MICROS);
        }
    }
}
