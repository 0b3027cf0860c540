package dev.sancho.tck;

import static dev.sancho.store.JobSet.DEAD;
import static dev.sancho.store.JobSet.RETRY;
import static dev.sancho.store.JobSet.SCHEDULED;
import static dev.sancho.store.Moved.Answer.GONE;
import static dev.sancho.store.Moved.Answer.MOVED;
import static dev.sancho.store.Moved.Answer.REPEATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.store.Effect;
import dev.sancho.store.End;
import dev.sancho.store.From;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.StoredJob;
import dev.sancho.store.To;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link dev.sancho.store.JobStore#move} keeps, guards and effects apart. */
public abstract class MoveContract extends ContractTest {
    private static final Effect COUNT = new Effect.Add("count", 1);

    @Test
    void finishesAHeldJob() {
        hold(ME, "a", "b");

        assertThat(finish(ME, 1, COUNT)).isEqualTo(MOVED);
        assertThat(jids(inFlight(ME))).containsExactly("b");
        assertThat(jids(queue("q"))).isEmpty();
        assertThat(store.browser().counter("count")).isEqualTo(1);
    }

    @Test
    void putsAHeldJobAnywhereWithItsNewPayload() {
        hold(ME, "a", "b", "c", "d", "e", "f");
        enqueue("q", "z");

        assertThat(store.move(List.of(
                        new Move(held(ME, 1), front("q", "a2")),
                        new Move(held(ME, 2), back("q", "b2")),
                        new Move(held(ME, 3), due(RETRY, START.plus(DAY), "c2")),
                        new Move(held(ME, 4), due(DEAD, START, "d2")),
                        new Move(held(ME, 5), park("key", "e2")),
                        new Move(held(ME, 6), due(SCHEDULED, START, "f2")))))
                .containsOnly(MOVED);
        assertThat(jids(queue("q"))).containsExactly("a2", "z", "b2");
        assertThat(page(set(RETRY))).containsExactly(new StoredJob(job("c2"), START.plus(DAY), 0));
        assertThat(jids(set(DEAD))).containsExactly("d2");
        assertThat(jids(parked("key"))).containsExactly("e2");
        assertThat(jids(set(SCHEDULED))).containsExactly("f2");
        assertThat(page(inFlight(ME))).isEmpty();
    }

    @Test
    void handsBackToTheFrontInTheOrderOfTheMoves() {
        hold(ME, "a", "b", "c");
        enqueue("q", "z");
        store.move(LongStream.of(3, 2, 1)
                .mapToObj(seq -> new Move(held(ME, seq), front("q", "abc".substring((int) seq - 1, (int) seq))))
                .toList());

        assertThat(jids(queue("q"))).containsExactly("a", "b", "c", "z");
    }

    @Test
    void answersRepeatedToAFinishSentTwiceAndCountsItOnce() {
        hold(ME, "a", "b");

        assertThat(finish(ME, 2, COUNT)).isEqualTo(MOVED);
        assertThat(finish(ME, 2, COUNT)).isEqualTo(REPEATED);
        assertThat(store.browser().counter("count")).isEqualTo(1);
    }

    @Test
    void putsAJobBackOnceThoughSentTwice() {
        hold(ME, "a");
        Move back = new Move(held(ME, 1), back("q", "a"));

        assertThat(store.move(List.of(back, back))).containsExactly(MOVED, REPEATED);
        assertThat(move(back)).isEqualTo(REPEATED);
        assertThat(jids(queue("q"))).containsExactly("a");
    }

    @Test
    void answersGoneToANumberThatWasNeverAskedFor() {
        hold(ME, "a");

        assertThat(finish(ME, 2, COUNT)).isEqualTo(GONE);
        assertThat(store.browser().counter("count")).isZero();
    }

    @Test
    void answersGoneToAnOwnerThatNeverBeganOrHasLeft() {
        hold(ME, "a");
        store.leave(ME);

        assertThat(finish(OTHER, 1, COUNT)).isEqualTo(GONE);
        assertThat(finish(ME, 1, COUNT)).isEqualTo(GONE);
        assertThat(store.browser().counter("count")).isZero();
        assertThat(jids(queue("q"))).containsExactly("a");
    }

