package dev.sancho.engine;

import dev.sancho.job.Log;
import dev.sancho.store.JobStore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The incarnations of this process, one after the other. Thread-safe. */
final class Lives {
    private static final Log LOG = Log.of(Lives.class);

    private final JobStore store;
    private final Supplier<String> ids;
    private final Consumer<Incarnation> begin;
    private final Consumer<String> whenLost;
    private volatile Incarnation current;

    /**
     * @param begin makes an incarnation known to the store
     * @param whenLost is told the id of each incarnation that has ended
     */
    Lives(JobStore store, Supplier<String> ids, Consumer<Incarnation> begin, Consumer<String> whenLost) {
        this.store = store;
        this.ids = ids;
        this.begin = begin;
        this.whenLost = whenLost;
        this.current = new Incarnation(ids.get());
    }

    JobStore store() {
        return store;
    }

    Incarnation current() {
        return current;
    }

    /**
     * The store has ended this incarnation: its jobs are others' now. Goes on as a new one, unless that has been done.
     *
     * @return whether this call did it
     */
    boolean lost(Incarnation ended) {
        synchronized (this) {
            if (ended != current) {
                return false;
            }
            ended.end();
            Incarnation next = new Incarnation(ids.get());
            begin.accept(next);
            current = next;
            LOG.warn(
                    "The lease of {} ran out (was the process suspended, or the store out of reach?); other processes have its jobs. "
                            + "It goes on as {}",
                    ended.id(),
                    next.id());
        }
        whenLost.accept(ended.id());
        return true;
    }
}
