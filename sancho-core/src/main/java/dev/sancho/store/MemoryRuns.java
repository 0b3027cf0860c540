package dev.sancho.store;

import dev.sancho.store.RunReport.TypeRuns;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs by minute and job type. Confined by the store's lock. */
final class MemoryRuns {
    static final Duration KEPT = Duration.ofHours(8);

    private final NavigableMap<Instant, Map<String, TypeRuns>> minutes = new TreeMap<>();

    void add(Map<String, TypeRuns> runs, Instant now) {
        minutes.headMap(now.minus(KEPT)).clear();
        runs.forEach((type, one) ->
                minutes.computeIfAbsent(minute(now), first -> new TreeMap<>()).merge(type, one, TypeRuns::plus));
    }

    Map<Instant, Map<String, RunTotals>> totals(Instant from, Instant until) {
        Map<Instant, Map<String, RunTotals>> found = new TreeMap<>();
        minutes.subMap(minute(from), until).forEach((minute, types) -> {
            Map<String, RunTotals> totals = new TreeMap<>();
            types.forEach((type, runs) -> totals.put(type, runs.totals()));
            found.put(minute, totals);
        });
        return found;
    }

    Histogram lengths(String type, Instant from, Instant until) {
        return minutes.subMap(minute(from), until).values().stream()
                .flatMap(types -> Stream.ofNullable(types.get(type)))
                .map(TypeRuns::lengths)
                .reduce(Histogram.NONE, Histogram::plus);
    }

    private static Instant minute(Instant time) {
        return time.truncatedTo(ChronoUnit.MINUTES);
    }
}
