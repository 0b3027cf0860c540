package dev.sancho.engine;

import static java.util.Objects.requireNonNull;

import dev.sancho.feature.SanchoMember;
import dev.sancho.job.JobDocument;
import dev.sancho.job.JobState;
import dev.sancho.job.Log;
import dev.sancho.job.Options;
import dev.sancho.store.JobSet;
import dev.sancho.store.To;
import dev.sancho.worker.RegisteredJob;
import dev.sancho.worker.RetryPolicy;
import dev.sancho.worker.RetryPolicy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a job that failed: retried later, dead, or gone.
 *
 * <p>As Sidekiq does: {@code retry_count} is absent before the first failure and 0 after it; a job with n retries runs n + 1 times; the delay
 * before a retry is {@code count}<sup>4</sup> + 15 s, or what the job's own policy says, plus a random part of 10 × ({@code count} + 1) s,
 * which keeps jobs that failed together from coming back together.
 */
final class FailureRules {
    private static final Log LOG = Log.of(FailureRules.class);

    /** A hundred years: beyond every wish, and within what the clocks of all stores can count. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(36_500);

    private final int maxRetries;
    private final RandomGenerator random;

    FailureRules(int maxRetries, RandomGenerator random) {
        this.maxRetries = maxRetries;
        this.random = random;
    }

    Decision decide(FinishedJob job, Throwable error) {
        JobDocument before = requireNonNull(job.document());
        RegisteredJob type = requireNonNull(job.type());
        Options options = Options.of(before).over(type.type().options());
        if (isNoRetry(options)) {
            return new Decision(To.Gone.GONE, JobState.DEAD, OutcomeRules.FAILED, before, error);
        }
        JobDocument failed = failed(job, error, options);
        int count = (int) failed.integer("retry_count").orElse(0);
        Verdict verdict = type.retryPolicy().verdict(error);
        if (verdict == Verdict.RETRY && !exhausted(failed, options, count, job.at())) {
            Instant at = after(job.at(), delay(type.retryPolicy(), count, error, failed));
            To to = new To.Sorted(JobSet.RETRY, at, failed.payload());
            return new Decision(to, JobState.RETRYING, OutcomeRules.FAILED, failed, null);
        }
        if (verdict == Verdict.DISCARD) {
            return new Decision(To.Gone.GONE, JobState.CANCELLED, OutcomeRules.FAILED, failed, error);
        }
        // The hook is called even for a job that is not to be kept.
        boolean wanted = keepExhausted(type.retryPolicy(), failed, error);
        boolean keep = wanted && !Boolean.FALSE.equals(options.dead());
        To to = keep ? new To.Sorted(JobSet.DEAD, job.at(), failed.payload()) : To.Gone.GONE;
        return new Decision(to, JobState.DEAD, OutcomeRules.FAILED, failed, error);
    }

    /** The fields of a failure that every kind of failure has. */
    static JobDocument.Edit failed(JobDocument before, Throwable error, Instant at) {
        JobDocument.Edit edit = before.edit();
        long count = Math.min(before.integer("retry_count").orElse(-1), Integer.MAX_VALUE) + 1;
        edit.text("error_class", error.getClass().getName()).text("error_message", Errors.message(error));
        edit.integer("retry_count", Math.clamp(count, 0, Integer.MAX_VALUE));
        // Sidekiq looks at retry_count alone, which a retry by hand has set to -1.
        if (before.has("retry_count") || before.has("failed_at")) {
            edit.time("retried_at", at);
        }
        return before.has("failed_at") ? edit : edit.time("failed_at", at);
    }

    private static JobDocument failed(FinishedJob job, Throwable error, Options options) {
        JobDocument before = requireNonNull(job.document());
        JobDocument.Edit edit = failed(before, error, job.at());
        edit.text(
                "queue",
                options.retryQueue() != null ? options.retryQueue() : job.held().queue());
        int lines = options.backtrace() == null ? 0 : options.backtrace();
        if (lines > 0) {
            edit.text("error_backtrace", Errors.backtrace(error, lines));
        }
        return SanchoMember.of(before)
                .withCrashes(0)
                .withoutUnknownSince()
                .into(edit)
                .done();
    }

    private static boolean isNoRetry(Options options) {
        return options.retries() != null && options.retries() == Options.NO_RETRY;
    }

    private boolean exhausted(JobDocument failed, Options options, int count, Instant now) {
        @Nullable Duration window = options.retryFor();
        if (window != null) {
            return failed.time("failed_at").orElse(now).plus(window).isBefore(now);
        }
        return count >= (options.retries() != null ? options.retries() : maxRetries);
    }

    private Duration delay(RetryPolicy policy, int count, Throwable error, JobDocument job) {
        Duration base = ownDelay(policy, count, error, job).orElseGet(() -> standardDelay(count));
        return policy.hasJitter()
                ? shorter(base, LONGEST_DELAY).plusSeconds(random.nextLong(10L * (count + 1L)))
                : base;
    }

    private static Duration standardDelay(int count) {
        double seconds = Math.pow(count, 4) + 15;
        return seconds < 1e9 ? Duration.ofSeconds((long) seconds) : LONGEST_DELAY;
    }

    /** That much later, but not later than any store can count. */
    static Instant after(Instant time, Duration delay) {
        return time.plus(delay.isNegative() ? Duration.ZERO : shorter(delay, LONGEST_DELAY));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Optional<Duration> ownDelay(RetryPolicy policy, int count, Throwable error, JobDocument job) {
        try {
            return policy.delayBefore(count, error, job).filter(delay -> !delay.isNegative());
        } catch (Throwable broken) {
            LOG.error("The retry delay of {} threw; the standard delay is used", job.name(), broken);
            return Optional.empty();
        }
    }

    private static boolean keepExhausted(RetryPolicy policy, JobDocument job, Throwable error) {
        try {
            return policy.keepExhausted(job, error);
        } catch (Throwable broken) {
            LOG.error("The exhausted hook of {} threw; the job goes to the dead set", job.name(), broken);
            return true;
        }
    }
}
