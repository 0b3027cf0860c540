package dev.sancho.store;

/** An end of a queue. */
public enum End {
    /** Next to be claimed. */
    FRONT,
    /** Last to be claimed: where clients put jobs. */
    BACK
}
