package dev.sancho.store;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What every store is opened with.
 *
 * @param lease how long an owner lives without a claim, move or beat before it may be rescued; 60 s, as long as Sidekiq keeps a process
 *     record
 * @param deadMax how many jobs the dead set keeps, the oldest go first; 10,000 as in Sidekiq, but really that many
 * @param deadKeep how long a dead job is kept; 180 days as in Sidekiq
 * @param clock the time for every call; null, the default, is the store's own clock, the only one that several processes share. Tests
 *     pass theirs.
 */
public record StoreSettings(
        Duration lease,
        int deadMax,
        Duration deadKeep,
        @Nullable InstantSource clock) {
    public static final StoreSettings DEFAULTS =
            new StoreSettings(Duration.ofSeconds(60), 10_000, Duration.ofDays(180), null);

    public StoreSettings withLease(Duration lease) {
        return new StoreSettings(lease, deadMax, deadKeep, clock);
    }

    public StoreSettings withDead(int deadMax, Duration deadKeep) {
        return new StoreSettings(lease, deadMax, deadKeep, clock);
    }

    public StoreSettings withClock(InstantSource clock) {
        return new StoreSettings(lease, deadMax, deadKeep, clock);
    }
}
