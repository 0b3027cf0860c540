package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.job.Payload;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.Place;
import dev.sancho.store.StoreException;
import dev.sancho.store.To;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CompleterTest {
    private final FaultyStore store = Rig.still().store;
    private final Completer completer = new Completer(store);
    private final Incarnation life = new Incarnation("me");

    @AfterEach
    void stop() {
        completer.stop();
    }

    @Test
    void movesManyWithOneCallAndInOrder() {
        answering(Moved.Answer.MOVED);
        List<HeldJob> jobs = jobs(1_200);
        jobs.forEach(job -> completer.submit(job, gone(job), null));

        completer.start();

        assertThat(completer.drain(Duration.ofSeconds(20))).isZero();
        assertThat(store.moves).extracting(List::size).containsExactly(500, 500, 200);
        assertThat(store.moves.stream().flatMap(List::stream).map(Move::from))
                .isEqualTo(jobs.stream().map(HeldJob::from).toList());
        assertThat(life.held().ranges()).hasSize(1);
    }

    @Test
    void movesWhatManySubmitAtOnce() {
        answering(Moved.Answer.MOVED);
        completer.start();
        CountDownLatch submitted = new CountDownLatch(8);
        AtomicInteger told = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            List<HeldJob> jobs = jobs(1_000);
            Thread.startVirtualThread(() -> {
                jobs.forEach(job -> completer.submit(job, gone(job), told::incrementAndGet));
                submitted.countDown();
            });
        }

        Rig.await(submitted, "all to be submitted");
        assertThat(completer.drain(Duration.ofSeconds(20))).isZero();
        assertThat(told).hasValue(8_000);
        assertThat(life.held().ranges()).hasSize(1);
    }

    @Test
    void repeatsTheSameMovesUntilTheyAreAnswered() {
        answering(Moved.Answer.REPEATED);
        store.after = FaultyStore.failing("move", 2);
        AtomicInteger told = new AtomicInteger();
        jobs(3).forEach(job -> completer.submit(job, gone(job), told::incrementAndGet));

        completer.start();

        assertThat(completer.drain(Duration.ofSeconds(20))).isZero();
        assertThat(store.moves).hasSize(3).allMatch(moves -> moves.equals(store.moves.get(0)));
        assertThat(told).hasValue(3);
    }

    @Test
    void aMoveThatTheStoreCannotBearDoesNotKeepTheOthers() {
        List<HeldJob> jobs = jobs(50);
        store.mover = asked -> {
            if (asked.stream().anyMatch(move -> move.from().equals(jobs.get(20).from()))) {
                throw new StoreException("It cannot bear this", false, null);
            }
            return Collections.nCopies(asked.size(), Moved.Answer.MOVED);
        };
        jobs.forEach(job -> completer.submit(job, gone(job), null));

        completer.start();

        await("all others to be moved").until(() -> completer.drain(Duration.ZERO) == 1);
        answering(Moved.Answer.MOVED);
        assertThat(completer.drain(Duration.ofSeconds(20))).isZero();
        assertThat(life.held().ranges()).hasSize(1);
    }

    @Test
    void aMoveThatBreaksTheStoresOwnCodeDoesNotKeepTheOthers() {
        List<HeldJob> jobs = jobs(50);
        store.mover = asked -> {
            if (asked.stream().anyMatch(move -> move.from().equals(jobs.get(20).from()))) {
                throw new NullPointerException("half an effect");
            }
            return Collections.nCopies(asked.size(), Moved.Answer.MOVED);
        };
        jobs.forEach(job -> completer.submit(job, gone(job), null));

        completer.start();

        assertThat(completer.drain(Duration.ofSeconds(20))).isZero();
        assertThat(life.held().ranges().get(0)).isEqualTo(new dev.sancho.store.SeqRanges.Range(21, 21));
    }

    @Test
    void aRefusedMoveIsTriedAgain() {
        AtomicInteger calls = new AtomicInteger();
        store.mover = moves -> Collections.nCopies(
                moves.size(), calls.getAndIncrement() == 0 ? new Moved.Refused("a key is wrong") : Moved.Answer.MOVED);
        HeldJob job = jobs(1).get(0);
        completer.submit(job, gone(job), null);

        completer.start();

        await("the second attempt").atMost(Duration.ofSeconds(20)).until(() -> calls.get() == 2);
        assertThat(completer.drain(Duration.ofSeconds(20))).isZero();
    }

    @Test
    void tellsOnlyOfMovesThatWereMadeAndOnce() {
        List<Moved> answers = List.of(
                Moved.Answer.MOVED,
                Moved.Answer.REPEATED,
                Moved.Answer.GONE,
                new Moved.HeldBy("other"),
                new Moved.Refused("no such place"));
        store.mover = moves -> answers;
        List<Long> told = Collections.synchronizedList(new ArrayList<>());
        List<HeldJob> jobs = jobs(5);
        jobs.forEach(job -> completer.submit(job, gone(job), () -> told.add(job.seq())));

        completer.start();

        assertThat(completer.drain(Duration.ofSeconds(20))).isZero();
        assertThat(told).containsExactly(1L, 2L);
        assertThat(life.held().ranges().get(0))
                .as("what was refused stays in hand, and the heartbeat lets it stand")
                .isEqualTo(new dev.sancho.store.SeqRanges.Range(4, 5));
    }

    @Test
    void goesOnWhenWhatFollowsAMoveThrows() {
        answering(Moved.Answer.MOVED);
        AtomicInteger told = new AtomicInteger();
        for (HeldJob job : jobs(3)) {
            completer.submit(job, gone(job), () -> {
                told.incrementAndGet();
                throw new StackOverflowError("for the test");
            });
        }

        completer.start();

        assertThat(completer.drain(Duration.ofSeconds(20))).isZero();
        assertThat(told).hasValue(3);
        assertThat(store.moves).hasSize(1);
    }

    @Test
    void sendsAgainWhatWasNotAnsweredInFull() {
        AtomicInteger calls = new AtomicInteger();
        store.mover = moves -> calls.getAndIncrement() == 0
                ? List.of(Moved.Answer.MOVED)
                : Collections.nCopies(moves.size(), Moved.Answer.REPEATED);
        List<HeldJob> jobs = jobs(2);
        jobs.forEach(job -> completer.submit(job, gone(job), null));

        completer.start();

        assertThat(completer.drain(Duration.ofSeconds(20))).isZero();
        assertThat(calls).hasValue(2);
        assertThat(life.held().ranges()).hasSize(1);
    }

    @Test
    void lagsWhileThousandsWait() {
        List<HeldJob> jobs = jobs(5_001);
        jobs.subList(0, 5_000).forEach(job -> completer.submit(job, gone(job), null));
        assertThat(completer.lagging()).isFalse();

        completer.submit(jobs.get(5_000), gone(jobs.get(5_000)), null);

        assertThat(completer.lagging()).isTrue();
    }

    @Test
    void aDrainEndsWithItsTimeOrByAnInterruption() {
        HeldJob job = jobs(1).get(0);
        store.cutOff();
        completer.submit(job, gone(job), null);
        completer.start();
        await("a first attempt").until(() -> !store.moves.isEmpty());

        assertThat(completer.drain(Duration.ofMillis(50))).isEqualTo(1);
        Thread.currentThread().interrupt();
        assertThat(completer.drain(Duration.ofHours(1))).isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    private void answering(Moved answer) {
        store.mover = moves -> Collections.nCopies(moves.size(), answer);
    }

    private static Move gone(HeldJob job) {
        return new Move(job.from(), To.Gone.GONE);
    }

    private synchronized List<HeldJob> jobs(int count) {
        ClaimBatch batch = life.ask(count);
        return batch.answered(IntStream.range(0, count)
                .mapToObj(i -> new ClaimedJob(batch.first() + i, new Place.Queue("q"), Payload.of("{}")))
                .toList());
    }
}
