package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sancho.cli.Main;
import dev.sancho.job.JobDocument;
import dev.sancho.job.Json;
import dev.sancho.job.Payload;
import dev.sancho.tck.PrivateRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.JsonNode;

/** A Redis, a real Ruby Sidekiq and the {@code sancho} command beside it, all working jobs named {@code HardWorker}. */
final class RubyShop implements AutoCloseable {
    private static final List<String> SCRIPTS = List.of(
            "hard_worker.rb",
            "push.rb",
            "look.rb",
            "change.rb",
            "interop_worker.rb",
            "shared_worker.rb",
            "office.rb",
            "rails_jobs.rb",
            "push_rails.rb");

    private final PrivateRedis redis = PrivateRedis.start();
    private final Path directory;
    private final List<Process> processes = new ArrayList<>();

    RubyShop() {
        try {
            directory = Files.createTempDirectory("sancho-ruby");
            for (String script : SCRIPTS) {
                try (var text = Objects.requireNonNull(RubyShop.class.getResourceAsStream("/ruby/" + script), script)) {
                    Files.copy(text, directory.resolve(script));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Skips the test, visibly, where there is no Sidekiq; in continuous integration fails instead. */
    static void require() {
        require(
                "there is no Ruby Sidekiq on the path; install it (Debian: ruby-sidekiq) to test beside it",
                "sidekiq",
                "-V");
    }

    /** … where there is no Sidekiq with ActiveJob. */
    static void requireActiveJob() {
        require();
        require(
                "there is no ActiveJob for Ruby; install it (Debian: ruby-activejob) to test beside it",
                "ruby",
                "-e",
                "require \"active_job\"");
    }

    private static void require(String told, String... command) {
        boolean found;
        try {
            found = new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            found = false;
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
        if (!found && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(told);
        }
        assumeTrue(found, told);
    }

    String url() {
        return redis.url();
    }

    Jedis raw() {
        return new Jedis("127.0.0.1", redis.port());
    }

    /** Runs a script to its end; returns the JSON that it prints, null if it prints nothing. */
    JsonNode ruby(String script, String... args) {
        List<String> command = new ArrayList<>(List.of("ruby", script));
        command.addAll(Arrays.asList(args));
        try {
            Process process =
                    builder(command).redirectError(log("ruby").toFile()).start();
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor())
                    .as("exit status of " + command + ", which printed " + told)
                    .isZero();
            return Json.mapper().readTree(told);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    /** What Ruby's API reads. */
    JsonNode look() {
        return ruby("look.rb");
    }

    Process startSidekiq() {
        return startSidekiq("./hard_worker.rb", "-t", "3", "-q", "default");
    }

    /** Sidekiq with this worker file and these options. */
    Process startSidekiq(String file, String... options) {
        List<String> command = new ArrayList<>(List.of("sidekiq", "-r", file, "-c", "5"));
        command.addAll(Arrays.asList(options));
        return start("sidekiq", command);
    }

    /** A Ruby program of ours that goes on until its input ends. */
    Process startRuby(String script) {
        try {
            Process process = builder(List.of("ruby", "-W0", script))
                    .redirectError(log("ruby").toFile())
                    .start();
            processes.add(process);
            return process;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A Sidekiq that runs the jobs of Rails on these queues. */
    Process startRails(Map<String, String> variables, String... queues) {
        List<String> command = new ArrayList<>(List.of("sidekiq", "-r", "./rails_jobs.rb", "-c", "5", "-t", "3"));
        for (String queue : queues) {
            command.addAll(List.of("-q", queue));
        }
        ProcessBuilder builder = builder(command);
        builder.environment().putAll(variables);
        return start("rails", builder);
    }

    /** {@code sancho work --examples}. */
    Process startSancho(String... options) {
        return startWork("--examples", options);
    }

    /** {@code sancho work} with the jobs that this option names. */
    Process startWork(String jobs, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("work", jobs, "--store", url(), "--quiet-jobs", "--lease", "3s"));
        arguments.addAll(Arrays.asList(options));
        return startJava(Main.class, arguments);
    }

    /** A Java program. */
    Process startJava(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return start("sancho", command);
    }

    /** Writes a further Ruby file, to be run or loaded by its name. */
    void script(String name, String text) {
        try {
            Files.writeString(directory.resolve(name), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Process start(String name, List<String> command) {
        return start(name, builder(command));
    }

    private Process start(String name, ProcessBuilder builder) {
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
                    .start();
            processes.add(process);
            return process;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("REDIS_URL", url());
        builder.environment().put("HARD_WORKER_LOG", done().toString());
        builder.environment().put("LANG", "C.UTF-8");
        return builder;
    }

    private static Path log(String name) throws IOException {
        return Files.createDirectories(Path.of("target", "survival").toAbsolutePath())
                .resolve(ProcessHandle.current().pid() + "-" + name + ".log");
    }

    private Path done() {
        return directory.resolve("done");
    }

    /** What workers wrote down of what they did, a line of JSON each. */
    List<String> doneLines() {
        try {
            String all = Files.exists(done()) ? Files.readString(done()) : "";
            return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList(); // the last line may not be whole yet
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A file for which jobs wait, not yet there. */
    Path gate(String name) {
        return directory.resolve("gate-" + name);
    }

    /** A job that was done: its id, the JSON text of its arguments as the worker saw them, and whether Ruby did it. */
    record Done(String jid, String args, boolean byRuby) {}

    /** What both kinds of worker have done so far. */
    List<Done> allDone() {
        List<Done> all = new ArrayList<>();
        for (String line : doneLines()) {
            JobDocument document = JobDocument.parse(Payload.of(line));
            all.add(new Done(document.jid(), document.raw("args").orElseThrow(), document.has("by")));
        }
        return all;
    }

    /** SIGTERM, and waits until it has left. */
    static void stop(Process process) {
        process.destroy();
        try {
            assertThat(process.waitFor(40, TimeUnit.SECONDS))
                    .as("the worker leaves")
                    .isTrue();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        redis.close();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
