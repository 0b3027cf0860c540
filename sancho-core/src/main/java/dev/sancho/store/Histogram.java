package dev.sancho.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How long runs took, counted in the 26 ranges of time that Sidekiq's metrics have.
 *
 * @param counts for each range how many runs were shorter than its bound and not shorter than the one before
 */
public record Histogram(List<Long> counts) {
    /** The upper bounds of the ranges in milliseconds; the last range has none. */
    public static final List<Integer> BOUNDS_MILLIS = List.of(
            20, 30, 45, 65, 100, 150, 225, 335, 500, 750, 1_100, 1_700, 2_500, 3_800, 5_750, 8_500, 13_000, 20_000,
            30_000, 45_000, 65_000, 100_000, 150_000, 225_000, 335_000);

    /** How many ranges there are. */
    public static final int RANGES = BOUNDS_MILLIS.size() + 1;

    public static final Histogram NONE = new Histogram(Collections.nCopies(RANGES, 0L));

    public Histogram {
        counts = List.copyOf(counts);
        if (counts.size() != RANGES) {
            throw new IllegalArgumentException("A histogram has " + RANGES + " ranges, not " + counts.size());
        }
    }

    /** The range that a run of this length belongs to. */
    public static int rangeOf(Duration took) {
        int found = Collections.binarySearch(BOUNDS_MILLIS, (int) Math.min(Integer.MAX_VALUE, took.toMillis()));
        return found < 0 ? -found - 1 : found + 1;
    }

    public Histogram plus(Histogram other) {
        List<Long> sums = new ArrayList<>(RANGES);
        for (int i = 0; i < RANGES; i++) {
            sums.add(counts.get(i) + other.counts.get(i));
        }
        return new Histogram(sums);
    }
}
