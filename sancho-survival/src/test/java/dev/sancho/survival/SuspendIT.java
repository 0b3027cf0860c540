package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.Jobs;
import dev.sancho.job.JobDocument;
import dev.sancho.store.JobBrowser;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.Place;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.StoredJob;
import dev.sancho.survival.Evidence.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker process is suspended for longer than its lease, and wakes up when others have gone on without it. */
@ParameterizedClass
@EnumSource(Backend.Kind.class)
class SuspendIT {
    private static final int FINISHED_ELSEWHERE = 4;

    private final Backend backend;
    private final JobStore store;
    private final JobBrowser browser;
    private final Ledger ledger;
    private final Jobs jobs;
    private String stumbling = "";
    private String successor = "";

    SuspendIT(Backend.Kind kind) {
        backend = new Backend(kind);
        store = Backend.open(backend.url(), StoreSettings.DEFAULTS);
        browser = store.browser();
        ledger = new Ledger(store);
        jobs = Jobs.of(store, ClientConfig.defaults().withFeatures(new OneAtATime()));
    }

    @AfterEach
    void end() {
        store.close();
        backend.close();
    }

    @Test
    void aProcessThatSleptThroughItsLeaseHarmsNothingAndWorksOn() throws IOException {
        Path gate = backend.directory().resolve("gate");
        WorkerSetup setup =
                WorkerSetup.on(backend).with("queues", "default,own").with("gate", gate);
        try (WorkerProcess sleeper = ledger.watch(WorkerProcess.start(backend, setup))) {
            pushWhatStandsAndWhatStumbles();
            await("all run in the process to be suspended")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> sleeper.account().count(Kind.BEGUN) == FINISHED_ELSEWHERE + 1);
            sleeper.signal("STOP");
            runElsewhere();
            takeAFreedLockAgain();
            assertRight(FINISHED_ELSEWHERE + 1);

            sleeper.signal("CONT");
            Files.createFile(gate);
            awaitThatItKnowsAndWorksOn(sleeper);
            sleeper.stop();
        }
        assertThat(ledger.left()).as("the retrying and the scheduled job").isEqualTo(2);
        assertRight(FINISHED_ELSEWHERE + 2);
    }

    private void pushWhatStandsAndWhatStumbles() {
        for (int i = 0; i < FINISHED_ELSEWHERE; i++) {
            jobs.tags("lock:" + i).enqueue("Chore", Chores.STAND, 0);
        }
        stumbling =
                jobs.tags("lock:stumbling").enqueue("Chore", Chores.STUMBLE, 0).id();
    }

    /** The sleeper's late word must not undo it. */
    private void takeAFreedLockAgain() {
        successor = jobs.in(Duration.ofHours(1))
                .tags("lock:0")
                .enqueue("Chore", Chores.STAND, 0)
                .id();
    }

    private void awaitThatItKnowsAndWorksOn(WorkerProcess sleeper) {
        await("its own runs end, and it knows that its lease is lost")
                .atMost(Duration.ofSeconds(60))
                .until(() -> sleeper.account().count(Kind.ENDED) == FINISHED_ELSEWHERE + 1
                        && sleeper.account().count(Kind.LOST) == 1);
        String next = jobs.queue("own").enqueue("Chore", Chores.TAKE, 5).id();
        await("it works on without a restart, and that counts")
                .atMost(Duration.ofSeconds(60))
                .until(() -> sleeper.account().all(Kind.ENDED).contains(next)
                        && browser.counter("processed") == FINISHED_ELSEWHERE + 2);
    }

    /** Another process takes over what the sleeper runs, finishes most of it and fails one. */
    private void runElsewhere() {
        try (WorkerProcess other = ledger.watch(WorkerProcess.start(backend, WorkerSetup.on(backend)))) {
            await("another process has finished or failed them all")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> other.account().count(Kind.ENDED) == FINISHED_ELSEWHERE
                            && browser.counter("failed") == 1
                            && ledger.left() == 1);
            other.stop();
        }
    }

    private List<StoredJob> retrying() {
        return browser.page(new Place.Sorted(JobSet.RETRY), 0, 10);
    }

    private void assertRight(int processed) {
        assertThat(browser.counter("processed")).as("processed").isEqualTo(processed);
        assertThat(browser.counter("failed")).as("failed").isEqualTo(1);
        assertThat(retrying()).hasSize(1);
        JobDocument failed = JobDocument.parse(retrying().getFirst().payload());
        assertThat(failed.jid()).isEqualTo(stumbling);
        assertThat(failed.integer("retry_count")).hasValue(0);
        assertThat(store.cells().holder("lock:stumbling")).contains(stumbling);
        assertThat(store.cells().holder("lock:0")).contains(successor);
        for (int i = 1; i < FINISHED_ELSEWHERE; i++) {
            assertThat(store.cells().holder("lock:" + i)).isEmpty();
        }
    }
}
