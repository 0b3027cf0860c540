package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.job.Outcome;
import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import dev.sancho.worker.ServerMiddleware;
import dev.sancho.worker.Worker;
import dev.sancho.worker.WorkerBuilder;
import dev.sancho.worker.WorkerListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EngineStopTest {
    private final Rig rig = Rig.live();
    private final CountDownLatch running = new CountDownLatch(3);
    private final CountDownLatch stopBegun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(3);
    private final List<Engine> engines = new ArrayList<>();

    @AfterEach
    void stop() {
        release.countDown();
        rig.store.before = call -> {};
        engines.forEach(engine -> engine.stop(Duration.ZERO));
    }

    @Test
    void waitsForJobsThatEndByThemselves() {
        Engine engine = busy((context, next) -> {
            running.countDown();
            Rig.await(release, "leave to end");
            return next.run();
        });

        Thread stopping = Thread.ofPlatform().start(() -> engine.stop(Duration.ofSeconds(60)));
        Rig.await(stopBegun, "the stop to have begun");
        release.countDown();
        join(stopping);

        assertThat(rig.memory.browser().counter("processed")).isEqualTo(3);
        assertThat(rig.queued("default")).containsExactly("j3", "j4", "j5");
        assertThat(rig.inFlight()).isZero();
    }

    @Test
    void handsBackJobsThatObeyTheirInterruptionWithoutAFailure() {
        Engine engine = busy((context, next) -> {
            running.countDown();
            release.await();
            return next.run();
        });

        engine.stop(Duration.ZERO);

        assertThat(rig.queued("default")).containsExactlyInAnyOrder("j0", "j1", "j2", "j3", "j4", "j5");
        assertThat(rig.queued("default").subList(3, 6)).containsExactly("j3", "j4", "j5");
        assertNoAttemptWasUsed();
    }

    @Test
    void handsBackJobsThatIgnoreTheirInterruptionAndDropsTheirResults() {
        AtomicInteger results = new AtomicInteger();
        Engine engine = busy((context, next) -> {
            running.countDown();
            uninterruptibly(release);
            results.incrementAndGet();
            ended.countDown();
            return next.run();
        });

        engine.stop(Duration.ZERO);

        assertThat(rig.queued("default"))
                .as("first in line, in their order")
                .containsExactly("j0", "j1", "j2", "j3", "j4", "j5");
        assertNoAttemptWasUsed();

        release.countDown();
        Rig.await(ended, "the jobs to end at last");
        await("their slots to be free").until(() -> engine.running() == 0);
        assertThat(results).hasValue(3);
        assertThat(rig.memory.browser().counter("processed")).isZero();
        assertThat(rig.queued("default")).hasSize(6);
    }

    @Test
    void countsJobsThatSwallowTheirInterruptionAndReturn() {
        Engine engine = busy((context, next) -> {
            running.countDown();
            try {
                release.await();
            } catch (InterruptedException swallowed) {
                return Outcome.done();
            }
            return next.run();
        });

        engine.stop(Duration.ZERO);

        assertThat(rig.memory.browser().counter("processed")).isEqualTo(3);
        assertThat(rig.queued("default")).containsExactly("j3", "j4", "j5");
    }

    @Test
    void endsWithinItsBoundWhileTheStoreIsDown() {
        Engine engine = busy((context, next) -> {
            running.countDown();
            release.await();
            return next.run();
        });
        rig.store.cutOff();

        long begun = System.nanoTime();
        engine.stop(Duration.ZERO);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(25));
        assertThat(rig.inFlight()).as("for a rescue").isEqualTo(3);
    }

    @Test
    void endsThoughACallToTheStoreHangs() {
        CountDownLatch hanging = new CountDownLatch(1);
        Engine engine = busy((context, next) -> next.run());
        await("all to be done").until(() -> rig.memory.browser().counter("processed") == 6);
        rig.store.before = call -> {
            if (call.equals("claim") || call.equals("promote")) {
                hanging.countDown();
                uninterruptibly(release);
            }
        };
        Rig.await(hanging, "a call that hangs");

        long begun = System.nanoTime();
        engine.stop(Duration.ZERO);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void hurriesWhenItsCallerIsInterruptedAndLosesNothing() {
        Engine engine = busy((context, next) -> {
            running.countDown();
            release.await();
            return next.run();
        });

        Thread.currentThread().interrupt();
        engine.stop(Duration.ofDays(1));

        assertThat(Thread.interrupted()).as("it is there again for the caller").isTrue();
        assertThat(rig.queued("default")).containsExactlyInAnyOrder("j0", "j1", "j2", "j3", "j4", "j5");
        assertThat(rig.inFlight()).isZero();
    }

    @Test
    void waitsAsLongAsItIsTold() {
        Engine engine = busy((context, next) -> {
            running.countDown();
            Rig.await(release, "leave to end");
            return next.run();
        });

        Thread stopping = Thread.ofPlatform().start(() -> engine.stop(Duration.ofSeconds(Long.MAX_VALUE)));
        Rig.await(stopBegun, "the stop to have begun");
        release.countDown();
        join(stopping);

        assertThat(rig.memory.browser().counter("processed")).isEqualTo(3);
    }

    @Test
    void puttingQuietGivesBackAClaimWhoseAnswerWasLost() {
        rig.pushMany("default", "Sample::Plain", "j", 6);
        rig.store.after = FaultyStore.failing("claim", Integer.MAX_VALUE);
        // A rescue under higher numbers would make the store take the claim for one sent twice, with nothing to give
        // back.
        rig.store.before = FaultyStore.failing("rescue", Integer.MAX_VALUE);
        Engine engine = engine(new WorkerBuilder().handle(Sample::plain).concurrency(3), Duration.ofMillis(300));
        engine.start();
        await("a claim whose answer is lost").until(() -> rig.inFlight() == 3);

        engine.quiet();

        await("the jobs of the lost answer to be back")
                .until(() -> rig.queued("default").size() == 6);
        assertThat(rig.queued("default")).containsExactly("j0", "j1", "j2", "j3", "j4", "j5");
    }

    private void assertNoAttemptWasUsed() {
        assertThat(rig.memory.browser().counter("processed")).isZero();
        assertThat(rig.jids(new Place.Sorted(JobSet.RETRY))).isEmpty();
        assertThat(rig.inFlight()).isZero();
    }

    /** An engine with three slots, and six jobs of which three run. */
    private Engine busy(ServerMiddleware middleware) {
        rig.pushMany("default", "Sample::Plain", "j", 6);
        Engine engine = engine(
                new WorkerBuilder()
                        .handle(Sample::plain)
                        .concurrency(3)
                        .middleware(middleware)
                        .listener(new WorkerListener() {
                            @Override
                            public void quieted(Worker worker) {
                                stopBegun.countDown();
                            }
                        }),
                Duration.ofSeconds(60));
        engine.start();
        await("jobs to run or to be done")
                .until(() -> running.getCount() == 0 || rig.memory.browser().counter("processed") == 6);
        return engine;
    }

    private Engine engine(WorkerBuilder worker, Duration lease) {
        Engine engine = rig.engine(worker.logJobs(false), lease);
        engines.add(engine);
        return engine;
    }

    private static void uninterruptibly(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                done = latch.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException ignored) {
                // That is what it is for.
            }
        }
    }

    private static void join(Thread thread) {
        try {
            assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
