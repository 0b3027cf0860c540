package dev.sancho.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code sancho work} in a process of its own, on one SQLite file, with the jobs of {@link Probe}. */
final class WorkerUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path log;
    private final Path notes;

    private WorkerUnderTest(Process process, Path log, Path notes) {
        this.process = process;
        this.log = log;
        this.notes = notes;
    }

    static WorkerUnderTest start(Path folder, String store, String... options) throws IOException {
        List<String> command = new ArrayList<>(hearingInterrupts());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "work",
                "--jobs",
                Probe.class.getName()));
        command.addAll(List.of(options));
        Path log = Files.createTempFile(folder, "worker", ".log");
        Path notes = folder.resolve("notes");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SANCHO_STORE", store);
        builder.environment().put("PROBE", notes.toString());
        return new WorkerUnderTest(builder.start(), log, notes);
    }

    // A shell starts what it puts into the background with INT ignored, and so the tests' children would be.
    private static List<String> hearingInterrupts() {
        return System.getProperty("os.name").equals("Linux") ? List.of("env", "--default-signal=INT") : List.of();
    }

    WorkerUnderTest awaitLog(String text) {
        await("the worker says: " + text).atMost(PATIENCE).until(() -> log().contains(text));
        return this;
    }

    WorkerUnderTest awaitNote(String line) {
        await("a job writes: " + line)
                .atMost(PATIENCE)
                .until(() -> Files.exists(notes) && Files.readAllLines(notes).contains(line));
        return this;
    }

    /** Sends a signal, named without {@code SIG}. */
    WorkerUnderTest signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(status).as("exit status of kill").isZero();
        return this;
    }

    int awaitExit() throws InterruptedException, IOException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("the worker ends; its log: %s", log())
                .isTrue();
        return process.exitValue();
    }

    boolean alive() {
        return process.isAlive();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    String notes() throws IOException {
        return Files.exists(notes) ? Files.readString(notes) : "";
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
