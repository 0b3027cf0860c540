package dev.sancho.store;

import java.time.Duration;
import java.util.List;

/**
 * Asks for jobs.
 *
 * @param owner who asks: an owner id that has begun with a {@link JobStore#beat} and has not ended
 * @param firstSeq the number of the first job given; the request covers the numbers {@code firstSeq} to {@code firstSeq + max - 1},
 *     given or not. Numbers grow: a request at or below one that the owner has used before is taken as sent twice, and answered at
 *     once with what of its numbers is still held. So an empty answer says nothing of the queues where other claims of the owner may have
 *     come to the store before this one.
 * @param max how many jobs at most, from 1
 * @param queues where to look, first to last, for this request
 * @param parked keys to look under, before the queues, with how many to take from each at most
 * @param waitUpTo how long to wait at most when there is nothing; zero asks once. A store may answer earlier with nothing.
 */
public record ClaimRequest(
        String owner, long firstSeq, int max, List<String> queues, List<ParkedShare> parked, Duration waitUpTo) {
    public ClaimRequest {
        queues = List.copyOf(queues);
        parked = List.copyOf(parked);
        if (max < 1 || firstSeq < 1) {
            throw new IllegalArgumentException(
                    "A claim asks for at least one job under numbers from 1; max " + max + ", firstSeq " + firstSeq);
        }
    }

    public ClaimRequest(String owner, long firstSeq, int max, List<String> queues) {
        this(owner, firstSeq, max, queues, List.of(), Duration.ZERO);
    }

    /**
     * How many jobs to take at most from under a parking key.
     *
     * @param queue the queue that they wait for; while it is paused none is taken
     */
    public record ParkedShare(String key, String queue, int max) {}
}
