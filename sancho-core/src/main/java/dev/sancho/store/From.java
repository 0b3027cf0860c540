package dev.sancho.store;

import dev.sancho.job.Payload;
import java.time.Instant;

/**
 * Where a move expects its job. The move happens only if the job really is there, found by its exact bytes or by its number.
 *
 * <p>The moves that a person or a feature makes by hand ({@link Queued}, {@link Sorted}, {@link Parked}) carry an operation id,
 * unique to the one move, so that a move sent twice is told apart from one that came too late. A store remembers it for a minute after the
 * move was done.
 */
public sealed interface From {
    /** In the in-flight record of {@code owner} under {@code seq}. */
    record Held(String owner, long seq) implements From {}

    /** In a queue; of equal payloads the one nearest to the front. */
    record Queued(String queue, String jid, Payload payload, String operation) implements From {}

    /** In a set, at exactly this time. */
    record Sorted(JobSet set, Instant at, String jid, Payload payload, String operation) implements From {}

    /** Parked under a key; of equal payloads the one nearest to the front. */
    record Parked(String key, String jid, Payload payload, String operation) implements From {}

    /** Nowhere: only guards and effects are wanted, with {@link To.Gone}. Always holds, so its effects must bear being applied twice. */
    enum Nothing implements From {
        NOTHING
    }
}
