package dev.sancho.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor beside worker processes that live, and after one was killed. */
class DoctorIT {
    @TempDir
    private Path folder;

    private Command doctor(String... options) {
        var all = new java.util.ArrayList<>(java.util.List.of("doctor", "--store", store(), "--watch", "20ms"));
        all.addAll(java.util.List.of(options));
        return Command.run(all.toArray(String[]::new));
    }

    private String store() {
        return "jdbc:sqlite:" + folder.resolve("jobs.db");
    }

    @Test
    void aLiveWorkerIsInOrderAndTheJobsOfAKilledOneArePutBack() throws Exception {
        Command.run("enqueue", "--store", store(), "Hang", "1");
        try (WorkerUnderTest worker = WorkerUnderTest.start(folder, store(), "--lease", "1s")) {
            worker.awaitNote("begin 1");

            Command healthy = doctor();
            assertThat(healthy.status()).as(healthy.out()).isEqualTo(ExitStatus.OK);
            assertThat(healthy.out())
                    .contains("1 in flight", "No problem was found.")
                    .doesNotContain("Warnings");

            worker.signal("KILL");
            worker.awaitExit();
        }
        awaitTheEndOfItsLease();

        Command fixed = doctor("--fix", "dead-process-jobs");

        assertThat(fixed.out())
                .contains("Put 1 job of dead processes back to the front of their queues", "1 enqueued, 0 in flight")
                .contains("queue-unserved");
        assertThat(fixed.status()).isEqualTo(ExitStatus.FAILURE);
    }

    private void awaitTheEndOfItsLease() {
        await("the lease is over")
                .atMost(Duration.ofSeconds(30))
                .until(() -> doctor("--json").out().contains("\"dead-process-jobs\""));
    }
}
