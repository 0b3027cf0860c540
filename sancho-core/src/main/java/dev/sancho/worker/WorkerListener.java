package dev.sancho.worker;

import dev.sancho.store.Signal;

/** Is told of a worker's life. What it throws is logged and dropped, but for {@link #starting}: that ends the start. */
public interface WorkerListener {
    /** Before the first job is taken. */
    default void starting(Worker worker) {}

    /** It takes no more jobs. */
    default void quieted(Worker worker) {}

    /** It begins to stop; jobs still run. */
    default void stopping(Worker worker) {}

    /** It has stopped and left the store. */
    default void stopped(Worker worker) {}

    /** After each heartbeat that the store has taken. */
    default void beat(Worker worker) {}

    /** Its lease was lost, while it was suspended say: other processes have its jobs, and it goes on under a new identity. */
    default void leaseLost(Worker worker, String formerIdentity) {}

    /** The process was asked for something through the store, already acted on. */
    default void signalled(Worker worker, Signal signal) {}
}