    @Test
    void renewsTheLeaseOfTheOwnerWhoseJobItMoved() {
        hold(ME, "a", "b");
        advance(LEASE.dividedBy(2));
        finish(ME, 1);
        advance(LEASE.dividedBy(2));
        begin(OTHER);

        assertThat(store.rescue(OTHER, 1, 10)).isEmpty();
        assertThat(finish(ME, 2)).isEqualTo(MOVED);
    }

    @Test
    void movesByHandFromAQueue() {
        enqueue("q", "a", "b", "c");

        assertThat(move(queued("b", "op"), due(DEAD, START, "b"), COUNT)).isEqualTo(MOVED);
        assertThat(jids(queue("q"))).containsExactly("a", "c");
        assertThat(jids(set(DEAD))).containsExactly("b");
        assertThat(store.browser().counter("count")).isEqualTo(1);
    }

    @Test
    void takesTheFrontmostOfEqualPayloadsByHand() {
        enqueue("q", "a", "b", "a");

        move(queued("a", "op"), To.Gone.GONE);

        assertThat(jids(queue("q"))).containsExactly("b", "a");
    }

    @Test
    void movesByHandFromASetAtExactlyThatTimeOnly() {
        Instant at = START.plus(DAY);
        insert("a", due(RETRY, at, "a"));

        assertThat(move(sorted(at.plus(MICRO), "a", "op1"), To.Gone.GONE)).isEqualTo(GONE);
        assertThat(move(sorted(at.minus(MICRO), "a", "op2"), To.Gone.GONE)).isEqualTo(GONE);
        assertThat(move(sorted(at, "b", "op3"), To.Gone.GONE)).isEqualTo(GONE);
        assertThat(move(sorted(at, "a", "op4"), back("q", "a"))).isEqualTo(MOVED);
        assertThat(page(set(RETRY))).isEmpty();
        assertThat(jids(queue("q"))).containsExactly("a");
    }

    @Test
    void movesByHandFromUnderAKey() {
        List.of("a", "b", "a").forEach(jid -> insert(jid, park("key", jid)));

        assertThat(move(parkedJob("a", "op"), back("q", "a"))).isEqualTo(MOVED);
        assertThat(jids(parked("key"))).containsExactly("b", "a");
        assertThat(jids(queue("q"))).containsExactly("a");
    }

    @Test
    void tellsAMoveByHandSentTwiceFromOneThatCameTooLate() {
        enqueue("q", "a", "b");
        insert("a", park("key", "a"));
        insert("a", due(RETRY, START, "a"));
        for (From from : List.of(queued("a", "op1"), parkedJob("a", "op2"), sorted(START, "a", "op3"))) {
            assertThat(move(from, To.Gone.GONE, COUNT)).isEqualTo(MOVED);
            assertThat(move(from, To.Gone.GONE, COUNT)).isEqualTo(REPEATED);
        }

        assertThat(move(queued("a", "op4"), To.Gone.GONE, COUNT)).isEqualTo(GONE);
        assertThat(move(parkedJob("a", "op5"), To.Gone.GONE, COUNT)).isEqualTo(GONE);
        assertThat(move(sorted(START, "a", "op6"), To.Gone.GONE, COUNT)).isEqualTo(GONE);
        assertThat(store.browser().counter("count")).isEqualTo(3);
    }

    @Test
    void remembersAnOperationForAMinute() {
        enqueue("q", "a", "a");
        move(queued("a", "op"), To.Gone.GONE);
        advance(Duration.ofSeconds(59));

        assertThat(move(queued("a", "op"), To.Gone.GONE)).isEqualTo(REPEATED);
        assertThat(jids(queue("q"))).containsExactly("a");
    }

    @Test
    void forgetsAnOperationThatDidNothing() {
        assertThat(move(queued("a", "op"), To.Gone.GONE)).isEqualTo(GONE);
        enqueue("q", "a");

        assertThat(move(queued("a", "op"), To.Gone.GONE)).isEqualTo(MOVED);
    }

