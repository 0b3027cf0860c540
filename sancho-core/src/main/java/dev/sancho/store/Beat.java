package dev.sancho.store;

import java.util.List;

/**
 * A store's answer to a heartbeat.
 *
 * @param ended the owner id has ended: its lease ran out and another process took its jobs. Everything it held is lost to it; it must go
 *     on under a new id.
 * @param returned how many jobs the in-flight record had that the process does not know of; they were put back
 * @param signals what people asked the process to do since the last beat, oldest first
 */
public record Beat(boolean ended, int returned, List<Signal> signals) {
    public Beat {
        signals = List.copyOf(signals);
    }
}
