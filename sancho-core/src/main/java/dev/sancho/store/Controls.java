package dev.sancho.store;

import java.util.Set;

/** How people steer queues and worker processes. Each call may be sent twice. */
public interface Controls {
    /** From now on claims take nothing from the queue, nor of what is parked for it, until it is resumed. What is claimed runs on; jobs may still be put in. */
    void pause(String queue);

    /** Ends a pause, whoever began it. Claims that wait look again within a second. */
    void resume(String queue);

    /** The queues that are paused, by whichever program, by name. */
    Set<String> paused();

    /**
     * Asks a worker process for something.
     *
     * @param process its identity
     * @return false if no such process lives; then nothing was asked
     */
    boolean signal(String process, Signal signal);
}
