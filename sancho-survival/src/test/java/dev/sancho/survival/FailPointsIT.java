package dev.sancho.survival;

import static dev.sancho.survival.FailPoint.AFTER_CLAIM;
import static dev.sancho.survival.FailPoint.AFTER_MOVE;
import static dev.sancho.survival.FailPoint.AFTER_RUN;
import static dev.sancho.survival.FailPoint.IN_PROMOTE;
import static dev.sancho.survival.FailPoint.IN_RESCUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.Jobs;
import dev.sancho.job.Enqueued;
import dev.sancho.store.JobStore;
import dev.sancho.store.StoreSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Worker processes end between two steps, or in the midst of one, as if the power had gone. */
@ParameterizedClass
@EnumSource(Backend.Kind.class)
class FailPointsIT {
    private final Backend backend;
    private final JobStore store;
    private final Ledger ledger;
    private final Jobs jobs;
    private final Set<String> jids = new HashSet<>();
    private final Random random = new Random(7);

    FailPointsIT(Backend.Kind kind) {
        backend = new Backend(kind);
        store = Backend.open(backend.url(), StoreSettings.DEFAULTS);
        ledger = new Ledger(store);
        jobs = Jobs.of(store, ClientConfig.defaults());
    }

    @AfterEach
    void end() {
        store.close();
        backend.close();
    }

    @Test
    void noStepLosesOrCountsTwiceWhenTheProcessEndsInIt() {
        List<String> reached = new ArrayList<>();
        enqueue(4_000, jobs);

        // A rescue needs a process that died before with jobs in hand.
        reached.add(halted(AFTER_CLAIM, 5, 0));
        reached.add(halted(IN_RESCUE, 1, 300));
        reached.add(halted(AFTER_RUN, 5, 0));
        reached.add(halted(IN_RESCUE, 1, 1500));
        reached.add(halted(AFTER_MOVE, 1, 0));
        reached.add(halted(AFTER_MOVE, 7, 0));
        reached.add(haltedInPromote(1, 300));
        reached.add(haltedInPromote(2, 1000));
        reached.add(haltedInPromote(1, 3000));

        System.err.println(backend.kind() + " ended at " + reached);
        try (WorkerProcess last = start(WorkerSetup.on(backend))) {
            last.awaitUp();
            ledger.awaitNothingLeft(jids.size(), Duration.ofMinutes(2));
            last.stop();
        }
        ledger.assertAllRanAndCountedOnce(jids);
    }

    private void enqueue(int count, Jobs how) {
        Stream<List<?>> chores = Stream.generate(() -> List.of(Chores.TAKE, 5 + random.nextInt(46)));
        how.enqueueAll("Chore", chores.limit(count)).stream().map(Enqueued::id).forEach(jids::add);
    }

    private String haltedInPromote(int nth, long micros) {
        enqueue(1_000, jobs.in(Duration.ofMillis(500)));
        return halted(IN_PROMOTE, nth, micros);
    }

    private String halted(FailPoint point, int nth, long micros) {
        try (WorkerProcess worker = start(WorkerSetup.on(backend).failing(point, nth, micros))) {
            worker.awaitHalt();
            ledger.died(worker);
            List<String> where = worker.account().all(Evidence.Kind.HALTED);
            assertThat(where).as("fail points reached by " + worker.name()).hasSize(1);
            return where.getFirst();
        }
    }

    private WorkerProcess start(WorkerSetup setup) {
        return ledger.watch(
                WorkerProcess.start(backend, setup.with("lease", 1000).with("poisonAfter", 1000)));
    }
}
