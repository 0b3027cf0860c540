package dev.sancho.store;

import java.time.Duration;

/**
 * A store's answer to {@link JobStore#promote}.
 *
 * @param moved how many jobs went to their queues
 * @param askAgainIn when the next call is worth its cost; longer where another process already promotes, zero when there was more due
 *     than was asked for
 */
public record Promoted(int moved, Duration askAgainIn) {}
