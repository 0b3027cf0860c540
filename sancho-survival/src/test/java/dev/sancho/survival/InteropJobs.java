package dev.sancho.survival;

import dev.sancho.client.JobContext;
import dev.sancho.job.Json;
import dev.sancho.job.Outcome;
import dev.sancho.job.WireTime;
import dev.sancho.worker.WorkerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Java's twin of {@code interop_worker.rb}, for {@code sancho work --jobs}: the same jobs, which write down the same. Thread-safe. */
public final class InteropJobs implements Consumer<WorkerBuilder> {
    /** The name that the jobs travel under. */
    static final String NAME = "Interop";

    static final String MESSAGE = "Java says no: ☃";

    private final Path log = Path.of(System.getenv("HARD_WORKER_LOG"));

    @Override
    public void accept(WorkerBuilder worker) {
        worker.handle(NAME, this::run);
    }

    private Outcome run(List<@Nullable Object> args, JobContext context) throws IOException, InterruptedException {
        write("begun", context);
        switch (String.valueOf(args.get(0))) {
            case "flaky" -> refuse(!context.document().has("failed_at"));
            case "doomed" -> refuse(true);
            case "stand" -> stand(Path.of(String.valueOf(args.get(1))));
            default -> {}
        }
        write("ended", context);
        return Outcome.done();
    }

    private static void refuse(boolean refused) {
        if (refused) {
            throw new IllegalStateException(MESSAGE);
        }
    }

    private static void stand(Path gate) throws InterruptedException {
        while (!Files.exists(gate)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private void write(String event, JobContext context) throws IOException {
        String line = "{\"event\":" + Json.quote(event) + ",\"by\":\"java\",\"at\":" + WireTime.format(Instant.now())
                + ",\"payload\":" + context.document().payload().text() + "}\n";
        Files.writeString(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
