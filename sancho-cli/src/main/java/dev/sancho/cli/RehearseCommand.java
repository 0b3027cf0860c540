package dev.sancho.cli;

import dev.sancho.Sancho;
import dev.sancho.job.Outcome;
import dev.sancho.worker.Worker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code sancho rehearse}: does a little of everything on a store of its own and leaves nothing behind. While it runs the JVM learns what the
 * command needs, for the start-up cache that {@code ./sancho} makes.
 */
@Command(
        name = "rehearse",
        hidden = true,
        description = "Does a little of everything, for the JVM to learn what the command needs.")
public final class RehearseCommand implements CliCommand {
    private static final int JOBS = 200;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("sancho-rehearsal-");
        try {
            String url = "jdbc:sqlite:" + folder.resolve("sancho.db");
            work(url);
            run("enqueue", "--store", url, "Rehearsal", "5", "--in", "1h");
            run("stats", "--store", url, "--json");
            run("stats", "--store", url);
            run("--help");
            run("work", "--store", url);
            return ExitStatus.OK;
        } finally {
            delete(folder);
        }
    }

    private static void work(String url) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(JOBS + 1);
        try (Sancho sancho =
                Sancho.builder().url(url).lease(Duration.ofSeconds(2)).open()) {
            Worker worker = sancho.worker(w -> w.logJobs(false).handle("Rehearsal", (args, context) -> {
                done.countDown();
                return Outcome.done();
            }));
            worker.start();
            sancho.jobs().enqueue("Rehearsal", "one");
            sancho.jobs()
                    .enqueueAll(
                            "Rehearsal",
                            IntStream.range(0, JOBS).mapToObj(List::of).toList());
            if (!done.await(30, TimeUnit.SECONDS)) {
                throw CliFailure.of(done.getCount() + " jobs of the rehearsal did not run");
            }
            worker.stop();
            StoreStats.read(url, sancho.store(), InstantSource.system().instant());
        }
    }

    private static void run(String... args) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(new StringWriter()));
        command.setErr(new PrintWriter(new StringWriter()));
        command.execute(args);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
