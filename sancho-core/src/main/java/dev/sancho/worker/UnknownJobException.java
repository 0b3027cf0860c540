package dev.sancho.worker;

import java.time.Duration;

/** The reason given for a job whose name no worker of its queue has known for a day. */
public final class UnknownJobException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownJobException(String name, String queue, Duration waited) {
        super("No worker of queue " + queue + " has known a job named " + name + " for " + waited
                + ". Register it, or give a registered job this "
                + "name as an alias, then retry it from the dead set");
    }
}
