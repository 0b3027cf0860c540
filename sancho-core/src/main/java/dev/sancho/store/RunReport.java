package dev.sancho.store;

import java.util.Map;

/**
 * What a worker process ran since its last report, by the name of the job type.
 *
 * @param operation an id of this report's own, under which it is counted once
 */
public record RunReport(String operation, Map<String, TypeRuns> runs) {
    public RunReport {
        runs = Map.copyOf(runs);
    }

    /**
     * Runs of one type.
     *
     * @param lengths how long each that succeeded took
     */
    public record TypeRuns(RunTotals totals, Histogram lengths) {
        public TypeRuns plus(TypeRuns other) {
            return new TypeRuns(totals.plus(other.totals), lengths.plus(other.lengths));
        }
    }
}
