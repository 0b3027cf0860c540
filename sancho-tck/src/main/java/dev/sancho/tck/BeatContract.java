package dev.sancho.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.Progress;
import dev.sancho.store.Beat;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimRequest.ParkedShare;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.ProcessRecord.CapsuleRecord;
import dev.sancho.store.ProcessRecord.WorkRecord;
import dev.sancho.store.SeqRanges;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link dev.sancho.store.JobStore#beat} and {@link dev.sancho.store.JobStore#leave} keep. */
public abstract class BeatContract extends ContractTest {
    private static final Beat NOTHING_NEW = new Beat(false, 0, List.of());

    @Test
    void beginsAnOwner() {
        assertThat(beat(ME)).isEqualTo(NOTHING_NEW);
        assertThat(claim(ME, 1, 1, "q")).isEmpty();
    }

    @Test
    void putsBackWhatTheProcessDoesNotHoldToTheFrontInOrder() {
        hold(ME, "a", "b", "c", "d");
        enqueue("q", "z");

        assertThat(beat(ME, 2L)).isEqualTo(new Beat(false, 3, List.of()));
        assertThat(jids(queue("q"))).containsExactly("a", "c", "d", "z");
        assertThat(jids(inFlight(ME))).containsExactly("b");
    }

    @Test
    void putsBackEachJobWhereItWasClaimed() {
        begin(ME);
        List.of("p1", "p2", "p3").forEach(jid -> insert(jid, park("key", jid)));
        enqueue("high", "h1");
        enqueue("low", "l1", "l2", "l3");
        store.claim(new ClaimRequest(
                ME, 1, 5, List.of("high", "low"), List.of(new ParkedShare("key", "q", 2)), Duration.ZERO));

        assertThat(beat(ME).returned()).isEqualTo(5);
        assertThat(jids(parked("key"))).containsExactly("p1", "p2", "p3");
        assertThat(jids(queue("high"))).containsExactly("h1");
        assertThat(jids(queue("low"))).containsExactly("l1", "l2", "l3");
    }

    @Test
    void sentTwicePutsBackOnce() {
        hold(ME, "a", "b");
        beat(ME);

        assertThat(beat(ME)).isEqualTo(NOTHING_NEW);
        assertThat(jids(queue("q"))).containsExactly("a", "b");
    }

    @Test
    void bearsNumbersThatTheRecordDoesNotHave() {
        hold(ME, "a");

        assertThat(store.beat(process(ME), new SeqRanges(List.of(new SeqRanges.Range(1, 1_000_000)))))
                .isEqualTo(NOTHING_NEW);
        assertThat(jids(inFlight(ME))).containsExactly("a");
    }

    @Test
    void keepsRangesApart() {
        hold(ME, "a", "b", "c", "d", "e");

        assertThat(beat(ME, 1L, 2L, 4L).returned()).isEqualTo(2);
        assertThat(jids(inFlight(ME))).containsExactly("a", "b", "d");
    }

    @Test
    void renewsTheLease() {
        hold(ME, "a");
        advance(LEASE.dividedBy(2));
        beat(ME, 1L);
        advance(LEASE.dividedBy(2));
        begin(OTHER);

        assertThat(store.rescue(OTHER, 1, 10)).isEmpty();
    }

    @Test
    void tellsAnEndedOwnerSoAndWritesNothing() {
        hold(ME, "a");
        store.leave(ME);

        assertThat(beat(ME, 1L)).isEqualTo(new Beat(true, 0, List.of()));
        assertThat(store.browser().processes()).isEmpty();
        advance(Duration.ofDays(6));
        store.prune(1000);
        assertThat(beat(ME).ended()).isTrue();
    }

    @Test
    void keepsTheWholeProcessRecord() {
        ProcessRecord record = fullRecord();
        beat(ME);
        store.beat(record, SeqRanges.NONE);

        assertThat(store.browser().processes()).containsExactly(record);
        assertThat(store.browser().processes().getFirst().capsules().get("default"))
                .extracting(capsule -> List.copyOf(capsule.weights().keySet()))
                .isEqualTo(List.of("high", "low"));
    }

    private ProcessRecord fullRecord() {
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put("high", 3);
        weights.put("low", 1);
        return new ProcessRecord(
                ME,
                "host",
                4711,
                START,
                "shop",
                List.of("blue", "größe"),
                "1.2.3",
                Map.of(
                        "default",
                        new CapsuleRecord(10, "weighted", weights),
                        "one",
                        new CapsuleRecord(1, "strict", Map.of("q", 0))),
                7,
                true,
                123_456,
                789,
                List.of(new WorkRecord(
                        "7x", "high", job("a"), Instant.parse("2026-03-01T11:59:58Z"), new Progress(3, 7, "größer"))));
    }

    @Test
    void listsAProcessWhileItsLeaseLasts() {
        begin(ME);
        advance(LEASE.dividedBy(2));
        begin(OTHER);
        assertThat(store.browser().processes()).containsExactlyInAnyOrder(process(ME), process(OTHER));

        advance(LEASE.dividedBy(2));
        assertThat(store.browser().processes()).containsExactly(process(OTHER));
    }

    @Test
    void leavingPutsEverythingBackInOrderAndDeletesTheRecord() {
        hold(ME, "a", "b", "c");
        enqueue("q", "z");
        store.leave(ME);

        assertThat(jids(queue("q"))).containsExactly("a", "b", "c", "z");
        assertThat(page(inFlight(ME))).isEmpty();
        assertThat(store.browser().processes()).isEmpty();
    }

    @Test
    void leavingTwiceDoesNothingMore() {
        hold(ME, "a");
        store.leave(ME);
        store.leave(ME);

        assertThat(jids(queue("q"))).containsExactly("a");
    }

    @Test
    void anOwnerThatNeverBeganMayLeaveAndBeginAfterAll() {
        store.leave(ME);

        assertThat(beat(ME)).isEqualTo(NOTHING_NEW);
    }

    @Test
    void leavingTakesNothingFromRescuers() {
        hold(ME, "a", "b");
        advance(LEASE);
        begin(OTHER);
        store.rescue(OTHER, 1, 1);
        store.leave(ME);

        assertThat(jids(queue("q"))).isEmpty();
        assertThat(jids(inFlight(OTHER))).containsExactly("a");
        assertThat(jids(store.rescue(OTHER, 2, 5))).containsExactly("b");
    }
}
