package dev.sancho.store;

/** A place in a store where jobs lie. */
public sealed interface Place {
    /** A named queue. */
    record Queue(String name) implements Place {}

    /** One of the sets ordered by time. */
    record Sorted(JobSet set) implements Place {}

    /** Jobs kept back under a key: claimed only by who asks for that key. */
    record Parked(String key) implements Place {}

    /** What a worker process has claimed and not yet moved on. */
    record InFlight(String owner) implements Place {}
}
