package dev.sancho.store;

import static java.util.Comparator.comparing;

import dev.sancho.job.Payload;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Jobs by time, those of one time by their bytes; a payload lies here once. Confined by the store's lock. */
final class MemorySet {
    private final NavigableSet<Entry> entries =
            new TreeSet<>(comparing(Entry::at).thenComparing(Entry::payload));
    private final Map<Payload, Instant> times = new HashMap<>();

    record Entry(Instant at, Payload payload) {}

    void put(Instant at, Payload payload) {
        remove(payload);
        times.put(payload, at);
        entries.add(new Entry(at, payload));
    }

    boolean holds(Instant at, Payload payload) {
        return at.equals(times.get(payload));
    }

    void remove(Payload payload) {
        Instant at = times.remove(payload);
        if (at != null) {
            entries.remove(new Entry(at, payload));
        }
    }

    int size() {
        return entries.size();
    }

    Stream<Entry> stream() {
        return entries.stream();
    }

    Optional<Instant> first() {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.getFirst().at());
    }

    /** The oldest whose time has come. */
    List<Entry> due(Instant now, int max) {
        return entries.stream()
                .takeWhile(entry -> !entry.at().isAfter(now))
                .limit(max)
                .toList();
    }
}
