package dev.sancho.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sancho.job.Enqueued;
import dev.sancho.job.Payload;
import dev.sancho.store.End;
import dev.sancho.store.NewJob;
import dev.sancho.store.StoreException;
import dev.sancho.store.To;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class InsertCombinerTest {
    private final RecordingStore store = new RecordingStore();
    private final InsertCombiner combiner = new InsertCombiner(store);

    @Test
    void insertsAtOnceWhatComesAlone() {
        assertThat(combiner.insert(job("a"))).isEqualTo(new Enqueued.Added("a"));
        assertThat(combiner.insert(job("b"))).isEqualTo(new Enqueued.Added("b"));

        assertThat(store.calls()).extracting(List::size).containsExactly(1, 1);
    }

    @Test
    void insertsInOneCallWhatGathersDuringAnother() throws Exception {
        Gate gate = new Gate();
        List<FutureTask<Enqueued>> callers = gathered(gate, 100);

        gate.open.countDown();
        for (int i = 0; i < callers.size(); i++) {
            assertThat(callers.get(i).get(30, TimeUnit.SECONDS)).isEqualTo(new Enqueued.Added("j" + i));
        }

        assertThat(store.calls()).extracting(List::size).containsExactly(1, 99);
    }

    @Test
    void givesEachTheAnswerToItsOwnJob() throws Exception {
        Gate gate = new Gate();
        gate.then =
                job -> job.jid().endsWith("7") ? new Enqueued.HeldBy("x" + job.jid()) : new Enqueued.Added(job.jid());
        List<FutureTask<Enqueued>> callers = gathered(gate, 30);

        gate.open.countDown();

        assertThat(callers.get(17).get(30, TimeUnit.SECONDS)).isEqualTo(new Enqueued.HeldBy("xj17"));
        assertThat(callers.get(18).get(30, TimeUnit.SECONDS)).isEqualTo(new Enqueued.Added("j18"));
    }

    @Test
    void failsAllWhoseJobsWereInAFailedCallAndNoOthers() throws Exception {
        Gate gate = new Gate();
        StoreException down = new StoreException("The store is down; the job may exist", true, null);
        gate.then = job -> {
            throw down;
        };
        List<FutureTask<Enqueued>> callers = gathered(gate, 10);

        gate.open.countDown();

        assertThat(callers.getFirst().get(30, TimeUnit.SECONDS)).isEqualTo(new Enqueued.Added("j0"));
        for (FutureTask<Enqueued> caller : callers.subList(1, 10)) {
            assertThatThrownBy(() -> caller.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(StoreException.class)
                    .isNotSameAs(down)
                    .hasMessage(down.getMessage())
                    .hasCause(down);
        }
        store.answering(job -> new Enqueued.Added(job.jid()));
        assertThat(combiner.insert(job("after"))).isEqualTo(new Enqueued.Added("after"));
    }

    @Test
    void letsNobodyWaitForEverAfterAnError() throws Exception {
        Gate gate = new Gate();
        gate.then = job -> {
            throw new OutOfMemoryError("in the store");
        };
        List<FutureTask<Enqueued>> callers = gathered(gate, 3);

        gate.open.countDown();

        assertThatThrownBy(() -> callers.getLast().get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void refusesAnAnswerOfTheWrongLength() {
        store.answeringShort();

        assertThatThrownBy(() -> combiner.insert(job("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("0 answers to 1 jobs");
    }

    @Test
    void waitsOnWhenInterruptedAndKeepsTheInterrupt() throws Exception {
        Gate gate = new Gate();
        List<FutureTask<Enqueued>> callers = gathered(gate, 1);
        FutureTask<Boolean> interrupted = new FutureTask<>(() -> {
            assertThat(combiner.insert(job("x"))).isEqualTo(new Enqueued.Added("x"));
            return Thread.currentThread().isInterrupted();
        });
        Thread thread = Thread.ofVirtual().start(interrupted);
        awaitWaiting(thread);

        thread.interrupt();
        await("the interrupt is taken note of").until(() -> !thread.isInterrupted());
        gate.open.countDown();

        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(callers.getFirst().get(30, TimeUnit.SECONDS)).isEqualTo(new Enqueued.Added("j0"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesNoJobAndNoAnswerUnderManyThreads(boolean virtual) throws Exception {
        int threads = 64;
        int each = 500;
        List<FutureTask<Integer>> tasks = IntStream.range(0, threads)
                .mapToObj(thread -> new FutureTask<>(() -> {
                    int right = 0;
                    for (int i = 0; i < each; i++) {
                        String jid = thread + "-" + i;
                        right += combiner.insert(job(jid)).id().equals(jid) ? 1 : 0;
                    }
                    return right;
                }))
                .toList();
        tasks.forEach(task -> (virtual ? Thread.ofVirtual() : Thread.ofPlatform()).start(task));

        for (FutureTask<Integer> task : tasks) {
            assertThat(task.get(50, TimeUnit.SECONDS)).isEqualTo(each);
        }
        assertThat(store.jobs()).extracting(NewJob::jid).hasSize(threads * each).doesNotHaveDuplicates();
    }

    /** Holds the first call until it is opened; later calls are answered by {@code then}. */
    private static final class Gate {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);
        private volatile Function<NewJob, Enqueued> then = job -> new Enqueued.Added(job.jid());

        Enqueued pass(NewJob job) {
            if (entered.getCount() > 0) {
                entered.countDown();
                try {
                    assertThat(open.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException impossible) {
                    throw new AssertionError(impossible);
                }
                return new Enqueued.Added(job.jid());
            }
            return then.apply(job);
        }
    }

    /** The first of these callers is within the store, the others wait for it. */
    private List<FutureTask<Enqueued>> gathered(Gate gate, int count) throws InterruptedException {
        store.answering(gate::pass);
        List<FutureTask<Enqueued>> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String jid = "j" + i;
            Callable<Enqueued> call = () -> combiner.insert(job(jid));
            callers.add(new FutureTask<>(call));
            Thread thread = Thread.ofVirtual().start(callers.getLast());
            if (i == 0) {
                assertThat(gate.entered.await(30, TimeUnit.SECONDS)).isTrue();
            } else {
                awaitWaiting(thread);
            }
        }
        return callers;
    }

    private static void awaitWaiting(Thread thread) {
        await("the thread waits")
                .pollInterval(Duration.ofMillis(1))
                .until(() -> thread.getState() == Thread.State.WAITING);
    }

    private static NewJob job(String jid) {
        return new NewJob(jid, new To.Queue("default", End.BACK, Payload.of("{}")));
    }
}
