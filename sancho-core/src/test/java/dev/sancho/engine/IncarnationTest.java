package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.Payload;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Place;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.SeqRanges.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class IncarnationTest {
    private final Incarnation life = new Incarnation("me");

    @Test
    void holdsAllThatMayStillBeAskedFor() {
        assertThat(life.held().contains(1)).isTrue();
        assertThat(life.held().contains(1L << 50)).isTrue();
        assertThat(life.held().contains(0)).isFalse();
    }

    @Test
    void holdsWhatWasAskedForUntilItIsAnswered() {
        ClaimBatch batch = life.ask(10);

        assertThat(life.held().ranges().get(0)).isEqualTo(new Range(1, 10));

        batch.answered(jobs(2, 5, 6));

        assertThat(life.held().ranges().subList(0, 2)).containsExactly(new Range(2, 2), new Range(5, 6));
        assertThat(life.held().contains(3)).isFalse();
    }

    @Test
    void letsGoOfWhatIsSettledAndOfNothingElse() {
        List<HeldJob> jobs = life.ask(3).answered(jobs(1, 2, 3));

        jobs.get(1).settle();

        assertThat(life.held().ranges().subList(0, 2)).containsExactly(new Range(1, 1), new Range(3, 3));
    }

    @Test
    void remembersNothingOfABatchThatIsDone() {
        life.ask(3).answered(List.of());
        life.ask(2).answered(jobs(4, 5)).forEach(HeldJob::settle);
        life.ask(7).drop();

        assertThat(life.held().ranges()).hasSize(1);
        assertThat(life.held().contains(13)).isTrue();
        assertThat(life.held().contains(12)).isFalse();
    }

    @Test
    void givesNoNumberTwice() {
        assertThat(life.ask(10).first()).isEqualTo(1);
        assertThat(life.ask(5).first()).isEqualTo(11);
        assertThat(life.ask(1).first()).isEqualTo(16);
    }

    @Test
    void knowsWhichClaimsWereOvertaken() {
        ClaimBatch first = life.ask(10);
        assertThat(life.overtaken(first)).isFalse();

        ClaimBatch second = life.ask(10);

        assertThat(life.overtaken(first)).isTrue();
        assertThat(life.overtaken(second)).isFalse();
    }

    @Test
    void settlesAJobOnce() {
        AtomicInteger settled = new AtomicInteger();
        HeldJob job = life.ask(2).answered(jobs(1, 2)).get(0);
        job.whenSettled(settled::incrementAndGet);

        job.settle();
        job.settle();

        assertThat(settled).hasValue(1);
        assertThat(life.held().contains(2)).isTrue();
    }

    @Test
    void holdsEachJobAtAnyMomentWhileOthersAskAndSettle() {
        Set<Long> inHand = ConcurrentHashMap.newKeySet();
        boolean over = false;
        CountDownLatch done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            Thread.startVirtualThread(() -> {
                for (int round = 0; round < 2_000; round++) {
                    askAndSettle(inHand);
                }
                done.countDown();
            });
        }
        List<Long> missed = new ArrayList<>();
        while (!over) {
            over = done.getCount() == 0;
            List<Long> before = List.copyOf(inHand);
            SeqRanges held = life.held();
            // What was in hand before and still is after must be held between.
            before.stream().filter(n -> !held.contains(n) && inHand.contains(n)).forEach(missed::add);
        }

        assertThat(missed).isEmpty();
        assertThat(life.held().ranges()).hasSize(1);
    }

    private void askAndSettle(Set<Long> inHand) {
        ClaimBatch batch = life.ask(7);
        List<Long> numbers =
                LongStream.range(batch.first() + 1, batch.first() + 5).boxed().toList();
        inHand.addAll(numbers);
        for (HeldJob job :
                batch.answered(jobs(numbers.stream().mapToLong(n -> n).toArray()))) {
            inHand.remove(job.seq());
            job.settle();
        }
    }

    private static List<ClaimedJob> jobs(long... numbers) {
        return LongStream.of(numbers)
                .mapToObj(n -> new ClaimedJob(n, new Place.Queue("q"), Payload.of("{}")))
                .toList();
    }
}
