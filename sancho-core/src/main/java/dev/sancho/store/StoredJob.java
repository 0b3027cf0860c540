package dev.sancho.store;

import dev.sancho.job.Payload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as it lies in a store.
 *
 * @param at its time in a {@link Place.Sorted}; null elsewhere
 * @param seq its number in a {@link Place.InFlight}; 0 elsewhere
 */
public record StoredJob(Payload payload, @Nullable Instant at, long seq) {}
