package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.Jobs;
import dev.sancho.job.Enqueued;
import dev.sancho.store.JobStore;
import dev.sancho.store.StoreSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Worker processes are killed while they work, thirty times. */
@ParameterizedClass
@EnumSource(Backend.Kind.class)
class KillsIT {
    private static final int KILLS = 30;
    private static final int AT_FIRST = 5_000;
    private static final int BEFORE_EACH_KILL =
            500; // so that there is work for the last one too, however fast they drain
    private static final int AT_ONCE = 3;

    private final Backend backend;
    private final Deque<WorkerProcess> workers = new ArrayDeque<>();
    private final JobStore store;
    private final Ledger ledger;
    private final Jobs jobs;
    private final Set<String> jids = new HashSet<>();
    private final Random random = new Random(42);

    KillsIT(Backend.Kind kind) {
        backend = new Backend(kind);
        store = Backend.open(backend.url(), StoreSettings.DEFAULTS);
        ledger = new Ledger(store);
        jobs = Jobs.of(store, ClientConfig.defaults());
    }

    @BeforeEach
    void startWorkers() {
        for (int i = 0; i < AT_ONCE; i++) {
            startWorker();
        }
    }

    @AfterEach
    void endAll() {
        workers.forEach(WorkerProcess::close);
        store.close();
        backend.close();
    }

    @Test
    void thirtyKillsLoseNothingAndCountNothingTwice() {
        enqueue(AT_FIRST);

        for (int kill = 1; kill <= KILLS; kill++) {
            enqueue(BEFORE_EACH_KILL);
            WorkerProcess victim = workers.remove();
            victim.killAtWork(10);
            assertThat(ledger.died(victim))
                    .as("jobs that kill " + kill + " hit")
                    .isPositive();
            startWorker();
        }

        assertThat(jids).hasSize(20_000);
        ledger.awaitNothingLeft(jids.size(), Duration.ofMinutes(2));
        workers.forEach(WorkerProcess::stop);
        assertThat(store.browser().processes()).as("process records").isEmpty();
        ledger.assertAllRanAndCountedOnce(jids);
    }

    private void enqueue(int count) {
        Stream<List<?>> chores = Stream.generate(() -> List.of(Chores.TAKE, 5 + random.nextInt(46)));
        jobs.enqueueAll("Chore", chores.limit(count)).stream().map(Enqueued::id).forEach(jids::add);
    }

    private void startWorker() {
        // Suspects of many kills are not poison here, nor anywhere else: only this test kills the innocent so often.
        WorkerSetup setup = WorkerSetup.on(backend).with("concurrency", 10).with("poisonAfter", 1000);
        workers.add(ledger.watch(WorkerProcess.start(backend, setup)));
    }
}
