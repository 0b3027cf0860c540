package dev.sancho.engine;

import dev.sancho.job.Payload;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.From;
import dev.sancho.store.Place;
import org.jspecify.annotations.Nullable;

/** A job in this process's hands: claimed, and not yet known to have been moved on. */
final class HeldJob {
    private final ClaimBatch batch;
    private final ClaimedJob claimed;
    private @Nullable Runnable whenSettled;

    HeldJob(ClaimBatch batch, ClaimedJob claimed) {
        this.batch = batch;
        this.claimed = claimed;
    }

    long seq() {
        return claimed.seq();
    }

    Payload payload() {
        return claimed.payload();
    }

    Place origin() {
        return claimed.origin();
    }

    /** The queue it came from, parked suspects included. */
    String queue() {
        return switch (claimed.origin()) {
            case Place.Queue queue -> queue.name();
            case Place.Parked parked -> Suspects.queueOf(parked.key());
            case Place.Sorted sorted -> throw new IllegalStateException("Claimed from " + sorted);
            case Place.InFlight inFlight -> throw new IllegalStateException("Claimed from " + inFlight);
        };
    }

    From.Held from() {
        return new From.Held(batch.incarnation().id(), claimed.seq());
    }

    Incarnation incarnation() {
        return batch.incarnation();
    }

    long claimedNanos() {
        return batch.answeredNanos();
    }

    /** What to do once it is settled; to be said before it is given on. */
    void whenSettled(Runnable action) {
        whenSettled = action;
    }

    /** The job has left this process's hands, moved on or lost. Does nothing the second time. */
    void settle() {
        if (batch.settle(claimed.seq()) && whenSettled != null) {
            whenSettled.run();
        }
    }
}
