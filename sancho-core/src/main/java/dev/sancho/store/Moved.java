package dev.sancho.store;

/** A store's answer to one {@link Move}. */
public sealed interface Moved {
    /** What happened to a move that no guard stopped. */
    enum Answer implements Moved {
        /** Done now, effects and all. */
        MOVED,
        /** This very move was done before (its answer was lost, say); nothing was written now. */
        REPEATED,
        /** The job is not there any more: rescued, taken, deleted; nothing was written. */
        GONE
    }

    /** A {@link Guard.Lock} is held by another job; nothing was written and the job is where it was. */
    record HeldBy(String jid) implements Moved {}

    /** Another guard does not hold, or the store cannot carry out this move; nothing was written and the job is where it was. */
    record Refused(String reason) implements Moved {}
}
