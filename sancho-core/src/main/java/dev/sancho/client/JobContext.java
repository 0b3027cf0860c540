package dev.sancho.client;

import dev.sancho.job.JobDocument;
import dev.sancho.job.RunContext;
import dev.sancho.job.TraceContext;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * What a running job may ask about itself: given to a method whose last parameter is of this type. Thread-safe; of use only until the job
 * has returned.
 */
public interface JobContext extends RunContext {
    /** The job's id, the same in all its runs. */
    String id();

    /** The name of the job's type. */
    String name();

    /** The queue it was claimed from. */
    String queue();

    /** Which run this is, from 1; a run that was handed back or snoozed does not count. */
    int attempt();

    /** When it was last put on its queue. */
    Instant enqueuedAt();

    /** When this run is interrupted; empty if its options give no timeout. */
    Optional<Instant> deadline();

    /**
     * Whether the run should end: its timeout or a stop of the worker has interrupted it, or its claim was lost. A long job asks now and then,
     * and throws, so that it is run again; to return would be to say that it has done its work.
     */
    boolean cancelled();

    /**
     * Says how far the run is, for people who look: shown with the process that runs it from its next heartbeat on (10 s at most), as long as
     * it runs. May be called as often as it likes: only the latest is kept, and the store is not asked.
     *
     * @param done how much is done, in any unit
     * @param total how much there is in all; 0 if that is not known
     */
    default void progress(long done, long total) {
        progress(done, total, "");
    }

    /**
     * As {@link #progress(long, long)}, with a word to those who look.
     *
     * @param note what is being done; cut at 200 characters
     */
    void progress(long done, long total, String note);

    /** Logs with the job's id and name. */
    Logger log();

    /** Puts further jobs on queues. */
    Jobs jobs();

    /** Where it stands in a distributed trace; empty if its payload says nothing. What it enqueues stands there too. */
    default Optional<TraceContext> trace() {
        return TraceContext.of(document());
    }

    /** The job's payload, as it was claimed. */
    JobDocument document();
}
