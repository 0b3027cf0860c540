package dev.sancho.job;

import java.time.Duration;

/**
 * How a run ended, said by the job itself: its method returns one of these. A method that returns anything else, or nothing, is
 * {@link #done()}; one that throws has failed.
 */
public sealed interface Outcome {
    /** The job has done its work. */
    record Done() implements Outcome {}

    /** There was nothing to do; counts as done. */
    record Skipped(String reason) implements Outcome {}

    /** Not yet: run again after a while. Uses up no attempt. */
    record Snoozed(Duration delay) implements Outcome {}

    /** Never: it leaves without having succeeded, is not kept in the dead set, and the death handlers are told. */
    record Discarded(String reason) implements Outcome {}

    static Outcome done() {
        return Constants.DONE;
    }

    static Outcome skip(String reason) {
        return new Skipped(reason);
    }

    /**
     * Not yet: run again after this while.
     *
     * @throws IllegalArgumentException if the delay is negative
     */
    static Outcome snooze(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException(
                    "A job cannot be snoozed for " + delay + ": the delay must not be negative");
        }
        return new Snoozed(delay);
    }

    static Outcome discard(String reason) {
        return new Discarded(reason);
    }
}

/** Holds what an interface would publish. */
final class Constants {
    static final Outcome DONE = new Outcome.Done();

    private Constants() {}
}
