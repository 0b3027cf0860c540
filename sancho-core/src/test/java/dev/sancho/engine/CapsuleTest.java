package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sancho.job.Payload;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Place;
import dev.sancho.worker.CapsuleConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.MDC;

@Timeout(60)
class CapsuleTest {
    private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();

    private final Incarnation life = new Incarnation("me");

    @Test
    void runsEveryJobAndNeverMoreAtOnceThanItMay() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int offers = 3_000;
        CountDownLatch left = new CountDownLatch(4 * offers * 2);
        Capsule capsule = capsule(3, (job, slot) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            LockSupport.parkNanos(1_000);
            running.decrementAndGet();
            left.countDown();
        });

        for (int i = 0; i < 4; i++) {
            Thread.ofPlatform().start(() -> IntStream.range(0, offers).forEach(n -> capsule.offer(jobs(2))));
        }

        Rig.await(left, "every job offered to be run");
        assertThat(most.get()).isBetween(1, 3);
        await("all slots given up").until(() -> capsule.busy() == 0);
        assertThat(capsule.waiting()).isZero();
        assertThat(capsule.slots()).isEmpty();
    }

    @Test
    void losesNoWakeUpWhenJobsComeOneByOne() {
        for (int i = 0; i < 5_000; i++) {
            CountDownLatch ran = new CountDownLatch(2);
            Capsule capsule = capsule(1, (job, slot) -> ran.countDown());

            capsule.offer(jobs(1));
            capsule.offer(jobs(1));

            Rig.await(ran, "both jobs of round " + i);
        }
    }

    @Test
    void givesBackWhatWaitsInItsOrder() {
        CountDownLatch hold = new CountDownLatch(1);
        Capsule capsule = capsule(1, (job, slot) -> Rig.await(hold, "the end of the test"));
        capsule.offer(jobs(1));
        await("the first job to run").until(() -> capsule.waiting() == 0);
        capsule.offer(jobs(3));
        capsule.offer(jobs(2));

        assertThat(capsule.waiting()).isEqualTo(5);
        assertThat(capsule.withdraw()).extracting(HeldJob::seq).containsExactly(2L, 3L, 4L, 5L, 6L);
        assertThat(capsule.waiting()).isZero();
        hold.countDown();
    }

    @Test
    void keepsItsSlotsWhateverARunThrows() {
        CountDownLatch ran = new CountDownLatch(10);
        Capsule capsule = capsule(2, (job, slot) -> {
            ran.countDown();
            throw new OutOfMemoryError("for the test");
        });

        List<HeldJob> jobs = jobs(10);
        capsule.offer(jobs);

        Rig.await(ran, "ten runs that throw");
        await("all slots given up").until(() -> capsule.busy() == 0);
        assertThat(life.held().contains(jobs.get(0).seq()))
                .as("its claim is given up, so that the next heartbeat puts it back")
                .isFalse();
    }

    @Test
    void letsNeitherInterruptionsNorLogContextThroughToTheNextJob() {
        AtomicBoolean leaked = new AtomicBoolean();
        CountDownLatch ran = new CountDownLatch(20);
        Capsule capsule = capsule(1, (job, slot) -> {
            if (Thread.currentThread().isInterrupted() || MDC.get("mine") != null) {
                leaked.set(true);
            }
            MDC.put("mine", "x");
            Thread.currentThread().interrupt();
            ran.countDown();
        });

        capsule.offer(jobs(20));

        Rig.await(ran, "all runs");
        assertThat(leaked).isFalse();
    }

    @Test
    void loosesNoSlotWhenAThreadCannotBegin() {
        AtomicBoolean fail = new AtomicBoolean(true);
        CountDownLatch ran = new CountDownLatch(3);
        Capsule capsule = new Capsule(
                new CapsuleConfig("c", Map.of("q", 0), 1),
                task -> {
                    if (fail.getAndSet(false)) {
                        throw new OutOfMemoryError("for the test");
                    }
                    return VIRTUAL.newThread(task);
                },
                (job, slot) -> ran.countDown());

        List<HeldJob> first = jobs(2);
        assertThatThrownBy(() -> capsule.offer(first)).isInstanceOf(OutOfMemoryError.class);
        capsule.offer(jobs(1));

        Rig.await(ran, "the jobs offered while no thread could begin, too");
    }

    private Capsule capsule(int concurrency, BiConsumer<HeldJob, Slot> run) {
        return new Capsule(new CapsuleConfig("c", Map.of("q", 0), concurrency), VIRTUAL, run);
    }

    private List<HeldJob> jobs(int count) {
        ClaimBatch batch = life.ask(count);
        return batch.answered(IntStream.range(0, count)
                .mapToObj(i -> new ClaimedJob(batch.first() + i, new Place.Queue("q"), Payload.of("{}")))
                .toList());
    }
}
