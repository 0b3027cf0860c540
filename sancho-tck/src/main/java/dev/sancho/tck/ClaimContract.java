package dev.sancho.tck;

import static dev.sancho.store.JobSet.SCHEDULED;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.job.Payload;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimRequest.ParkedShare;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.End;
import dev.sancho.store.OwnerEndedException;
import dev.sancho.store.StoredJob;
import dev.sancho.store.To;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link dev.sancho.store.JobStore#claim} keeps. */
public abstract class ClaimContract extends ContractTest {
    private static final int ROUNDS = 20;

    @Test
    void takesJobsFromTheFrontUnderGrowingNumbers() {
        begin(ME);
        enqueue("q", "a", "b", "c");

        assertThat(claim(ME, 7, 2, "q"))
                .containsExactly(new ClaimedJob(7, queue("q"), job("a")), new ClaimedJob(8, queue("q"), job("b")));
        assertThat(jids(queue("q"))).containsExactly("c");
        assertThat(page(inFlight(ME)))
                .containsExactly(new StoredJob(job("a"), null, 7), new StoredJob(job("b"), null, 8));
    }

    @Test
    void emptiesEachQueueBeforeItLooksAtTheNext() {
        begin(ME);
        enqueue("low", "l1", "l2");
        enqueue("high", "h1", "h2");

        List<ClaimedJob> jobs = claim(ME, 1, 3, "high", "none", "low");

        assertThat(jids(jobs)).containsExactly("h1", "h2", "l1");
        assertThat(jobs).extracting(ClaimedJob::origin).containsExactly(queue("high"), queue("high"), queue("low"));
    }

    @Test
    void leavesQueuesAloneThatItWasNotAskedFor() {
        begin(ME);
        enqueue("other", "a");

        assertThat(claim(ME, 1, 10, "q")).isEmpty();
        assertThat(store.browser().places()).containsExactly(queue("other"));
    }

    @Test
    void takesParkedJobsFirstAndNoMoreThanTheirShare() {
        begin(ME);
        enqueue("q", "q1", "q2");
        List.of("p1", "p2", "p3").forEach(jid -> insert(jid, park("key", jid)));
        insert("x1", park("unasked", "x1"));

        List<ClaimedJob> jobs = claimParked(1, 4, new ParkedShare("none", "q", 5), new ParkedShare("key", "q", 2));

        assertThat(jids(jobs)).containsExactly("p1", "p2", "q1", "q2");
        assertThat(jobs).extracting(ClaimedJob::origin).startsWith(parked("key"), parked("key"));
        assertThat(jids(parked("key"))).containsExactly("p3");
    }

    @Test
    void takesNoMoreParkedJobsThanItAsksForInAll() {
        begin(ME);
        List.of("p1", "p2", "p3").forEach(jid -> insert(jid, park("key", jid)));

        assertThat(jids(claimParked(1, 2, new ParkedShare("key", "q", 3)))).containsExactly("p1", "p2");
    }

    private List<ClaimedJob> claimParked(long firstSeq, int max, ParkedShare... shares) {
        return store.claim(new ClaimRequest(ME, firstSeq, max, List.of("q"), List.of(shares), Duration.ZERO));
    }

    @Test
    void knowsNoQueueForHavingBeenAskedForIt() {
        begin(ME);

        assertThat(claim(ME, 1, 1, "nowhere")).isEmpty();
        assertThat(store.browser().places()).isEmpty();
    }

    @Test
    void refusesAnOwnerThatNeverBegan() {
        enqueue("q", "a");

        assertThatThrownBy(() -> claim(ME, 1, 1, "q")).isInstanceOf(OwnerEndedException.class);
        assertThat(jids(queue("q"))).containsExactly("a");
    }

    @Test
    void refusesAnOwnerThatHasLeft() {
        begin(ME);
        store.leave(ME);
        enqueue("q", "a");

        assertThatThrownBy(() -> claim(ME, 1, 1, "q")).isInstanceOf(OwnerEndedException.class);
        assertThat(jids(queue("q"))).containsExactly("a");
    }

    @Test
    void sentTwiceGivesTheSameJobs() {
        begin(ME);
        enqueue("q", "a", "b", "c", "d");
        List<ClaimedJob> first = claim(ME, 1, 2, "q");
        claim(ME, 3, 1, "q");

        assertThat(claim(ME, 1, 2, "q")).isEqualTo(first);
        assertThat(jids(queue("q"))).containsExactly("d");
    }

    @Test
    void sentTwiceForOneJobGivesThatJob() {
        hold(ME, "a");
        enqueue("q", "b");

        assertThat(jids(claim(ME, 1, 1, "q"))).containsExactly("a");
        assertThat(jids(queue("q"))).containsExactly("b");
    }

    @Test
    void sentTwiceRenewsTheLeaseToo() {
        hold(ME, "a");
        advance(LEASE.dividedBy(2));
        claim(ME, 1, 1, "q");
        advance(LEASE.dividedBy(2));
        begin(OTHER);

        assertThat(store.rescue(OTHER, 1, 10)).isEmpty();
    }

    @Test
    void sentTwiceGivesOnlyWhatIsStillHeld() {
        hold(ME, "a", "b", "c");
        enqueue("q", "d");
        finish(ME, 2);

        assertThat(jids(claim(ME, 1, 3, "q"))).containsExactly("a", "c");
        assertThat(jids(queue("q"))).containsExactly("d");
    }

