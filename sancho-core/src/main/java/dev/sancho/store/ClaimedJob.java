package dev.sancho.store;

import dev.sancho.job.Payload;

/**
 * A job in its claimer's in-flight record.
 *
 * @param seq its number there; with the owner id it is the token without which nothing moves it
 * @param origin where it was claimed: a {@link Place.Queue} or a {@link Place.Parked}; for a rescued job where its dead owner had claimed it
 */
public record ClaimedJob(long seq, Place origin, Payload payload) {}
