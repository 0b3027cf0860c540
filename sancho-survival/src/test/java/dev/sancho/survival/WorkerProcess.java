package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.survival.Evidence.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A {@link WorkerMain} in a process of its own. */
final class WorkerProcess implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final Process process;
    private final Account account;
    private final Path log;

    private WorkerProcess(String name, Process process, Account account, Path log) {
        this.name = name;
        this.process = process;
        this.account = account;
        this.log = log;
    }

    static WorkerProcess start(Backend backend, WorkerSetup setup) {
        String name = "worker-" + COUNT.incrementAndGet();
        Path evidence = backend.directory().resolve(name + ".evidence");
        try {
            Path log = Files.createDirectories(Path.of("target", "survival"))
                    .resolve(ProcessHandle.current().pid() + "-" + name + ".log");
            Process process = new ProcessBuilder(command(setup.with("evidence", evidence)))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new WorkerProcess(name, process, new Account(evidence), log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> command(WorkerSetup setup) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1", // many short lives
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dorg.slf4j.simpleLogger.log.dev.sancho.redis.Outage=info",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=" + System.getProperty("survival.log", "warn"),
                "-cp",
                System.getProperty("java.class.path"),
                WorkerMain.class.getName()));
        command.addAll(setup.args());
        return command;
    }

    Account account() {
        return account;
    }

    String name() {
        return name;
    }

    /** The lines of its log with this in them. */
    List<String> logged(String words) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(words)).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** The owner id under which it works, once it does. */
    String identity() {
        if (account.count(Kind.UP) == 0) {
            awaitUp();
        }
        return account.all(Kind.UP).getLast();
    }

    void awaitUp() {
        await(name + " is up").atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(process.isAlive()).as(name + " lives").isTrue();
            return account.count(Kind.UP) > 0;
        });
    }

    /** Waits until it has ended some jobs since it began, and kills it while others run. */
    void killAtWork(int ended) {
        await(name + " is at work")
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    assertThat(process.isAlive()).as(name + " lives").isTrue();
                    return account.count(Kind.ENDED) >= ended && runsSomethingWhileStopped();
                });
        kill();
    }

    /** Stops it, and lets it go on if it is between two jobs: so the kill that follows is sure to hit one. */
    private boolean runsSomethingWhileStopped() {
        if (account.running().isEmpty()) {
            return false;
        }
        signal("STOP");
        if (account.running().isEmpty()) {
            signal("CONT");
            return false;
        }
        return true;
    }

    /** SIGKILL; returns when it is dead. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Waits until it ends by itself, at a fail point or by a job. */
    void awaitHalt() {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as(name + " ends by itself")
                    .isTrue();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
        assertThat(process.exitValue()).as("exit status of " + name).isEqualTo(WorkerMain.HALTED);
    }

    /** {@code STOP}, {@code CONT}. */
    void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
            assertThat(kill.waitFor()).isZero();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    /** SIGTERM: it leaves the store. */
    void stop() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
    }
}
