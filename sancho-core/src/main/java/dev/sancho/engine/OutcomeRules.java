package dev.sancho.engine;

import static java.util.Objects.requireNonNull;

import dev.sancho.feature.SanchoMember;
import dev.sancho.job.JobDocument;
import dev.sancho.job.JobState;
import dev.sancho.store.Effect;
import dev.sancho.store.End;
import dev.sancho.store.JobSet;
import dev.sancho.store.To;
import dev.sancho.worker.ForeignBatchException;
import dev.sancho.worker.JobDiscardedException;
import dev.sancho.worker.UnknownJobException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Decides, from what happened to a job, where it goes and what is counted. Touches no store; all that is not given is asked of
 * {@link FailureRules}.
 */
final class OutcomeRules {
    static final List<Effect> PROCESSED = List.of(new Effect.Add("processed", 1));
    static final List<Effect> FAILED = List.of(new Effect.Add("processed", 1), new Effect.Add("failed", 1));
    private static final List<Effect> NOTHING = List.of();
    private static final Duration UNKNOWN_FOR = Duration.ofHours(24);

    private final FailureRules failures;

    OutcomeRules(FailureRules failures) {
        this.failures = failures;
    }

    Decision decide(FinishedJob job) {
        return switch (job.outcome()) {
            case JobOutcome.Done done ->
                new Decision(To.Gone.GONE, JobState.SUCCEEDED, PROCESSED, job.document(), null);
            case JobOutcome.Snoozed snoozed -> snooze(job, snoozed.delay());
            case JobOutcome.Discarded discarded ->
                new Decision(
                        To.Gone.GONE,
                        JobState.CANCELLED,
                        PROCESSED,
                        job.document(),
                        new JobDiscardedException(discarded.reason()));
            case JobOutcome.Failed failed -> failures.decide(job, failed.error());
            case JobOutcome.Interrupted interrupted ->
                new Decision(HandBack.place(job.held()), JobState.ENQUEUED, NOTHING, job.document(), null);
            case JobOutcome.Unknown unknown -> passedOn(job, unknown.servedElsewhere(), OutcomeRules::unknownFor);
            case JobOutcome.ForeignBatch foreign ->
                passedOn(job, foreign.servedElsewhere(), (held, waited) -> foreignFor(held, foreign.batch(), waited));
            case JobOutcome.Left left -> left(job);
            case JobOutcome.Malformed malformed -> malformed(job);
        };
    }

    // As it stands. A suspect goes to its queue as well: parked it would be claimed again at once.
    private static Decision left(FinishedJob job) {
        To to = new To.Queue(job.held().queue(), End.FRONT, job.held().payload());
        return new Decision(to, JobState.ENQUEUED, NOTHING, job.document(), null);
    }

    private static Decision malformed(FinishedJob job) {
        To to = new To.Sorted(JobSet.DEAD, job.at(), job.held().payload());
        return new Decision(to, JobState.DEAD, NOTHING, null, null);
    }

    private static Decision snooze(FinishedJob job, Duration delay) {
        JobDocument document = requireNonNull(job.document());
        JobDocument.Edit edit = document.edit().remove("enqueued_at");
        JobDocument later = SanchoMember.of(document).withCrashes(0).into(edit).done();
        To to = new To.Sorted(JobSet.SCHEDULED, FailureRules.after(job.at(), delay), later.payload());
        return new Decision(to, JobState.SCHEDULED, NOTHING, later, null);
    }

    // Not the job's failure: a worker that may run it may come, with a deployment or from another program. So its
    // attempts stay untouched.
    private static Decision passedOn(
            FinishedJob job, boolean servedElsewhere, BiFunction<FinishedJob, Duration, RuntimeException> reason) {
        JobDocument document = requireNonNull(job.document());
        SanchoMember mark = SanchoMember.of(document);
        Instant since = mark.unknownSince().orElse(job.at());
        Duration waited = Duration.between(since, job.at());
        if (waited.compareTo(UNKNOWN_FOR) >= 0 && !servedElsewhere) {
            return givenUp(job, mark, reason.apply(job, waited));
        }
        JobDocument marked = mark.unknownSince().isPresent()
                ? document
                : mark.withUnknownSince(since).into(document.edit()).done();
        To to = new To.Queue(job.held().queue(), End.BACK, marked.payload());
        return new Decision(to, JobState.ENQUEUED, NOTHING, marked, null);
    }

    private static Decision givenUp(FinishedJob job, SanchoMember mark, RuntimeException reason) {
        JobDocument document = requireNonNull(job.document());
        JobDocument dead = mark.withoutUnknownSince()
                .into(FailureRules.failed(document, reason, job.at()))
                .done();
        To to = new To.Sorted(JobSet.DEAD, job.at(), dead.payload());
        return new Decision(to, JobState.DEAD, NOTHING, dead, reason);
    }

    private static RuntimeException unknownFor(FinishedJob job, Duration waited) {
        return new UnknownJobException(
                requireNonNull(job.document()).name(), job.held().queue(), waited);
    }

    private static RuntimeException foreignFor(FinishedJob job, String batch, Duration waited) {
        return new ForeignBatchException(requireNonNull(job.document()).name(), batch, waited);
    }
}