    @Test
    void sentTwiceGivesNothingWhereTheFirstTimeGaveNothing() {
        begin(ME);
        claim(ME, 1, 2, "q");
        enqueue("q", "a");

        assertThat(claim(ME, 1, 2, "q")).isEmpty();
        assertThat(jids(claim(ME, 3, 2, "q"))).containsExactly("a");
    }

    @Test
    void numbersNotGivenAreUsedAllTheSame() {
        begin(ME);
        enqueue("q", "a");
        claim(ME, 1, 5, "q");
        enqueue("q", "b");

        assertThat(claim(ME, 3, 3, "q")).isEmpty();
        assertThat(jids(claim(ME, 1, 5, "q"))).containsExactly("a");
        assertThat(claim(ME, 6, 1, "q")).containsExactly(new ClaimedJob(6, queue("q"), job("b")));
    }

    @Test
    void numbersBelongToOneOwner() {
        begin(ME, OTHER);
        enqueue("q", "a", "b");

        assertThat(jids(claim(ME, 1, 1, "q"))).containsExactly("a");
        assertThat(jids(claim(OTHER, 1, 1, "q"))).containsExactly("b");
    }

    @Test
    void renewsTheLease() {
        hold(ME, "a");
        advance(LEASE.dividedBy(2));
        claim(ME, 2, 1, "q");
        advance(LEASE.dividedBy(2));
        begin(OTHER);

        assertThat(store.rescue(OTHER, 1, 10)).isEmpty();
        assertThat(jids(claim(ME, 1, 1, "q"))).containsExactly("a");
    }

    @Test
    void goesOnUnderALeaseThatRanOutIfNobodyCame() {
        begin(ME);
        enqueue("q", "a");
        advance(LEASE.multipliedBy(3));

        assertThat(jids(claim(ME, 1, 1, "q"))).containsExactly("a");
        assertThat(beat(ME, 1L).ended()).isFalse();
    }

    @Test
    void keepsPayloadsThatAreNotEvenTextByteForByte() {
        begin(ME);
        insert("raw", new To.Queue("q", End.BACK, NOT_UTF_8));
        insert("raw", new To.Parked("key", NOT_UTF_8));

        assertThat(claimParked(1, 2, new ParkedShare("key", "q", 1)))
                .extracting(ClaimedJob::payload)
                .containsExactly(NOT_UTF_8, NOT_UTF_8);
        assertThat(page(inFlight(ME))).extracting(StoredJob::payload).containsExactly(NOT_UTF_8, NOT_UTF_8);
    }

    @Test
    void takesAThousandJobsAtOnce() {
        begin(ME);
        List<String> jids = IntStream.range(0, 1000).mapToObj(i -> "job" + i).toList();
        enqueue("q", jids.toArray(String[]::new));

        assertThat(jids(claim(ME, 1, 1000, "q"))).isEqualTo(jids);
    }

    @Test
    void waitsNoLongerThanItWasTold() {
        begin(ME);

        assertThat(claimWaiting(1, Duration.ofMillis(20))).isEmpty();
    }

    @Test
    void endsItsWaitWhenInterruptedAndLeavesTheFlagSet() {
        begin(ME);
        Thread.currentThread().interrupt();
        List<ClaimedJob> jobs = claimWaiting(1, Duration.ofMinutes(10));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(jobs).isEmpty();
    }

    @Test
    void isWokenByAnInsert() throws Exception {
        wokenBy(jid -> enqueue("q", jid));
    }

    @Test
    void isWokenByAMove() throws Exception {
        begin(OTHER);
        enqueue("elsewhere", IntStream.range(0, ROUNDS).mapToObj(i -> "j" + i).toArray(String[]::new));
        claim(OTHER, 1, ROUNDS, "elsewhere");
        wokenBy(jid -> move(held(OTHER, 1 + Long.parseLong(jid.substring(1))), front("q", jid)));
    }

    @Test
    void isWokenByAPromotion() throws Exception {
        wokenBy(jid -> {
            insert(jid, due(SCHEDULED, START, jid));
            store.promote(OTHER, 10);
        });
    }

    /**
     * Lets one thread wait for a job again and again while this one brings them, one after the other. No store says that a claim waits by
     * now, so this one gives it some calls' time to come so far; if it did not, the claim finds the job at once, and the round proves nothing.
     */
    private void wokenBy(Consumer<String> bring) throws Exception {
        begin(ME);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                long firstSeq = 1 + round * 1000L;
                CountDownLatch started = new CountDownLatch(1);
                Future<Payload> waiting = threads.submit(() -> {
                    started.countDown();
                    return waitForOne(firstSeq);
                });
                started.await();
                for (int calls = 0; calls < 100; calls++) {
                    store.browser().size(queue("q"));
                }
                bring.accept("j" + round);
                assertThat(jid(waiting.get(30, SECONDS))).isEqualTo("j" + round);
            }
        }
    }

    private Payload waitForOne(long firstSeq) {
        List<ClaimedJob> jobs = List.of();
        for (long seq = firstSeq; jobs.isEmpty() && seq < firstSeq + 1000; seq++) {
            jobs = claimWaiting(seq, Duration.ofMinutes(2));
        }
        return jobs.getFirst().payload();
    }

    private List<ClaimedJob> claimWaiting(long firstSeq, Duration wait) {
        return store.claim(new ClaimRequest(ME, firstSeq, 1, List.of("q"), List.of(), wait));
    }
}
