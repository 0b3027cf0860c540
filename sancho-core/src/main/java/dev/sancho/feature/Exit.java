package dev.sancho.feature;

/** A way in which a job leaves the store, or, for {@link #STARTED}, the waiting state. */
public enum Exit {
    /** A worker began to run it. */
    STARTED,
    /** It ran to its end. */
    SUCCEEDED,
    /** It was given up: all retries used, killed, or poison. */
    DEAD,
    /** A person deleted it. */
    DELETED,
    /** It was discarded or called off before it could succeed. */
    CANCELLED,
    /** Its time to start had passed. */
    EXPIRED
}
