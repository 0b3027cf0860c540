package dev.sancho.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.Sancho;
import dev.sancho.client.JobContext;
import dev.sancho.job.Outcome;
import dev.sancho.worker.NamedHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class HardWorkerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.5Z");

    @TempDir
    private Path folder;

    private Path log = Path.of("");

    @BeforeEach
    void nameTheLog() {
        log = folder.resolve("hard-worker.jsonl");
    }

    @Test
    void writesALineWithItsArgumentsAsTheyCame() throws Exception {
        String jid = run("bob", 5, List.of(1.5, "é\n"));

        assertThat(Files.readAllLines(log))
                .containsExactly("{\"jid\":\"" + jid
                        + "\",\"queue\":\"default\",\"args\":[\"bob\",5,[1.5,\"é\\n\"]],\"at\":1795435200.5}");
    }

    @Test
    void sleepsFirst() throws Exception {
        run("sleep", 0.01, "x");

        assertThat(lines())
                .singleElement()
                .satisfies(
                        line -> assertThat(line.path("args").path(2).asString()).isEqualTo("x"));
    }

    @Test
    void failsAndWritesNothing() throws Exception {
        BlockingQueue<String> errors = new LinkedBlockingQueue<>();
        try (Sancho sancho = Sancho.open("memory")) {
            sancho.worker(w -> w.handle(HardWorker.NAME, new HardWorker(log, () -> NOW))
                            .onError((error, context) -> errors.add(String.valueOf(error.getMessage()))))
                    .start();
            sancho.jobs().enqueue(HardWorker.NAME, "fail", "on purpose");

            assertThat(errors.take()).isEqualTo("on purpose");
        }
        assertThat(log).isEmptyFile();
    }

    @Test
    void linesOfManyThreadsDoNotMix() throws Exception {
        CountDownLatch done = new CountDownLatch(500);
        HardWorker worker = new HardWorker(log, () -> NOW);
        try (Sancho sancho = Sancho.open("memory")) {
            sancho.worker(w -> w.concurrency(50).handle(HardWorker.NAME, counting(worker, done)))
                    .start();
            sancho.jobs()
                    .enqueueAll(
                            HardWorker.NAME,
                            IntStream.range(0, 500)
                                    .mapToObj(i -> List.of("x".repeat(200), i))
                                    .toList());
            done.await();
        }
        assertThat(lines()).hasSize(500);
    }

    private String run(Object... args) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        try (Sancho sancho = Sancho.open("memory")) {
            HardWorker worker = new HardWorker(log, () -> NOW);
            sancho.worker(w -> w.handle(HardWorker.NAME, counting(worker, done)))
                    .start();
            String jid = sancho.jobs().enqueue(HardWorker.NAME, args).id();
            done.await();
            return jid;
        }
    }

    private static NamedHandler counting(HardWorker worker, CountDownLatch done) {
        return (List<@Nullable Object> args, JobContext context) -> {
            Outcome outcome = worker.run(args, context);
            done.countDown();
            return outcome;
        };
    }

    private List<JsonNode> lines() throws IOException {
        return Files.readAllLines(log).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }
}
