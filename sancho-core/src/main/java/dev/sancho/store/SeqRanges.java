package dev.sancho.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** A set of sequence numbers, as ascending ranges that do not touch. Immutable. */
public record SeqRanges(List<Range> ranges) {
    public static final SeqRanges NONE = new SeqRanges(List.of());

    public SeqRanges {
        ranges = List.copyOf(ranges);
    }

    /** From {@code first} to {@code last}, both included. */
    public record Range(long first, long last) {}

    public static SeqRanges of(Collection<Long> numbers) {
        List<Range> ranges = new ArrayList<>();
        for (long number : new TreeSet<>(numbers)) {
            int last = ranges.size() - 1;
            if (last >= 0 && ranges.get(last).last() + 1 == number) {
                ranges.set(last, new Range(ranges.get(last).first(), number));
            } else {
                ranges.add(new Range(number, number));
            }
        }
        return new SeqRanges(ranges);
    }

    public boolean contains(long number) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Range range = ranges.get(middle);
            if (number < range.first()) {
                high = middle - 1;
            } else if (number > range.last()) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }
}
