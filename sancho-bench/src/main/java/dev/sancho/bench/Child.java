package dev.sancho.bench;

import dev.sancho.cli.CliFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A process that the bench has started and talks with by lines; see {@link Talk}. It dies with the bench. */
final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);
    private static final int LOG_LINES = 30;

    private final String name;
    private final Process process;
    private final @Nullable Path errors;
    private final Writer orders;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final Deque<String> log = new ArrayDeque<>();

    private Child(String name, Process process, @Nullable Path errors) {
        this.name = name;
        this.errors = errors;
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        read(process.getInputStream(), said::add);
        read(process.getErrorStream(), this::logged);
    }

    static Child start(String name, List<String> command, Map<String, String> environment) {
        return start(name, command, environment, null);
    }

    /** @param errors the file that its stderr goes to; null: only its end is kept, to be shown if it fails */
    static Child start(String name, List<String> command, Map<String, String> environment, @Nullable Path errors) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        if (errors != null) {
            builder.redirectError(errors.toFile());
        }
        try {
            return new Child(name, builder.start(), errors);
        } catch (IOException refused) {
            throw CliFailure.of("Cannot start " + name + ": " + refused.getMessage());
        }
    }

    /** Runs a main class with this process's own class path and options. */
    static Child java(String name, String main, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        return start(name, command, environment);
    }

    /** The options of this JVM, but for those of debuggers and other agents, which would not be shared. */
    static List<String> jvmOptions() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-X") || option.startsWith("--enable-native-access"))
                .filter(option -> !option.startsWith("-Xdebug") && !option.startsWith("-Xrunjdwp"))
                .toList();
    }

    void order(String order) {
        try {
            orders.write(order + "\n");
            orders.flush();
        } catch (IOException gone) {
            throw failure("does not listen");
        }
    }

    /** Waits for a line that begins with this word; returns the rest of it. */
    String await(String word) {
        String line = await(word, candidate -> candidate.equals(word) || candidate.startsWith(word + " "), PATIENCE);
        return line.substring(word.length()).strip();
    }

    /** Waits for a line; returns it. */
    String await(String what, Predicate<String> wanted, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                String line = said.poll(100, TimeUnit.MILLISECONDS);
                if (line == null && !process.isAlive() && said.isEmpty()) {
                    throw failure("ended with status " + process.exitValue());
                }
                if (line != null && wanted.test(line)) {
                    return line;
                }
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw failure("was not waited for any longer");
        }
        throw failure("did not say \"" + what + "\" within " + patience.toSeconds() + " s");
    }

    void checkAlive() {
        if (!process.isAlive()) {
            throw failure("ended with status " + process.exitValue());
        }
    }

    long pid() {
        return process.pid();
    }

    /** How long processors have worked for it up to now; NaN where the system does not say. */
    double cpuSeconds() {
        return process.info()
                .totalCpuDuration()
                .map(time -> time.toNanos() / 1e9)
                .orElse(Double.NaN);
    }

    /** Asks it to end, by TERM, and waits. */
    void stop() {
        process.toHandle().destroy(); // Process.destroy() would close its stdin too, and end it at once
        try {
            if (!process.waitFor(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure("did not stop within " + STOP_PATIENCE.toSeconds() + " s");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** It is of no use any more. */
    private CliFailure failure(String what) {
        process.destroyForcibly();
        if (errors != null) {
            try (Stream<String> lines = Files.lines(errors)) {
                lines.forEach(this::logged);
            } catch (IOException | UncheckedIOException unreadable) {
                logged(unreadable.toString());
            }
        }
        synchronized (log) {
            return CliFailure.of(name + " " + what + ". The last it logged:\n  " + String.join("\n  ", log));
        }
    }

    private void logged(String line) {
        synchronized (log) {
            log.add(line);
            if (log.size() > LOG_LINES) {
                log.remove();
            }
        }
    }

    private void read(InputStream stream, Consumer<String> lines) {
        Thread.ofPlatform().name("sancho-bench-reads-" + name).daemon().start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines);
            } catch (IOException | UncheckedIOException gone) {
                // the process has ended
            }
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
