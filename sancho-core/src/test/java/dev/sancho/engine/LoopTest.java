package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("NullAway") // what is null where it must not be fails the test
@Timeout(60)
class LoopTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicInteger turns = new AtomicInteger();
    private Loop loop = new Loop("test", () -> LONG);

    @AfterEach
    void stop() {
        loop.stop();
    }

    @Test
    void startedTwiceRunsOnOneThread() {
        AtomicReference<Thread> first = new AtomicReference<>();
        CountDownLatch five = new CountDownLatch(5);
        AtomicBoolean second = new AtomicBoolean();
        loop = new Loop("test", () -> {
            if (!first.compareAndSet(null, Thread.currentThread()) && first.get() != Thread.currentThread()) {
                second.set(true);
            }
            five.countDown();
            return Duration.ZERO;
        });

        loop.start();
        loop.start();

        Rig.await(five, "five turns");
        assertThat(second).isFalse();
    }

    @Test
    void stoppedBeforeTheStartNeverRuns() {
        loop = new Loop("test", () -> {
            turns.incrementAndGet();
            return LONG;
        });

        loop.stop();
        loop.start();

        assertThat(loop.awaitEnd(Duration.ZERO)).isTrue();
        assertThat(turns).hasValue(0);
    }

    @Test
    void doesNotStartAgain() {
        CountDownLatch ran = new CountDownLatch(1);
        loop = new Loop("test", () -> {
            turns.incrementAndGet();
            ran.countDown();
            return LONG;
        });
        loop.start();
        Rig.await(ran, "the first turn");

        loop.stop();
        loop.stop();
        loop.start();

        assertThat(turns).hasValue(1);
    }

    @Test
    void stopWaitsForTheStepThatRuns() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        loop = new Loop("test", () -> {
            entered.countDown();
            Rig.await(goOn, "leave to go on");
            ended.set(true);
            return LONG;
        });
        loop.start();
        Rig.await(entered, "the step");

        assertThat(loop.awaitEnd(Duration.ofMillis(1))).isFalse();
        goOn.countDown();
        loop.stop();

        assertThat(ended).isTrue();
    }

    @Test
    void mayBeStoppedFromItsOwnThread() {
        CountDownLatch stopped = new CountDownLatch(1);
        loop = new Loop("test", () -> {
            loop.stop();
            stopped.countDown();
            return Duration.ZERO;
        });

        loop.start();

        Rig.await(stopped, "a stop from within");
        assertThat(loop.awaitEnd(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void goesOnAfterWhateverAStepThrows() {
        CountDownLatch survived = new CountDownLatch(1);
        Throwable[] thrown = {
            new IllegalStateException("x"),
            new OutOfMemoryError("for the test"),
            FaultyStore.outage(),
            new Unprintable()
        };
        loop = new Loop("test", () -> {
            int turn = turns.getAndIncrement();
            if (turn < thrown.length) {
                loop.wake(); // no need to wait the penalty out
                sneak(thrown[turn]);
            }
            survived.countDown();
            return LONG;
        });

        loop.start();

        Rig.await(survived, "a turn after four failures");
    }

    @Test
    void takesNullAndEndlessPausesAsTheyMayBeMeant() {
        CountDownLatch survived = new CountDownLatch(1);
        loop = new Loop("test", () -> {
            loop.wake();
            if (turns.incrementAndGet() == 3) {
                survived.countDown();
            }
            return turns.get() == 1 ? Duration.ofSeconds(Long.MAX_VALUE) : null;
        });

        loop.start();

        Rig.await(survived, "a third turn");
    }

    @Test
    void aWakeDuringAStepIsNotLost() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        CountDownLatch again = new CountDownLatch(2);
        loop = new Loop("test", () -> {
            entered.countDown();
            Rig.await(woken, "the wake");
            again.countDown();
            return LONG;
        });
        loop.start();
        Rig.await(entered, "the step");

        loop.wake();
        woken.countDown();

        Rig.await(again, "a second turn at once");
    }

    @Test
    void anInterruptionEndsOneWaitAndNotTheNext() {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        AtomicBoolean leaked = new AtomicBoolean();
        loop = new Loop("test", () -> {
            if (turns.incrementAndGet() == 1) {
                waiting.countDown();
                awaitInterruption();
                return Duration.ZERO;
            }
            leaked.set(Thread.currentThread().isInterrupted());
            done.countDown();
            return LONG;
        });
        loop.start();
        Rig.await(waiting, "the wait");

        loop.interrupt();

        Rig.await(done, "the step after the interruption");
        assertThat(leaked).isFalse();
    }

    private static void awaitInterruption() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Duration.ofSeconds(20).toNanos());
        }
    }

    @Test
    void endedByInterruptionItTakesNoFurtherStepAndDoesWhatIsLeftToDo() {
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicInteger ends = new AtomicInteger();
        loop = new Loop(
                "test",
                () -> {
                    turns.incrementAndGet();
                    waiting.countDown();
                    while (!Thread.currentThread().isInterrupted()) {
                        LockSupport.parkNanos(Duration.ofSeconds(20).toNanos());
                    }
                    return Duration.ZERO;
                },
                ends::incrementAndGet);
        loop.start();
        Rig.await(waiting, "the wait");

        loop.endByInterrupt();

        assertThat(loop.awaitEnd(Duration.ofSeconds(20))).isTrue();
        assertThat(turns).hasValue(1);
        assertThat(ends).hasValue(1);
    }

    @Test
    void anInterruptedCallerOfStopKeepsItsInterruption() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        loop = new Loop("test", () -> {
            entered.countDown();
            Rig.await(goOn, "leave to go on");
            return LONG;
        });
        loop.start();
        Rig.await(entered, "the step");

        Thread.currentThread().interrupt();
        loop.stop();

        assertThat(Thread.interrupted()).isTrue();
        goOn.countDown();
    }

    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable error) throws T {
        throw (T) error;
    }
}
