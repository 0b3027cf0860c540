package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sancho.job.Progress;
import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import dev.sancho.store.RunTotals;
import dev.sancho.store.Signal;
import dev.sancho.worker.Worker;
import dev.sancho.worker.WorkerBuilder;
import dev.sancho.worker.WorkerListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EngineTest {
    private final Rig rig = Rig.live();
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final List<Engine> engines = new ArrayList<>();

    @AfterEach
    void stop() {
        rig.store.before = call -> {};
        rig.store.after = call -> {};
        engines.forEach(engine -> engine.stop(Duration.ZERO));
    }

    @Nested
    class ALife {
        @Test
        void beginsOnceAndEndsOnce() {
            Engine engine = engine(plain().listener(new Telling()));

            engine.start();
            engine.start();
            engine.quiet();
            engine.quiet();
            engine.stop();
            engine.stop();
            engine.close();

            assertThat(events.stream().filter(event -> !event.equals("beat")))
                    .containsExactly("starting", "quieted", "stopping", "stopped");
            assertThatThrownBy(engine::start).isInstanceOf(IllegalStateException.class);
            assertThat(rig.memory.browser().processes()).isEmpty();
        }

        @Test
        void mayEndBeforeItBegins() {
            Engine engine = engine(plain().listener(new Telling()));

            engine.stop();

            assertThatThrownBy(engine::start).hasMessageContaining("was stopped");
            assertThat(events).isEmpty();
        }

        @Test
        void quietedBeforeItBeginsTakesNothing() {
            rig.pushMany("default", "Sample::Plain", "j", 1);
            Engine engine = engine(plain());
            engine.quiet();
            engine.start();
            await("a process record")
                    .until(() -> !rig.memory.browser().processes().isEmpty());

            engine.stop();

            assertThat(rig.store.claims).isEmpty();
            assertThat(rig.queued("default")).containsExactly("j0");
        }

        @Test
        void bearsEverythingAtOnce() throws InterruptedException {
            for (int round = 0; round < 15; round++) {
                rig.pushMany("default", "Sample::Plain", "r" + round + "-", 20);
                Engine engine = engine(plain());
                List<Runnable> calls = List.of(
                        () -> startIfItMay(engine),
                        engine::quiet,
                        () -> startIfItMay(engine),
                        engine::stop,
                        engine::close,
                        engine::running,
                        engine::identity);
                List<Thread> threads = calls.stream()
                        .map(call -> Thread.ofPlatform().start(call))
                        .toList();
                for (Thread thread : threads) {
                    assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
                }
                engine.stop();
                assertThat(rig.inFlight()).isZero();
            }
        }

        @Test
        void isNotBegunByAListenerThatThrowsOrStops() {
            Engine throwing = engine(plain().listener(new WorkerListener() {
                @Override
                public void starting(Worker worker) {
                    throw new IllegalStateException("not today");
                }
            }));
            Engine stopping = engine(plain().listener(new WorkerListener() {
                @Override
                public void starting(Worker worker) {
                    worker.stop();
                }
            }));

            assertThatThrownBy(throwing::start).hasMessage("not today");
            assertThatThrownBy(stopping::start).isInstanceOf(IllegalStateException.class);
            assertThat(rig.store.claims).isEmpty();
        }

        @Test
        void goesOnWithListenersAndHandlersThatThrow() {
            AtomicInteger deaths = new AtomicInteger();
            rig.push("default", Rig.json("Sample::Failing", "f", "[]", "").replace("\"retry\":true", "\"retry\":0"));
            Engine engine = engine(new WorkerBuilder()
                    .handle(Sample::failing)
                    .onError((error, context) -> {
                        throw new ErrorsTest.Odd();
                    })
                    .onDeath((job, cause) -> {
                        deaths.incrementAndGet();
                        throw new ErrorsTest.Odd();
                    })
                    .listener(new Throwing()));
            engine.start();

            await("the death").until(() -> deaths.get() == 1);
            engine.stop();

            assertThat(rig.jids(new Place.Sorted(JobSet.DEAD))).containsExactly("f");
            assertThat(deaths).hasValue(1);
            assertThat(rig.memory.browser().processes()).isEmpty();
        }

        @Test
        void mayBeEndedByItsOwnJobsAndHandlers() {
            for (WorkerBuilder worker : endedFromWithin()) {
                CountDownLatch stopped = new CountDownLatch(1);
                rig.pushMany("default", "Sample::Plain", "j", 1);
                rig.push("default", Rig.json("Sample::Failing", "f", "[]", "").replace("true", "0"));
                Engine engine = engine(worker.listener(whenStopped(stopped)));
                engine.start();

                Rig.await(stopped, "a stop from within");
                assertThat(rig.inFlight()).isZero();
            }
        }
    }

    private List<WorkerBuilder> endedFromWithin() {
        return List.of(
                plain().middleware((context, next) -> {
                    engines.get(engines.size() - 1).stop();
                    return next.run();
                }),
                plain().listener(new WorkerListener() {
                    @Override
                    public void beat(Worker worker) {
                        worker.stop();
                    }
                }),
                new WorkerBuilder()
                        .handle(Sample::failing)
                        .onDeath((job, cause) -> engines.get(engines.size() - 1).stop()));
    }

    private static WorkerListener whenStopped(CountDownLatch stopped) {
        return new WorkerListener() {
            @Override
            public void stopped(Worker worker) {
                stopped.countDown();
            }
        };
    }

    @Nested
    class SignalsFromAfar {
        @Test
        void quietAndStopAWorker() {
            CountDownLatch stopped = new CountDownLatch(1);
            Engine engine =
                    engine(plain().listener(new Telling()).listener(whenStopped(stopped)), Duration.ofMillis(300));
            engine.start();
            rig.store.signals.addAll(List.of(Signal.DUMP, Signal.QUIET, Signal.STOP));

            Rig.await(stopped, "the stop that was asked for from afar");
            assertThat(events).contains("quieted", "signalled DUMP", "signalled QUIET", "signalled STOP");
            assertThatThrownBy(engine::start).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void runsWhatComesAndCountsIt() {
        rig.pushMany("default", "Sample::Plain", "j", 3_000);
        Engine engine = engine(plain().concurrency(7));
        engine.start();

        await("all jobs").until(() -> rig.memory.browser().counter("processed") == 3_000);
        engine.stop();

        assertThat(rig.inFlight()).isZero();
        assertThat(rig.queued("default")).isEmpty();
        Instant now = Instant.now();
        assertThat(rig.memory.browser().runs(now.minusSeconds(600), now.plusSeconds(1)).values().stream()
                        .flatMap(types -> types.values().stream())
                        .mapToLong(RunTotals::processed)
                        .sum())
                .as("the runs in its metrics")
                .isEqualTo(3_000);
    }

    @Test
    void showsTheProgressOfAJobThatRuns() {
        CountDownLatch said = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        rig.push("default", Rig.json("Sample::Plain", "j", "[]", ""));
        Engine engine = engine(
                plain().middleware((context, next) -> {
                    context.progress(3, 4, "nearly");
                    said.countDown();
                    Rig.await(seen, "a look at the process");
                    return next.run();
                }),
                Duration.ofMillis(300));
        engine.start();

        Rig.await(said, "the job to say how far it is");
        await("a heartbeat with the progress")
                .until(() -> rig.memory.browser().processes().stream()
                        .flatMap(process -> process.work().stream())
                        .anyMatch(work -> new Progress(3, 4, "nearly").equals(work.progress())));
        seen.countDown();
        engine.stop();
    }

    @Test
    void runsEveryJobOnceThoughAnswersAreLostAllTheTime() {
        AtomicInteger ran = new AtomicInteger();
        AtomicInteger calls = new AtomicInteger();
        rig.store.after = call -> {
            if ((call.equals("claim") || call.equals("move")) && calls.incrementAndGet() % 5 == 0) {
                throw FaultyStore.outage();
            }
        };
        rig.pushMany("default", "Sample::Plain", "j", 2_000);
        Engine engine = engine(plain().middleware((context, next) -> {
            ran.incrementAndGet();
            return next.run();
        }));
        engine.start();

        await("all jobs")
                .atMost(Duration.ofSeconds(60))
                .until(() -> rig.memory.browser().counter("processed") == 2_000);
        engine.stop();

        assertThat(ran).hasValue(2_000);
        assertThat(rig.inFlight()).isZero();
    }

    @Test
    void twoWorkersShareAStoreAndNothingElse() {
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        Engine one = engine(counting(first));
        Engine other = engine(counting(second));
        one.start();
        other.start();
        rig.pushMany("default", "Sample::Plain", "j", 2_000);

        await("all jobs").until(() -> first.get() + second.get() == 2_000);
        assertThat(one.identity()).isNotEqualTo(other.identity());
        one.stop();
        rig.pushMany("default", "Sample::Plain", "k", 10);
        await("the jobs for the other").until(() -> first.get() + second.get() == 2_010);
        other.stop();

        assertThat(rig.memory.browser().counter("processed")).isEqualTo(2_010);
    }

    @Test
    void severalCapsulesShareAnOwnerAndNoneStarves() {
        AtomicInteger ran = new AtomicInteger();
        Engine engine = engine(counting(ran)
                .capsule("one", capsule -> capsule.queues("a").concurrency(3))
                .capsule("two", capsule -> capsule.queues("b").concurrency(3))
                .capsule("three", capsule -> capsule.queues("c").concurrency(3)));
        for (String queue : List.of("a", "b", "c")) {
            rig.pushMany(queue, "Sample::Plain", queue, 2_000);
        }
        engine.start();

        await("all jobs of all capsules").atMost(Duration.ofSeconds(20)).until(() -> ran.get() == 6_000);
        engine.stop();
        assertThat(rig.inFlight()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway")
    void aSnoozeOfNoTimeIsAFailureOfTheJob() {
        rig.pushMany("default", "Sample::Plain", "j", 1);
        Engine engine = engine(plain().middleware((context, next) -> new dev.sancho.job.Outcome.Snoozed(null)));
        engine.start();

        await("the retry").until(() -> rig.jids(new Place.Sorted(JobSet.RETRY)).size() == 1);
    }

    private static void startIfItMay(Engine engine) {
        try {
            engine.start();
        } catch (IllegalStateException stopped) {
            // The stop came first.
        }
    }

    private Engine engine(WorkerBuilder worker) {
        return engine(worker, Duration.ofSeconds(60));
    }

    private Engine engine(WorkerBuilder worker, Duration lease) {
        Engine engine = rig.engine(worker.logJobs(false), lease);
        engines.add(engine);
        return engine;
    }

    private static WorkerBuilder plain() {
        return new WorkerBuilder().handle(Sample::plain);
    }

    private static WorkerBuilder counting(AtomicInteger ran) {
        return plain().middleware((context, next) -> {
            ran.incrementAndGet();
            return next.run();
        });
    }

    private final class Telling implements WorkerListener {
        @Override
        public void starting(Worker worker) {
            events.add("starting");
        }

        @Override
        public void quieted(Worker worker) {
            events.add("quieted");
        }

        @Override
        public void stopping(Worker worker) {
            events.add("stopping");
        }

        @Override
        public void stopped(Worker worker) {
            events.add("stopped");
        }

        @Override
        public void beat(Worker worker) {
            events.add("beat");
        }

        @Override
        public void signalled(Worker worker, Signal signal) {
            events.add("signalled " + signal);
        }
    }

    private static final class Throwing implements WorkerListener {
        @Override
        public void quieted(Worker worker) {
            throw new ErrorsTest.Odd();
        }

        @Override
        public void stopping(Worker worker) {
            throw new ErrorsTest.Odd();
        }

        @Override
        public void stopped(Worker worker) {
            throw new ErrorsTest.Odd();
        }

        @Override
        public void beat(Worker worker) {
            throw new ErrorsTest.Odd();
        }
    }
}
