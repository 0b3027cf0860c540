package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimeoutsTest {
    private final TestTime time = new TestTime();
    private final Timeouts timeouts = new Timeouts(time);

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    @Test
    void looksAgainWhenTheNextIsDue() {
        timeouts.watch(job(Duration.ofSeconds(7)));
        timeouts.watch(job(Duration.ofSeconds(3)));

        assertThat(timeouts.turn()).isEqualTo(Duration.ofSeconds(3));
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void interruptsAllThatAreDueAndWatchesThemOn() {
        RunningJob one = job(Duration.ofSeconds(1));
        RunningJob same = job(Duration.ofSeconds(1));
        RunningJob later = job(Duration.ofSeconds(5));
        List.of(one, same, later).forEach(timeouts::watch);
        time.advance(Duration.ofSeconds(1));

        assertThat(timeouts.turn()).isEqualTo(Duration.ofSeconds(4));

        assertThat(List.of(one, same))
                .extracting(RunningJob::interruption)
                .containsOnly(RunningJob.Interruption.TIMEOUT);
        assertThat(later.interruption()).isNull();
        assertThat(timeouts.size()).isEqualTo(3);
    }

    @Test
    void tellsOnceOfAJobThatIsStuckAndThenForgetsIt() {
        timeouts.watch(job(Duration.ofSeconds(1)));
        time.advance(Duration.ofSeconds(1));
        timeouts.turn();
        time.advance(Duration.ofSeconds(10));

        assertThat(timeouts.turn()).isEqualTo(Duration.ofSeconds(10));
        assertThat(timeouts.size()).isZero();
    }

    @Test
    void forgetsAJobThatEndedAfterItsInterruption() {
        RunningJob job = job(Duration.ofSeconds(1));
        timeouts.watch(job);
        time.advance(Duration.ofSeconds(1));
        timeouts.turn();

        timeouts.forget(job);

        assertThat(timeouts.size()).isZero();
    }

    @Test
    void forgetsEachOfManyWhileOthersBegin() {
        Timeouts real = new Timeouts();
        AtomicBoolean failed = new AtomicBoolean();
        CountDownLatch done = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            Thread.startVirtualThread(() -> {
                try {
                    for (int n = 0; n < 5_000; n++) {
                        watchAndForget(real);
                    }
                } catch (RuntimeException race) {
                    failed.set(true);
                } finally {
                    done.countDown();
                }
            });
        }

        Rig.await(done, "all jobs to end");
        assertThat(failed).isFalse();
        assertThat(real.size()).isZero();
    }

    private void watchAndForget(Timeouts real) {
        RunningJob job = job(Duration.ofMillis(1));
        real.watch(job);
        real.turn();
        job.finish();
        real.forget(job);
    }

    private static RunningJob job(Duration timeout) {
        String json = Sample.json("");
        return new RunningJob(Rig.held(json), Rig.document(json), Instant.EPOCH, timeout);
    }
}
