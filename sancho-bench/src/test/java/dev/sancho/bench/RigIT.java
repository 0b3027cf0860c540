package dev.sancho.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.Sancho;
import dev.sancho.cli.CliFailure;
import dev.sancho.cli.Main;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The account that a bench demands of its worker, and what does not get past it. */
class RigIT {
    private static final int CONCURRENCY = 2;

    private final Cleanup cleanup = new Cleanup();
    private Sancho sancho;
    private String url;

    @BeforeEach
    void open(@TempDir Path folder) {
        url = "jdbc:sqlite:" + folder.resolve("rig.db");
        sancho = cleanup.add(Sancho.open(url));
    }

    @AfterEach
    void close() {
        cleanup.close();
    }

    @Test
    void passesAWorkerThatKeepsItsConcurrency() {
        Rig rig = rig(CONCURRENCY);
        rig.round(BenchJobs::noop, 50);
        assertThat(rig.finish()).isEqualTo(CONCURRENCY);
    }

    @Test
    void findsAWorkerThatRunsMoreAtOnceThanItMay() {
        Rig rig = rig(CONCURRENCY + 1);
        rig.hold();
        sancho.jobs().enqueue(BenchJobs::hold, CONCURRENCY + 1);
        rig.worker().await(BenchWorker.GATED);
        rig.drain(1);
        assertThatThrownBy(rig::finish)
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("3 jobs ran at once, but the concurrency is 2");
    }

    @Test
    void findsAJobThatNobodyAskedFor() {
        Rig rig = rig(CONCURRENCY);
        sancho.jobs().enqueue(BenchJobs::noop, 1);
        rig.round(BenchJobs::noop, 1);
        assertThatThrownBy(rig::finish)
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("The account does not come out");
    }

    @Test
    void findsAJobThatIsLeft() {
        Rig rig = rig(CONCURRENCY);
        sancho.jobs().queue("elsewhere").enqueue(BenchJobs::noop, 1);
        rig.round(BenchJobs::noop, 1);
        assertThatThrownBy(rig::finish)
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("1 jobs are left in Queue[name=elsewhere]");
    }

    @Test
    void tellsWhatAWorkerLoggedThatDoesNotStart() {
        Child worker = cleanup.add(
                Child.java("the worker", Main.class.getName(), Bench.work(0, null), Map.of("SANCHO_STORE", url)));
        assertThatThrownBy(() -> new Rig(sancho, worker, 1).hold())
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("the worker ended with status")
                .hasMessageContaining("concurrency");
    }

    private Rig rig(int workerConcurrency) {
        Child worker = cleanup.add(Child.java(
                "the worker", Main.class.getName(), Bench.work(workerConcurrency, null), Map.of("SANCHO_STORE", url)));
        return new Rig(sancho, worker, CONCURRENCY);
    }
}
