package dev.sancho.job;

import java.util.NoSuchElementException;

/** What became of a job that was to be put into a store. */
public sealed interface Enqueued {
    /** The job is in the store. */
    record Added(String jid) implements Enqueued {}

    /** Not added: the job {@code jid} already holds the lock that this one needs. */
    record HeldBy(String jid) implements Enqueued {}

    /** Not added: a middleware or a guard refused it. */
    record Refused(String reason) implements Enqueued {}

    default boolean added() {
        return this instanceof Added;
    }

    /**
     * The id of the job that will do the work: the new one, or the one that already waits for it.
     *
     * @throws NoSuchElementException if the job was refused, with the reason
     */
    default String id() {
        return switch (this) {
            case Added added -> added.jid();
            case HeldBy held -> held.jid();
            case Refused refused -> throw new NoSuchElementException("The job was not enqueued: " + refused.reason());
        };
    }
}
