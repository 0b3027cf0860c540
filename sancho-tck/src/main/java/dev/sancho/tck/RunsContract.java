package dev.sancho.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.store.Histogram;
import dev.sancho.store.RunReport;
import dev.sancho.store.RunReport.TypeRuns;
import dev.sancho.store.RunTotals;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link dev.sancho.store.JobStore#record} keeps and how it is read. */
public abstract class RunsContract extends ContractTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant MINUTE = START.truncatedTo(ChronoUnit.MINUTES);

    @Test
    void addsUpRunsByMinuteAndType() {
        report("1", "Mailer::Welcome", runs(new RunTotals(3, 1, 40), 2, 10));
        report("2", "Mailer::Welcome", runs(new RunTotals(1, 0, 20), 1, 0));
        report("3", "Größe", runs(new RunTotals(5, 5, 0), 0, 0));
        advance(Duration.ofMinutes(1));
        report("4", "Mailer::Welcome", runs(new RunTotals(1, 0, 7), 1, 25));

        assertThat(store.browser().runs(START, START.plus(HOUR)))
                .isEqualTo(Map.of(
                        MINUTE,
                        Map.of("Mailer::Welcome", new RunTotals(4, 1, 60), "Größe", new RunTotals(5, 5, 0)),
                        MINUTE.plusSeconds(60),
                        Map.of("Mailer::Welcome", new RunTotals(1, 0, 7))));
        assertThat(store.browser().lengths("Mailer::Welcome", START, START.plus(HOUR)))
                .isEqualTo(lengths(2, 10).plus(lengths(1, 0)).plus(lengths(1, 25)));
        assertThat(store.browser().lengths("Mailer::Welcome", START, START.plusSeconds(1)))
                .isEqualTo(lengths(2, 10).plus(lengths(1, 0)));
        assertThat(store.browser().lengths("unknown", START, START.plus(HOUR))).isEqualTo(Histogram.NONE);
    }

    @Test
    void countsAReportThatIsSentTwiceOnce() {
        report("1", "Work", runs(new RunTotals(1, 0, 5), 1, 0));
        report("1", "Work", runs(new RunTotals(1, 0, 5), 1, 0));

        assertThat(store.browser().runs(START, START.plus(HOUR)))
                .isEqualTo(Map.of(MINUTE, Map.of("Work", new RunTotals(1, 0, 5))));
    }

    @Test
    void showsOnlyTheMinutesAskedFor() {
        report("1", "Work", runs(new RunTotals(1, 0, 5), 1, 0));

        assertThat(store.browser().runs(START.plusSeconds(60), START.plus(HOUR)))
                .isEmpty();
        assertThat(store.browser().runs(START.minus(HOUR), MINUTE)).isEmpty();
        assertThat(store.browser().runs(START.minus(HOUR), START)).containsOnlyKeys(MINUTE);
    }

    @Test
    void takesAnEmptyReport() {
        store.record(new RunReport("empty", Map.of()));

        assertThat(store.browser().runs(START.minus(HOUR), START.plus(HOUR))).isEmpty();
    }

    @Test
    void keepsThemForEightHours() {
        report("1", "Work", runs(new RunTotals(1, 0, 5), 1, 0));
        advance(Duration.ofHours(8).minusSeconds(120));
        report("2", "Work", runs(new RunTotals(1, 0, 5), 1, 0));
        store.prune(1_000);

        assertThat(store.browser().runs(START, START.plus(HOUR.multipliedBy(9))))
                .hasSize(2);
    }

    private void report(String operation, String type, TypeRuns runs) {
        store.record(new RunReport(operation, Map.of(type, runs)));
    }

    private static TypeRuns runs(RunTotals totals, int inRange, int range) {
        return new TypeRuns(totals, lengths(inRange, range));
    }

    private static Histogram lengths(long runs, int range) {
        List<Long> counts = new ArrayList<>(Histogram.NONE.counts());
        counts.set(range, runs);
        return new Histogram(counts);
    }
}
