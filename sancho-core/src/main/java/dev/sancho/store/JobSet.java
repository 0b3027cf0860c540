package dev.sancho.store;

/** The three places that are ordered by time. */
public enum JobSet {
    /** Jobs that wait for their time; Sidekiq's {@code schedule}. */
    SCHEDULED,
    /** Jobs that failed and wait for their next attempt; Sidekiq's {@code retry}. */
    RETRY,
    /** Jobs that were given up, by the time they were; Sidekiq's {@code dead}. Trimmed to {@link StoreSettings}. */
    DEAD
}
