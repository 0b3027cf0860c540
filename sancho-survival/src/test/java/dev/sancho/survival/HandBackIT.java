package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.Jobs;
import dev.sancho.job.Enqueued;
import dev.sancho.store.JobStore;
import dev.sancho.store.StoreSettings;
import dev.sancho.survival.Evidence.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker has claimed more than it can begin, for all its slots have come to hold long jobs; another worker is idle. */
@ParameterizedClass
@EnumSource(Backend.Kind.class)
class HandBackIT {
    private static final int SLOTS = 10;
    private static final long LONG_MILLIS = 60_000;

    private final Backend backend;
    private final JobStore store;
    private final Ledger ledger;

    HandBackIT(Backend.Kind kind) {
        backend = new Backend(kind);
        store = Backend.open(backend.url(), StoreSettings.DEFAULTS);
        ledger = new Ledger(store);
    }

    @AfterEach
    void end() {
        store.close();
        backend.close();
    }

    @Test
    void anIdleWorkerRunsWhatABusyOneHadClaimed() throws IOException {
        // Short jobs, so that it claims ahead; long ones that fill its slots; and more short ones behind them.
        Jobs jobs = Jobs.of(store, ClientConfig.defaults());
        jobs.enqueueAll("Chore", chores(3_000, 0));
        jobs.enqueueAll("Chore", chores(SLOTS, LONG_MILLIS));
        Set<String> behind = new HashSet<>();
        jobs.enqueueAll("Chore", chores(500, 0)).stream().map(Enqueued::id).forEach(behind::add);
        Path go = backend.directory().resolve("go");
        WorkerSetup setup = WorkerSetup.on(backend).with("concurrency", SLOTS).with("lease", 60_000);

        try (WorkerProcess busy = ledger.watch(WorkerProcess.start(backend, setup));
                WorkerProcess idle = ledger.watch(WorkerProcess.start(backend, setup.with("startWhen", go)))) {
            awaitLongJobsInAllSlots(busy);
            Files.createFile(go);
            long full = busy.account().entries(Kind.BEGUN).getLast().millis();
            await("the idle worker has run all that the busy one could not begin")
                    .pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofMillis(LONG_MILLIS / 2))
                    .until(() -> done(busy, idle).containsAll(behind));

            assertHandedBack(busy, idle, full);
        }
    }

    private static void awaitLongJobsInAllSlots(WorkerProcess busy) {
        await("all slots of the busy worker hold long jobs")
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(60))
                .until(() -> busy.account().count(Kind.BEGUN) - busy.account().count(Kind.ENDED) == SLOTS
                        && busy.account().count(Kind.ENDED) >= 3_000);
    }

    /** @param full when the busy worker had begun its last job */
    private void assertHandedBack(WorkerProcess busy, WorkerProcess idle, long full) {
        Set<String> held = new HashSet<>(busy.account().all(Kind.CLAIMED));
        busy.account().all(Kind.BEGUN).forEach(held::remove);
        assertThat(held).as("claimed by the busy worker and not begun").isNotEmpty();
        assertThat(idle.account().all(Kind.ENDED)).containsAll(held);
        assertThat(busy.account().running()).as("the long jobs still run").hasSize(SLOTS);
        long last = idle.account().entries(Kind.ENDED).stream()
                .filter(entry -> held.contains(entry.what()))
                .mapToLong(Account.Entry::millis)
                .max()
                .orElseThrow();
        System.err.printf(
                "%s: the busy worker handed back %d jobs; the idle one had run them %d ms after the slots were full%n",
                backend.kind(), held.size(), last - full);
    }

    private static Set<String> done(WorkerProcess busy, WorkerProcess idle) {
        Set<String> done = new HashSet<>(busy.account().all(Kind.ENDED));
        done.addAll(idle.account().all(Kind.ENDED));
        return done;
    }

    private static Stream<List<?>> chores(int count, long millis) {
        return Stream.<List<?>>generate(() -> List.of(Chores.TAKE, millis)).limit(count);
    }
}
