package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.Jobs;
import dev.sancho.job.Enqueued;
import dev.sancho.job.JobDocument;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.Place;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.StoredJob;
import dev.sancho.survival.Evidence.Kind;
import dev.sancho.worker.PoisonJobException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One job among many ends the process that runs it, whichever that is. */
@ParameterizedClass
@EnumSource(Backend.Kind.class)
class PoisonIT {
    private static final int INNOCENT = 2_000;

    private final Backend backend;
    private final JobStore store;
    private final Ledger ledger;

    PoisonIT(Backend.Kind kind) {
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
    void thePoisonJobDiesAndAllOthersRun() {
        Random random = new Random(3);
        Jobs jobs = Jobs.of(store, ClientConfig.defaults());
        Set<String> innocent = new HashSet<>(pushInnocent(jobs, random));
        String poison = jobs.enqueue("Chore", Chores.HALT, 0).id();
        innocent.addAll(pushInnocent(jobs, random));

        int deaths = restartUntilNothingIsLeft();

        assertDied(poison);
        assertThat(deaths).as("processes that it ended").isEqualTo(3);
        assertThat(ledger.counts(Kind.DIED))
                .as("what death handlers were told")
                .isEqualTo(Map.of(poison + " PoisonJobException", 1));
        assertThat(ledger.counts(Kind.BEGUN).get(poison))
                .as("runs of the poison job")
                .isEqualTo(3);
        ledger.assertAllRanAndCountedOnce(innocent);
    }

    /** Half of them. */
    private static List<String> pushInnocent(Jobs jobs, Random random) {
        Stream<List<?>> chores = Stream.generate(() -> List.of(Chores.TAKE, 5 + random.nextInt(46)));
        return jobs.enqueueAll("Chore", chores.limit(INNOCENT / 2)).stream()
                .map(Enqueued::id)
                .toList();
    }

    private void assertDied(String poison) {
        List<StoredJob> dead = store.browser().page(new Place.Sorted(JobSet.DEAD), 0, 10);
        assertThat(dead).hasSize(1);
        JobDocument job = JobDocument.parse(dead.getFirst().payload());
        assertThat(job.jid()).isEqualTo(poison);
        assertThat(job.text("error_class")).contains(PoisonJobException.class.getName());
    }

    /** Starts a worker, and another each time it dies; returns how often that was. */
    private int restartUntilNothingIsLeft() {
        int deaths = 0;
        WorkerProcess worker = start();
        try {
            while (true) {
                WorkerProcess now = worker;
                Awaitility.await("the worker dies or nothing is left")
                        .pollInterval(Duration.ofMillis(50))
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> !now.alive() || ledger.nothingLeft(INNOCENT + 1));
                if (now.alive()) {
                    now.stop();
                    return deaths;
                }
                deaths++;
                ledger.died(now);
                worker = start();
            }
        } finally {
            worker.close();
        }
    }

    private WorkerProcess start() {
        return ledger.watch(WorkerProcess.start(backend, WorkerSetup.on(backend)));
    }
}
