package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.store.JobStore;
import dev.sancho.store.StoreException.JobsExist;
import dev.sancho.store.StoreSettings;
import dev.sancho.survival.Evidence.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redis with an append-only file is restarted while clients put in jobs and workers drain, twenty times: killed, and stopped in order. */
class RestartsIT {
    private static final int RESTARTS = 20;
    private static final int BETWEEN = 60;
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final StoreSettings SETTINGS = StoreSettings.DEFAULTS.withLease(LEASE);

    private final Backend backend = new Backend("--appendonly", "yes", "--appendfsync", "always");
    private final JobStore store = Backend.open(backend.url(), SETTINGS);
    private final Ledger ledger = new Ledger(store);
    private final List<WorkerProcess> workers = new ArrayList<>();

    @AfterEach
    void endAll() {
        workers.forEach(WorkerProcess::close);
        store.close();
        backend.close();
    }

    @Test
    void twentyRestartsLoseNoAcknowledgedJobAndWorkersGoOnByThemselves() {
        long begun = System.nanoTime();
        for (int i = 0; i < 2; i++) {
            WorkerSetup setup = WorkerSetup.on(backend).with("lease", LEASE.toMillis());
            workers.add(ledger.watch(WorkerProcess.start(backend, setup)));
        }
        workers.forEach(WorkerProcess::awaitUp);
        try (Pushers pushers = new Pushers(store, 4)) {
            for (int restart = 0; restart < RESTARTS; restart++) {
                awaitProgress(pushers);
                if (restart % 2 == 0) {
                    backend.redis().kill();
                } else {
                    backend.redis().terminate();
                }
                backend.redis().restart();
            }
            awaitProgress(pushers);
            pushers.stop();
            ledger.awaitNothingLeft(pushers.acknowledged().size(), Duration.ofMinutes(1));
            assertNothingLost(pushers, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun));
        }
    }

    /** Jobs go in and every worker ends some: after a restart each must have come back by itself. */
    private void awaitProgress(Pushers pushers) {
        int in = pushers.acknowledged().size() + BETWEEN;
        List<Integer> done = workers.stream()
                .map(worker -> worker.account().count(Kind.ENDED) + 5)
                .toList();
        await("jobs go in and every worker runs some")
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    for (int i = 0; i < workers.size(); i++) {
                        if (workers.get(i).account().count(Kind.ENDED) < done.get(i)) {
                            return false;
                        }
                    }
                    return pushers.acknowledged().size() >= in;
                });
    }

    private void assertNothingLost(Pushers pushers, long seconds) {
        Set<String> ran = new HashSet<>(ledger.counts(Kind.ENDED).keySet());
        int runs = ledger.count(Kind.BEGUN);
        Set<String> maybe = pushers.said(JobsExist.MAYBE);
        System.err.printf(
                "%d restarts in %d s: %d jobs acknowledged, %d lost; %d calls said NO, %d MAYBE of which %d exist; %d jobs in %d runs%n",
                RESTARTS,
                seconds,
                pushers.acknowledged().size(),
                Pushers.without(pushers.acknowledged(), ran).size(),
                pushers.said(JobsExist.NO).size(),
                maybe.size(),
                maybe.size() - Pushers.without(maybe, ran).size(),
                ran.size(),
                runs);
        assertThat(pushers.unexplained()).as("calls that ended in neither").isEmpty();
        assertThat(Pushers.without(pushers.acknowledged(), ran))
                .as("acknowledged and lost")
                .isEmpty();
        assertThat(pushers.said(JobsExist.NO)).as("said not to exist").doesNotContainAnyElementsOf(ran);
        assertThat(ledger.processed()).as("processed").isEqualTo(ran.size());
        workers.forEach(worker -> assertThat(worker.logged("cannot be used").size())
                .as("lines of %s about outages", worker.name())
                .isLessThanOrEqualTo(RESTARTS));
    }
}
