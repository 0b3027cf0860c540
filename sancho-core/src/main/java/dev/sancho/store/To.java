package dev.sancho.store;

import static java.util.Objects.requireNonNull;

import dev.sancho.job.Payload;
import java.time.Instant;

/** Where a move puts its job, and with which payload. */
public sealed interface To {
    /** An end of a queue; the queue comes into being with its first job. */
    record Queue(String name, End end, Payload payload) implements To {
        public Queue {
            requireNonNull(name, "name");
            requireNonNull(end, "end");
            requireNonNull(payload, "payload");
        }
    }

    /** A set, at a time from 1970 on (an earlier one is refused); a payload lies in a set once, so writing it again only changes its time. */
    record Sorted(JobSet set, Instant at, Payload payload) implements To {
        public Sorted {
            requireNonNull(set, "set");
            requireNonNull(at, "at");
            requireNonNull(payload, "payload");
        }
    }

    /** Under a key, behind those that already wait there. */
    record Parked(String key, Payload payload) implements To {
        public Parked {
            requireNonNull(key, "key");
            requireNonNull(payload, "payload");
        }
    }

    /** Out of the store. */
    enum Gone implements To {
        GONE
    }
}
