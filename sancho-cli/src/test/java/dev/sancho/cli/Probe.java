package dev.sancho.cli;

import dev.sancho.job.Outcome;
import dev.sancho.worker.WorkerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Jobs for worker processes of tests: they write what they did to the file named by {@code PROBE}. */
public final class Probe implements Consumer<WorkerBuilder> {
    @Override
    public void accept(WorkerBuilder worker) {
        worker.handle("Note", (args, context) -> {
            note("note " + args.get(0));
            return Outcome.done();
        });
        worker.handle("Hang", (args, context) -> {
            note("begin " + args.get(0));
            hang();
            return Outcome.done();
        });
    }

    private static void hang() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    private static synchronized void note(String line) throws IOException {
        Files.writeString(
                Path.of(System.getenv("PROBE")), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
