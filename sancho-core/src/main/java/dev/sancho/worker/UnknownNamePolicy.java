package dev.sancho.worker;

/** What a worker does with a job that it is not to run: its name is not registered, or it belongs to another program's batch. */
public enum UnknownNamePolicy {
    /** The job goes to the far end of its queue, and those behind it come forward: for queues that several programs share. The default. */
    PASS_ON,
    /**
     * The job goes back to the front of its queue, byte for byte, and the worker leaves that queue alone for a minute before it looks again: so it
     * serves only queues where it knows all names. Its other queues are served meanwhile.
     */
    LEAVE_QUEUE
}
