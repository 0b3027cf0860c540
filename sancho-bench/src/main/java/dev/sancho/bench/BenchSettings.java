package dev.sancho.bench;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to measure, and how.
 *
 * @param jobs how many no-op jobs a round has
 * @param warmUps how many rounds go before those that count
 * @param lookAhead given on to the worker; null: what ships
 */
record BenchSettings(
        int jobs,
        int concurrency,
        int rounds,
        int warmUps,
        @Nullable Integer lookAhead,
        Set<Measure> measures,
        boolean withRuby) {
    boolean wants(Measure measure) {
        return measures.contains(measure);
    }

    boolean wantsAny(Measure... any) {
        return List.of(any).stream().anyMatch(measures::contains);
    }
}
