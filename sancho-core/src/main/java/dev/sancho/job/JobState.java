package dev.sancho.job;

/** Where a job stands in its life. {@link Lifecycle} says which states may follow which. */
public enum JobState {
    /** Waits for its time. */
    SCHEDULED,
    /** Waits in a queue (or parked behind it) for a worker. */
    ENQUEUED,
    /** Claimed by a worker process. */
    RUNNING,
    /** Failed and waits for its next attempt. */
    RETRYING,
    /** Given up, kept for a person. */
    DEAD,
    /** Ran to its end. */
    SUCCEEDED,
    /** Left without running to its end: deleted, discarded, expired or called off. */
    CANCELLED
}
