package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.store.Histogram;
import dev.sancho.store.RunTotals;
import dev.sancho.store.StoreException;
import dev.sancho.worker.RegisteredJob;
import dev.sancho.worker.WorkerBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunCountsTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Rig rig = Rig.still();
    private final RunCounts counts = new RunCounts();

    @Test
    void countsRunsFailuresAndTheTimeOfThoseThatSucceeded() {
        count(JobOutcome.DONE, 40);
        count(new JobOutcome.Snoozed(HOUR), 20);
        count(new JobOutcome.Discarded("old"), 0);
        count(new JobOutcome.Failed(new IllegalStateException()), 1_000);
        report();

        assertThat(totals()).isEqualTo(Map.of("Sample::Plain", new RunTotals(4, 1, 60)));
        assertThat(rig.memory
                        .browser()
                        .lengths("Sample::Plain", now(), now().plus(HOUR))
                        .counts())
                .startsWith(1L, 1L, 1L, 0L);
    }

    @Test
    void countsNothingThatDidNotRun() {
        count(JobOutcome.INTERRUPTED, 10);
        counts.count(new FinishedJob(Rig.held("[1]"), null, null, new JobOutcome.Malformed("no job"), now(), HOUR));
        report();

        assertThat(totals()).isEmpty();
    }

    @Test
    void reportsEachRunOnce() {
        count(JobOutcome.DONE, 1);
        report();
        report();
        count(JobOutcome.DONE, 1);
        report();

        assertThat(totals()).isEqualTo(Map.of("Sample::Plain", new RunTotals(2, 0, 2)));
    }

    @Test
    void aReportThatMayHaveArrivedIsSentAgainAndCountsOnce() {
        count(JobOutcome.DONE, 5);
        rig.store.after = FaultyStore.failing("record", 1);
        assertThatThrownBy(this::report).isInstanceOf(StoreException.class);
        count(JobOutcome.DONE, 7);
        report();

        assertThat(totals()).isEqualTo(Map.of("Sample::Plain", new RunTotals(2, 0, 12)));
    }

    @Test
    void aReportThatDidNotArriveIsSentAgain() {
        count(JobOutcome.DONE, 5);
        rig.store.before = FaultyStore.failing("record", 2);
        assertThatThrownBy(this::report).isInstanceOf(StoreException.class);
        assertThatThrownBy(this::report).isInstanceOf(StoreException.class);
        report();

        assertThat(totals()).isEqualTo(Map.of("Sample::Plain", new RunTotals(1, 0, 5)));
    }

    @Test
    void aLengthBelongsToTheRangeThatItIsBelowTheBoundOf() {
        assertThat(Histogram.rangeOf(Duration.ZERO)).isZero();
        assertThat(Histogram.rangeOf(Duration.ofMillis(19))).isZero();
        assertThat(Histogram.rangeOf(Duration.ofMillis(20))).isEqualTo(1);
        assertThat(Histogram.rangeOf(Duration.ofMillis(334_999))).isEqualTo(24);
        assertThat(Histogram.rangeOf(Duration.ofSeconds(335))).isEqualTo(25);
        assertThat(Histogram.rangeOf(Duration.ofDays(1_000))).isEqualTo(25);
    }

    private void count(JobOutcome outcome, int millis) {
        String payload = Rig.json("Sample::Plain", "j", "[]", "");
        counts.count(new FinishedJob(
                Rig.held(payload), Rig.document(payload), type(), outcome, now(), Duration.ofMillis(millis)));
    }

    private static @Nullable RegisteredJob type() {
        return Rig.config(new WorkerBuilder().handle(Sample::plain)).jobs().get("Sample::Plain");
    }

    private void report() {
        counts.report(rig.store, "me");
    }

    private Map<String, RunTotals> totals() {
        return rig.memory.browser().runs(now(), now().plus(HOUR)).values().stream()
                .findFirst()
                .orElse(Map.of());
    }

    private Instant now() {
        return rig.time.instant();
    }
}
