package dev.sancho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker process from outside: what it runs, what signals do to it, and how it ends. */
class WorkIT {
    private static final String STARTED = "started: ";

    @TempDir
    private Path folder;

    private String store = "";

    @BeforeEach
    void nameTheStore() {
        store = "jdbc:sqlite:" + folder.resolve("jobs.db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void runsJobsAndStopsCleanly(String signal) throws Exception {
        enqueue("Note", "1");
        try (WorkerUnderTest worker = WorkerUnderTest.start(folder, store)) {
            worker.awaitNote("note 1").signal(signal);

            assertThat(worker.awaitExit()).isEqualTo(ExitStatus.OK);
            assertThat(worker.log()).contains("sancho ", store, "Hang, Note", "Stopping on " + signal, "stopped");
        }
        assertThat(stats()).contains("\"processed\":1", "\"enqueued\":0", "\"in_flight\":0", "\"processes\":[]");
    }

    @Test
    void worksByASidekiqYml() throws Exception {
        Path config = folder.resolve("sidekiq.yml");
        Files.writeString(config, """
                :verbose: true
                :concurrency: 3
                staging:
                  :queues:
                    - [mail, 2]
                    - default
                """);
        enqueue("Note", "1");
        try (WorkerUnderTest worker =
                WorkerUnderTest.start(folder, store, "-C", config.toString(), "--environment", "staging")) {
            worker.awaitNote("note 1").signal("TERM");

            assertThat(worker.awaitExit()).isEqualTo(ExitStatus.OK);
            assertThat(worker.log()).contains("ignored: verbose", "WEIGHTED [mail, default] × 3");
        }
    }

    @Test
    void handsBackWhatDoesNotEndInTime() throws Exception {
        enqueue("Hang", "1");
        try (WorkerUnderTest worker = WorkerUnderTest.start(folder, store, "--timeout", "500ms")) {
            worker.awaitNote("begin 1").signal("TERM");

            assertThat(worker.awaitExit()).isEqualTo(ExitStatus.OK);
        }
        assertThat(stats()).contains("\"processed\":0", "\"failed\":0", "\"enqueued\":1", "\"in_flight\":0");
    }

    @Test
    void aSecondInterruptLeavesAtOnceAndLosesNothing() throws Exception {
        enqueue("Hang", "1");
        try (WorkerUnderTest worker = WorkerUnderTest.start(folder, store, "--lease", "1s")) {
            worker.awaitNote("begin 1")
                    .signal("INT")
                    .awaitLog("Ctrl-C once more leaves at once")
                    .signal("INT");

            assertThat(worker.awaitExit()).isEqualTo(ExitStatus.INTERRUPTED);
        }
        assertThat(stats()).contains("\"in_flight\":1");
        Files.delete(folder.resolve("notes"));
        try (WorkerUnderTest next = WorkerUnderTest.start(folder, store, "--lease", "1s")) {
            next.awaitNote("begin 1");
        }
    }

    @Test
    void stopQuietsItAndItRunsNothingMore() throws Exception {
        try (WorkerUnderTest worker = WorkerUnderTest.start(folder, store)) {
            worker.awaitLog(STARTED).signal("TSTP").awaitLog("takes no more jobs");
            enqueue("Note", "1");
            worker.signal("TERM");

            assertThat(worker.awaitExit()).isEqualTo(ExitStatus.OK);
            assertThat(worker.notes()).isEmpty();
        }
        assertThat(stats()).contains("\"enqueued\":1");
    }

    @Test
    void showsWhatItRuns() throws Exception {
        enqueue("Hang", "1");
        try (WorkerUnderTest worker = WorkerUnderTest.start(folder, store)) {
            worker.awaitNote("begin 1").signal("TTIN").awaitLog("Probe.hang").awaitLog("sancho-heartbeat");

            assertThat(worker.alive()).isTrue();
        }
    }

    @Test
    void readsItsConfigurationFromAFile() throws Exception {
        Path config = Files.writeString(folder.resolve("sancho.yml"), "queues: [low]\nconcurrency: 3\ntag: blue\n");
        Command.run("enqueue", "--store", store, "Note", "2", "--queue", "low");
        try (WorkerUnderTest worker = WorkerUnderTest.start(folder, store, "--config", config.toString())) {
            worker.awaitNote("note 2");

            assertThat(worker.log()).contains("low, 3 jobs at once");
            assertThat(stats()).contains("\"tag\":\"blue\"", "\"concurrency\":3");
        }
    }

    @Test
    void refusesAStoreThatIsNotThereWithoutItsPassword() throws Exception {
        try (WorkerUnderTest worker = WorkerUnderTest.start(folder, "redis://:s3cret@127.0.0.1:1/0")) {
            assertThat(worker.awaitExit()).isEqualTo(ExitStatus.FAILURE);
            assertThat(worker.log()).contains("127.0.0.1").doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--jobs=no.such.Job", "--concurrency=0", "--queue=,", "--no-such-option", "--log-level=loud"})
    void refusesWhatMakesNoSense(String option) throws Exception {
        try (WorkerUnderTest worker = WorkerUnderTest.start(folder, store, option)) {
            assertThat(worker.awaitExit()).isEqualTo(ExitStatus.USAGE);
            assertThat(worker.log()).startsWith("sancho: ");
        }
    }

    private void enqueue(String name, String arg) {
        assertThat(Command.run("enqueue", "--store", store, name, arg).status()).isZero();
    }

    private String stats() {
        return Command.run("stats", "--store", store, "--json").out();
    }
}