    @Test
    void refusesOneBadMoveAloneAndAnswersInOrder() {
        hold(ME, "a", "b", "c");
        Move bad = new Move(held(ME, 2), due(RETRY, Instant.EPOCH.minus(MICRO), "b"), List.of(COUNT));

        List<Moved> answers = store.move(List.of(
                new Move(held(ME, 1), To.Gone.GONE, List.of(COUNT)),
                bad,
                new Move(held(ME, 9), To.Gone.GONE, List.of(COUNT)),
                new Move(held(ME, 3), To.Gone.GONE, List.of(COUNT))));

        assertThat(answers.get(1)).isInstanceOf(Moved.Refused.class);
        assertThat(List.of(answers.get(0), answers.get(2), answers.get(3))).containsExactly(MOVED, GONE, MOVED);
        assertThat(jids(inFlight(ME))).containsExactly("b");
        assertThat(store.browser().counter("count")).isEqualTo(2);
    }

    @Test
    void appliesEffectsFromNowhereEachTime() {
        write(COUNT);
        write(COUNT);

        assertThat(store.browser().counter("count")).isEqualTo(2);
    }

    @Test
    void putsNoJobFromNowhere() {
        assertThat(move(From.Nothing.NOTHING, back("q", "a"), COUNT)).isInstanceOf(Moved.Refused.class);
        assertThat(store.browser().places()).isEmpty();
        assertThat(store.browser().counter("count")).isZero();
    }

    @Test
    void takesAnEmptyList() {
        assertThat(store.move(List.of())).isEmpty();
    }

    @Test
    void seesWhatTheMovesBeforeItInTheListDid() {
        hold(ME, "a");

        assertThat(store.move(List.of(
                        new Move(held(ME, 1), back("q", "a")), new Move(queued("a", "op"), back("other", "a")))))
                .containsExactly(MOVED, MOVED);
        assertThat(jids(queue("other"))).containsExactly("a");
    }

    @Test
    void keepsPayloadsThatAreNotEvenTextByteForByte() {
        begin(ME);
        insert("raw", new To.Queue("q", End.BACK, NOT_UTF_8));
        claim(ME, 1, 1, "q");
        move(held(ME, 1), new To.Sorted(RETRY, START, NOT_UTF_8));
        assertThat(move(new From.Sorted(RETRY, START, "", NOT_UTF_8, "op1"), new To.Parked("key", NOT_UTF_8)))
                .isEqualTo(MOVED);
        assertThat(move(new From.Parked("key", "", NOT_UTF_8, "op2"), new To.Queue("q", End.FRONT, NOT_UTF_8)))
                .isEqualTo(MOVED);
        assertThat(move(new From.Queued("q", "", NOT_UTF_8, "op3"), new To.Sorted(DEAD, START, NOT_UTF_8)))
                .isEqualTo(MOVED);

        assertThat(page(set(DEAD))).extracting(StoredJob::payload).containsExactly(NOT_UTF_8);
    }

    @Test
    void takesAThousandMovesAtOnce() {
        String[] jids = IntStream.range(0, 1000).mapToObj(i -> "job" + i).toArray(String[]::new);
        hold(ME, jids);

        assertThat(store.move(LongStream.rangeClosed(1, 1000)
                        .mapToObj(seq -> new Move(held(ME, seq), To.Gone.GONE, List.of(COUNT)))
                        .toList()))
                .hasSize(1000)
                .containsOnly(MOVED);
        assertThat(page(inFlight(ME))).isEmpty();
        assertThat(store.browser().counter("count")).isEqualTo(1000);
    }

    private static From queued(String jid, String operation) {
        return new From.Queued("q", jid, job(jid), operation);
    }

    private static From sorted(Instant at, String jid, String operation) {
        return new From.Sorted(RETRY, at, jid, job(jid), operation);
    }

    private static From parkedJob(String jid, String operation) {
        return new From.Parked("key", jid, job(jid), operation);
    }
}
