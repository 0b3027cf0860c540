package dev.sancho.store;

import static java.util.stream.Collectors.toMap;

import dev.sancho.job.WireTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Named values that are forgotten when their time is over: locks, cells, groups, operation ids. Confined by the store's lock. */
final class Expiring<V> {
    private static final Duration EVER = Duration.ofDays(365_000);

    private final NavigableMap<String, Entry<V>> entries = new TreeMap<>();

    private record Entry<V>(V value, long until) {}

    /** The microsecond from which something kept that long is forgotten. */
    static long until(Instant now, Duration keep) {
        return WireTime.toMicros(now.plus(keep.compareTo(EVER) > 0 ? EVER : keep));
    }

    Optional<V> get(String name, Instant now) {
        Entry<V> entry = entries.get(name);
        return entry == null || over(entry, now) ? Optional.empty() : Optional.of(entry.value());
    }

    void put(String name, V value, long until) {
        entries.put(name, new Entry<>(value, until));
    }

    void remove(String name) {
        entries.remove(name);
    }

    /** What is not forgotten and begins with the prefix, by name. */
    Map<String, V> scan(String prefix, int max, Instant now) {
        return entries.tailMap(prefix, true).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .filter(entry -> !over(entry.getValue(), now))
                .limit(max)
                .collect(
                        toMap(Map.Entry::getKey, entry -> entry.getValue().value(), (one, other) -> one, TreeMap::new));
    }

    /** Lets go of up to {@code max} that are over; returns how many. */
    int prune(int max, Instant now) {
        var over = entries.entrySet().stream()
                .filter(entry -> over(entry.getValue(), now))
                .limit(max)
                .map(Map.Entry::getKey)
                .toList();
        over.forEach(entries::remove);
        return over.size();
    }

    private static boolean over(Entry<?> entry, Instant now) {
        return entry.until() <= WireTime.toMicros(now);
    }
}
