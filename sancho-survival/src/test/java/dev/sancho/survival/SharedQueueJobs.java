package dev.sancho.survival;

import dev.sancho.client.JobContext;
import dev.sancho.job.Outcome;
import dev.sancho.worker.WorkerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Java program that shares its queue with {@code shared_worker.rb}: it knows {@code JavaOnly} alone, and writes down what it saw. Thread-safe. */
public final class SharedQueueJobs implements Consumer<WorkerBuilder> {
    private final Path log = Path.of(System.getenv("HARD_WORKER_LOG"));

    @Override
    public void accept(WorkerBuilder worker) {
        worker.handle("JavaOnly", this::run);
    }

    private Outcome run(List<@Nullable Object> args, JobContext context) throws IOException {
        String line = "{\"event\":\"ended\",\"by\":\"java\",\"attempt\":" + context.attempt() + ",\"payload\":"
                + context.document().payload().text() + "}\n";
        Files.writeString(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return Outcome.done();
    }
}
