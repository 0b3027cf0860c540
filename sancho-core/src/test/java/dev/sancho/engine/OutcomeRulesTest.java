package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.JobDocument;
import dev.sancho.job.JobState;
import dev.sancho.job.Payload;
import dev.sancho.store.End;
import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import dev.sancho.store.To;
import dev.sancho.worker.ForeignBatchException;
import dev.sancho.worker.JobDiscardedException;
import dev.sancho.worker.RetryPolicy;
import dev.sancho.worker.UnknownJobException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway") // what is null where it must not be fails the test
class OutcomeRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final long SECONDS = NOW.getEpochSecond();

    private final OutcomeRules rules = new OutcomeRules(new FailureRules(25, new Random(1)));

    @Test
    void aJobThatIsDoneLeavesAndCounts() {
        Decision decision = decide("", JobOutcome.DONE);

        assertThat(decision.to()).isEqualTo(To.Gone.GONE);
        assertThat(decision.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(decision.effects()).isEqualTo(OutcomeRules.PROCESSED);
        assertThat(decision.death()).isNull();
    }

    @Test
    void aJobThatSnoozesIsScheduledWithItsAttemptsUntouched() {
        String members = "\"retry_count\":3,\"failed_at\":1.5,\"x\" : 1.0,\"enqueued_at\":2.5";

        Decision decision = decide(members, new JobOutcome.Snoozed(Duration.ofMinutes(5)));

        assertThat(decision.state()).isEqualTo(JobState.SCHEDULED);
        assertThat(decision.to())
                .isEqualTo(new To.Sorted(
                        JobSet.SCHEDULED,
                        NOW.plusSeconds(300),
                        Payload.of(Sample.json("\"retry_count\":3,\"failed_at\":1.5,\"x\":1.0"))));
        assertThat(decision.effects()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT0S"})
    void aSnoozeIntoThePastIsOverAtOnce(Duration delay) {
        assertThat(((To.Sorted) decide("", new JobOutcome.Snoozed(delay)).to()).at())
                .isEqualTo(NOW);
    }

    @Test
    void aSnoozeForEverEndsWhereTheClocksOfTheStoresDo() {
        Duration ever = Duration.ofSeconds(Long.MAX_VALUE);

        assertThat(((To.Sorted) decide("", new JobOutcome.Snoozed(ever)).to()).at())
                .isEqualTo(NOW.plus(Duration.ofDays(36_500)));
    }

    @Test
    void aDiscardedJobLeavesAndIsToldAsADeath() {
        Decision decision = decide("", new JobOutcome.Discarded("old"));

        assertThat(decision.to()).isEqualTo(To.Gone.GONE);
        assertThat(decision.state()).isEqualTo(JobState.CANCELLED);
        assertThat(decision.effects()).isEqualTo(OutcomeRules.PROCESSED);
        assertThat(decision.death()).isInstanceOf(JobDiscardedException.class).hasMessage("old");
    }

    @Test
    void anInterruptedJobGoesToTheFrontAsItWas() {
        Decision decision = decide("", JobOutcome.INTERRUPTED);

        assertThat(decision.to()).isEqualTo(new To.Queue("default", End.FRONT, Payload.of(Sample.json(""))));
        assertThat(decision.effects()).isEmpty();
        assertThat(decision.death()).isNull();
    }

    @Test
    void anInterruptedSuspectStaysASuspect() {
        HeldJob held = Rig.held(Sample.json(""), new Place.Parked("suspects/3/q"));

        assertThat(rules.decide(job(held, JobOutcome.INTERRUPTED)).to())
                .isEqualTo(new To.Parked("suspects/3/q", held.payload()));
    }

    @Test
    void aFailedJobIsJudgedByTheFailureRules() {
        assertThat(decide("", new JobOutcome.Failed(new Error("x"))).state()).isEqualTo(JobState.RETRYING);
    }

    @Test
    void anUnknownJobGoesToTheFarEndMarkedOnce() {
        Decision first = decide("\"retry_count\":3,\"enqueued_at\":2.5", new JobOutcome.Unknown(false));
        String marked = "\"retry_count\":3,\"sancho\":{\"unknown_since\":" + SECONDS + ".0},\"enqueued_at\":2.5";

        assertThat(first.to()).isEqualTo(new To.Queue("default", End.BACK, Payload.of(Sample.json(marked))));
        assertThat(first.effects()).isEmpty();
        assertThat(first.death()).isNull();

        String older = "\"sancho\":{\"unknown_since\" : " + (SECONDS - 86_399) + ".5}";
        assertThat(decide(older, new JobOutcome.Unknown(false)).to())
                .as("a mark that stands is not rewritten")
                .isEqualTo(new To.Queue("default", End.BACK, Payload.of(Sample.json(older))));
    }

    @Test
    void anUnknownJobIsDeadADayAfterItsMark() {
        Decision decision =
                decide("\"sancho\":{\"unknown_since\":" + (SECONDS - 86_400) + ".0}", new JobOutcome.Unknown(false));

        assertThat(((To.Sorted) decision.to()).set()).isEqualTo(JobSet.DEAD);
        assertThat(decision.death())
                .isInstanceOf(UnknownJobException.class)
                .hasMessageContaining("Sample::Plain")
                .hasMessageContaining("default");
        assertThat(decision.document().has("sancho")).isFalse();
        assertThat(decision.document().text("error_class")).hasValue(UnknownJobException.class.getName());
    }

    @Test
    void anUnknownJobWaitsOnWhileAnotherProgramServesItsQueue() {
        String dayOld = "\"sancho\":{\"unknown_since\":" + (SECONDS - 864_000) + ".0}";

        assertThat(decide(dayOld, new JobOutcome.Unknown(true)).to()).isInstanceOf(To.Queue.class);
        assertThat(decide(dayOld, new JobOutcome.Unknown(false)).to()).isInstanceOf(To.Sorted.class);
    }

    @Test
    void aJobOfAForeignBatchGoesTheWayOfAnUnknownOne() {
        JobOutcome.ForeignBatch foreign = new JobOutcome.ForeignBatch("b-1", false);
        String dayOld = "\"bid\":\"b-1\",\"sancho\":{\"unknown_since\":" + (SECONDS - 86_400) + ".0}";

        assertThat(decide("\"bid\":\"b-1\"", foreign).to())
                .isEqualTo(new To.Queue(
                        "default",
                        End.BACK,
                        Payload.of(Sample.json("\"bid\":\"b-1\",\"sancho\":{\"unknown_since\":" + SECONDS + ".0}"))));
        assertThat(decide("\"bid\":\"b-1\"", foreign).effects()).isEmpty();
        Decision late = decide(dayOld, foreign);
        assertThat(late.death())
                .isInstanceOf(ForeignBatchException.class)
                .hasMessageContaining("Sample::Plain")
                .hasMessageContaining("batch b-1");
        assertThat(late.document().text("bid")).hasValue("b-1");
        assertThat(decide(dayOld, new JobOutcome.ForeignBatch("b-1", true)).to())
                .isInstanceOf(To.Queue.class);
    }

    @Test
    void aJobThatIsLeftGoesToTheFrontByteForByte() {
        String odd = "\"retry_count\" : 3, \"enqueued_at\":2.50";

        Decision decision = decide(odd, JobOutcome.LEFT);

        assertThat(decision.to()).isEqualTo(new To.Queue("default", End.FRONT, Payload.of(Sample.json(odd))));
        assertThat(decision.effects()).isEmpty();
    }

    @Test
    void aSuspectThatIsLeftGoesToTheFrontOfItsQueueAndIsNotAskedForAgainAtOnce() {
        HeldJob suspect = Rig.held(Sample.json(""), new Place.Parked(Suspects.key("a", 1)));

        assertThat(rules.decide(job(suspect, JobOutcome.LEFT)).to())
                .isEqualTo(new To.Queue("a", End.FRONT, suspect.payload()));
    }

    @Test
    void aMarkThatIsNoTimeIsMadeAnew() {
        assertThat(decide("\"sancho\":{\"unknown_since\":\"long ago\"}", new JobOutcome.Unknown(false))
                        .document()
                        .raw("sancho"))
                .hasValue("{\"unknown_since\":" + SECONDS + ".0}");
    }

    @Test
    void aMalformedPayloadGoesToTheDeadSetByteForByte() {
        HeldJob held = Rig.held("not json at all \u0000");

        Decision decision =
                rules.decide(new FinishedJob(held, null, null, new JobOutcome.Malformed("no"), NOW, Duration.ZERO));

        assertThat(decision.to()).isEqualTo(new To.Sorted(JobSet.DEAD, NOW, held.payload()));
        assertThat(decision.document()).isNull();
    }

    private Decision decide(String members, JobOutcome outcome) {
        return rules.decide(job(Rig.held(Sample.json(members)), outcome));
    }

    private static FinishedJob job(HeldJob held, JobOutcome outcome) {
        return new FinishedJob(
                held,
                JobDocument.parse(held.payload()),
                Sample.plainJob(RetryPolicy.DEFAULT),
                outcome,
                NOW,
                Duration.ZERO);
    }
}
