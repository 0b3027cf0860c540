package dev.sancho.engine;

import java.time.Duration;

/** What happened to a claimed job: the way from the run to the rules. */
sealed interface JobOutcome {
    /** It returned. */
    record Done() implements JobOutcome {}

    /** It asked to be run again later. */
    record Snoozed(Duration delay) implements JobOutcome {}

    /** It asked never to be run again. */
    record Discarded(String reason) implements JobOutcome {}

    /** It, or something around it, threw. */
    record Failed(Throwable error) implements JobOutcome {}

    /** The worker stopped and interrupted it: no failure of its own. */
    record Interrupted() implements JobOutcome {}

    /**
     * No job type of that name is registered here.
     *
     * @param servedElsewhere whether another program serves the queue, and may know it
     */
    record Unknown(boolean servedElsewhere) implements JobOutcome {}

    /**
     * It belongs to a batch of another program, which alone can count it.
     *
     * @param batch that batch's id
     * @param servedElsewhere whether another program serves the queue, and may run it
     */
    record ForeignBatch(String batch, boolean servedElsewhere) implements JobOutcome {}

    /** Not for this worker, which leaves the queues alone that hold such jobs. */
    record Left() implements JobOutcome {}

    /** The payload is no job. */
    record Malformed(String reason) implements JobOutcome {}

    JobOutcome DONE = new Done();
    JobOutcome INTERRUPTED = new Interrupted();
    JobOutcome LEFT = new Left();
}
