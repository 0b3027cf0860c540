package dev.sancho.worker;

import dev.sancho.job.JobDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to do when a job of one type fails, beyond the counts and windows of its options: its own delays, errors for which it is given up
 * at once, and a last word before it dies. Immutable; each method returns a changed copy.
 */
public final class RetryPolicy {
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(List.of(), (retry, error, job) -> Optional.empty(), true, (job, error) -> true);

    private final List<Rule> rules;
    private final Delay delay;
    private final boolean jitter;
    private final Exhausted exhausted;

    private RetryPolicy(List<Rule> rules, Delay delay, boolean jitter, Exhausted exhausted) {
        this.rules = List.copyOf(rules);
        this.delay = delay;
        this.jitter = jitter;
        this.exhausted = exhausted;
    }

    private record Rule(Class<? extends Throwable> type, Verdict verdict) {}

    /** What becomes of a failed job. */
    public enum Verdict {
        /** Tried again, while its options allow. */
        RETRY,
        /** Given up now, as if its retries were used up. */
        KILL,
        /** Given up now, without a place in the dead set. */
        DISCARD
    }

    /** Says how long to wait before a retry. */
    @FunctionalInterface
    public interface Delay {
        /**
         * Says how long to wait, to which jitter is added; empty for Sidekiq's own formula, {@code retry}<sup>4</sup> + 15 s.
         *
         * @param retry 0 before the first retry
         */
        Optional<Duration> before(int retry, Throwable error, JobDocument job);
    }

    /** Is asked when a job's retries are used up or it was killed. */
    @FunctionalInterface
    public interface Exhausted {
        /** Says whether it may go to the dead set. */
        boolean keep(JobDocument job, Throwable error);
    }

    /** Gives a job up, without a place in the dead set, when it fails with such an error (or a subclass). The first rule that fits counts. */
    public RetryPolicy discardOn(Class<? extends Throwable> error) {
        return withRule(new Rule(error, Verdict.DISCARD));
    }

    /** Gives a job up, into the dead set, when it fails with such an error (or a subclass). The first rule that fits counts. */
    public RetryPolicy killOn(Class<? extends Throwable> error) {
        return withRule(new Rule(error, Verdict.KILL));
    }

    public RetryPolicy delay(Delay delay) {
        return new RetryPolicy(rules, delay, jitter, exhausted);
    }

    /** Leaves out the random part of the delays. Jobs that failed together then come back together. */
    public RetryPolicy withoutJitter() {
        return new RetryPolicy(rules, delay, false, exhausted);
    }

    public RetryPolicy onExhausted(Exhausted exhausted) {
        return new RetryPolicy(rules, delay, jitter, exhausted);
    }

    public Verdict verdict(Throwable error) {
        return rules.stream()
                .filter(rule -> rule.type().isInstance(error))
                .map(Rule::verdict)
                .findFirst()
                .orElse(Verdict.RETRY);
    }

    public Optional<Duration> delayBefore(int retry, Throwable error, JobDocument job) {
        return delay.before(retry, error, job);
    }

    public boolean hasJitter() {
        return jitter;
    }

    public boolean keepExhausted(JobDocument job, Throwable error) {
        return exhausted.keep(job, error);
    }

    private RetryPolicy withRule(Rule rule) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(rule);
        return new RetryPolicy(more, delay, jitter, exhausted);
    }
}
