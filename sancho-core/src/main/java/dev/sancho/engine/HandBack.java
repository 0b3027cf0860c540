package dev.sancho.engine;

import dev.sancho.store.End;
import dev.sancho.store.Place;
import dev.sancho.store.To;

/** Where a job goes that was claimed and not run. */
final class HandBack {
    private HandBack() {}

    static To place(HeldJob held) {
        return switch (held.origin()) {
            case Place.Parked parked -> new To.Parked(parked.key(), held.payload());
            case Place.Queue queue -> new To.Queue(queue.name(), End.FRONT, held.payload());
            case Place.Sorted sorted -> throw new IllegalStateException("Claimed from " + sorted);
            case Place.InFlight inFlight -> throw new IllegalStateException("Claimed from " + inFlight);
        };
    }
}
