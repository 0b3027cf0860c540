package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sancho.job.JobDocument;
import dev.sancho.job.Payload;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.Move;
import dev.sancho.store.StoreException;
import dev.sancho.store.To;
import dev.sancho.worker.CapsuleConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FetcherTest {
    private final Rig rig = Rig.still();
    private final Lives lives = rig.begun();
    private final Completer completer = new Completer(rig.store);
    private final UnknownNames unknown = new UnknownNames(rig.time);
    private final ConcurrentLinkedQueue<String> ran = new ConcurrentLinkedQueue<>();
    private final CountDownLatch hold = new CountDownLatch(1);
    private Capsule capsule = capsule(strict("a"), 10, (job, slot) -> finish(job));

    @AfterEach
    void release() {
        hold.countDown();
        completer.stop();
    }

    @Test
    void claimsInTheOrderOfTheQueuesAndRunsEachJob() {
        capsule = capsule(strict("a", "b"), 1, (job, slot) -> finish(job));
        rig.pushMany("b", "X", "b", 3);
        rig.pushMany("a", "X", "a", 3);

        Fetcher fetcher = fetcher(500);
        turnUntil(fetcher, () -> ran.size() == 6);

        assertThat(ran).containsExactly("a0", "a1", "a2", "b0", "b1", "b2");
    }

    @Test
    void asksWeightedQueuesInAnotherOrderEachTime() {
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put("often", 5);
        weights.put("seldom", 1);
        CapsuleConfig config = new CapsuleConfig("c", weights, 1);
        var random = new java.util.Random(7);

        long first = IntStream.range(0, 6_000)
                .filter(i -> config.order(random).get(0).equals("often"))
                .count();

        assertThat(config.mode()).isEqualTo(CapsuleConfig.Mode.WEIGHTED);
        assertThat(first).isBetween(4_800L, 5_200L);
    }

    @Test
    void asksForNoMoreThanItHasSlotsWhileJobsAreSlow() {
        hold();
        rig.pushMany("a", "X", "j", 50);

        Fetcher fetcher = fetcher(500);
        IntStream.range(0, 5).forEach(i -> turn(fetcher));

        assertThat(rig.store.claims).extracting(ClaimRequest::max).containsExactly(10);
        assertThat(rig.inFlight()).isEqualTo(10);
    }

    @Test
    void withoutLookAheadNeverHoldsMoreThanItHasSlots() {
        AtomicBoolean exceeded = new AtomicBoolean();
        capsule = capsule(strict("a"), 3, (job, slot) -> {
            if (rig.inFlight() > 3) {
                exceeded.set(true);
            }
            finish(job);
        });
        rig.pushMany("a", "X", "j", 2_000);

        Fetcher fetcher = fetcher(0);
        turnUntil(fetcher, () -> ran.size() == 2_000);

        assertThat(exceeded).isFalse();
        assertThat(rig.store.claims).allMatch(claim -> claim.max() <= 3);
    }

    @Test
    void lookAheadIsBounded() {
        rig.pushMany("a", "X", "j", 20_000);

        Fetcher fetcher = fetcher(40);
        turnUntil(fetcher, () -> ran.size() == 20_000);

        assertThat(rig.store.claims).allMatch(claim -> claim.max() <= 50);
    }

    @Test
    void asksAgainUnderTheSameNumbersWhenAnAnswerWasLost() {
        rig.pushMany("a", "X", "j", 30);
        rig.store.after = FaultyStore.failing("claim", 3);
        Fetcher fetcher = fetcher(0);

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(fetcher::turn).isInstanceOf(StoreException.class);
        }
        turnUntil(fetcher, () -> ran.size() == 30);

        assertThat(rig.store.claims.subList(0, 4))
                .extracting(ClaimRequest::firstSeq)
                .containsOnly(1L);
        assertThat(ran).doesNotHaveDuplicates();
        assertThat(rig.inFlight()).isZero();
    }

    @Test
    void forgetsAClaimWhoseAnswerWasLostWhenItEnds() {
        rig.pushMany("a", "X", "j", 5);
        rig.store.after = FaultyStore.failing("claim", Integer.MAX_VALUE);
        Fetcher fetcher = fetcher(0);
        fetcher.start();
        await("a claim whose answer is lost").until(() -> rig.inFlight() == 5);

        fetcher.end();
        assertThat(fetcher.awaitEnd(Duration.ofSeconds(20))).isTrue();

        var beat = rig.memory.beat(
                Rig.record(lives.current().id()), lives.current().held());
        assertThat(beat.returned()).isEqualTo(5);
        assertThat(rig.queued("a")).containsExactly("j0", "j1", "j2", "j3", "j4");
    }

    @Test
    void handsBackInOrderWhatWaitedTooLongForASlot() {
        hold();
        rig.pushMany("a", "X", "j", 30);
        Fetcher fetcher = fetcher(500);
        turn(fetcher);
        List<HeldJob> ahead = claimed(5);
        capsule.offer(ahead);

        await("the jobs to be stale").until(() -> capsule.longestWaitNanos() > 250_000_000L);
        turn(fetcher);

        assertThat(handedBack()).containsExactly("j14", "j13", "j12", "j11", "j10");
        assertThat(rig.queued("a")).startsWith("j10", "j11", "j12", "j13", "j14", "j15");
        assertThat(rig.inFlight()).isEqualTo(10);
    }

    @Test
    void aJobThatCameAfterALongIdleWaitIsNotStale() {
        ClaimBatch batch = lives.current().ask(1);
        await("some time after the question").pollDelay(Duration.ofMillis(260)).until(() -> true);

        hold();
        capsule.offer(batch.answered(List.of()));
        capsule.offer(claimedWithout(11));

        assertThat(capsule.longestWaitNanos()).isLessThan(250_000_000L);
    }

    @Test
    void claimsNothingWhileMovesLag() {
        Fetcher fetcher = fetcher(0);
        IntStream.range(0, 5_001).forEach(i -> completer.handBack(Rig.held(Sample.json(""))));
        rig.pushMany("a", "X", "j", 1);

        turn(fetcher);
        assertThat(rig.store.claims).isEmpty();

        drain();
        turnUntil(fetcher, () -> ran.size() == 1);
    }

    @Test
    void anIdleWaitIsEndedByAPokeAndNotTurnedIntoASpin() {
        Fetcher fetcher = fetcher(0);
        fetcher.start();
        await("the idle wait").until(() -> !rig.store.claims.isEmpty());
        turnsSettle();
        int before = rig.store.claims.size();

        fetcher.poke();

        await("a new claim").until(() -> rig.store.claims.size() > before);
        turnsSettle();
        assertThat(rig.store.claims.size())
                .as("after the poke it waits as before")
                .isLessThan(before + 5);
        fetcher.end();
        assertThat(fetcher.awaitEnd(Duration.ofSeconds(2))).isTrue();
    }

    @Test
    void endsAtOnceWhileIdle() {
        Fetcher fetcher = fetcher(0);
        fetcher.start();
        await("the idle wait").until(() -> !rig.store.claims.isEmpty());

        fetcher.end();

        assertThat(fetcher.awaitEnd(Duration.ofSeconds(2))).isTrue();
    }

    @Test
    void goesOnUnderANewIdentityWhenTheOldHasEnded() {
        String former = lives.current().id();
        rig.memory.leave(former);
        rig.pushMany("a", "X", "j", 3);

        Fetcher fetcher = fetcher(0);
        turnUntil(fetcher, () -> ran.size() == 3);

        assertThat(lives.current().id()).isNotEqualTo(former);
    }

    @Test
    void aClaimThatWasOvertakenIsNoProofOfAnEmptyQueue() {
        rig.pushMany("a", "X", "j", 2);
        rig.store.before = call -> {
            if (call.equals("claim") && rig.store.claims.size() == 1) {
                // Another capsule's claim, with later numbers, comes to the store before this one.
                ClaimBatch other = lives.current().ask(5);
                other.answered(rig.memory.claim(
                        new ClaimRequest(lives.current().id(), other.first(), 5, List.of("elsewhere"))));
            }
        };
        Fetcher fetcher = fetcher(0);
        fetcher.start();

        await("the jobs that the overtaken claim did not see")
                .atMost(Duration.ofSeconds(4))
                .until(() -> ran.size() == 2);
        fetcher.end();
        assertThat(fetcher.awaitEnd(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void asksAfterSuspectsBeforeTheQueues() {
        String suspect = Rig.json("X", "s", "[]", "");
        rig.memory.insert(
                List.of(new dev.sancho.store.NewJob("s", new To.Parked(Suspects.key("a", 1), Payload.of(suspect)))));
        rig.pushMany("a", "X", "j", 1);
        capsule = capsule(strict("a"), 1, (job, slot) -> finish(job));

        Fetcher fetcher = fetcher(0);
        turnUntil(fetcher, () -> ran.size() == 2);

        assertThat(ran).containsExactly("s", "j0");
    }

    private void finish(HeldJob job) {
        ran.add(JobDocument.parse(job.payload()).jid());
        rig.memory.move(List.of(new Move(job.from(), To.Gone.GONE)));
        job.settle();
    }

    private void hold() {
        capsule = capsule(strict("a"), 10, (job, slot) -> Rig.await(hold, "the end of the test"));
    }

    private List<HeldJob> claimed(int count) {
        ClaimBatch batch = lives.current().ask(count);
        return batch.answered(
                rig.memory.claim(new ClaimRequest(lives.current().id(), batch.first(), count, List.of("a"))));
    }

    private List<HeldJob> claimedWithout(int count) {
        rig.pushMany("a", "X", "k", count);
        return claimed(count);
    }

    private List<String> handedBack() {
        drain();
        return rig.store.moves.stream()
                .flatMap(List::stream)
                .map(move -> JobDocument.parse(((To.Queue) move.to()).payload()).jid())
                .toList();
    }

    private void drain() {
        completer.start();
        assertThat(completer.drain(Duration.ofSeconds(20))).isZero();
    }

    /** Until two looks, some time apart, see the same number of claims. */
    private void turnsSettle() {
        int[] last = {-1};
        await("the fetcher to wait").pollInterval(Duration.ofMillis(50)).until(() -> {
            int now = rig.store.claims.size();
            boolean same = now == last[0];
            last[0] = now;
            return same;
        });
    }

    private void turnUntil(Fetcher fetcher, java.util.concurrent.Callable<Boolean> done) {
        fetcher.start();
        await("the jobs to be run").atMost(Duration.ofSeconds(30)).until(done);
        fetcher.end();
        assertThat(fetcher.awaitEnd(Duration.ofSeconds(10))).isTrue();
    }

    private static void turn(Fetcher fetcher) {
        fetcher.turn();
    }

    private Fetcher fetcher(int lookAhead) {
        return new Fetcher(capsule, new Fetcher.Shared(lives, completer, unknown), lookAhead);
    }

    private Capsule capsule(Map<String, Integer> queues, int concurrency, BiConsumer<HeldJob, Slot> run) {
        return new Capsule(
                new CapsuleConfig("c", queues, concurrency), Thread.ofVirtual().factory(), run);
    }

    private static Map<String, Integer> strict(String... queues) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (String queue : queues) {
            weights.put(queue, 0);
        }
        return weights;
    }
}
