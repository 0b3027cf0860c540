package dev.sancho.store;

/**
 * Runs of jobs, added up.
 *
 * @param processed how many ran, failures included
 * @param failed how many of them failed
 * @param millis how long those that succeeded took, all together
 */
public record RunTotals(long processed, long failed, long millis) {
    public RunTotals plus(RunTotals other) {
        return new RunTotals(processed + other.processed, failed + other.failed, millis + other.millis);
    }
}
