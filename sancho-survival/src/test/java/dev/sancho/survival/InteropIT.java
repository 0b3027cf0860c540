package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.survival.InteropPair.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every client with every worker in every situation, on a real Sidekiq; docs/interop.md is what they have seen. */
class InteropIT {
    private static final Path FILE = Path.of("..", "docs", "interop.md");

    private static final Map<String, Function<InteropPair, String>> SITUATIONS = situations();
    private static final Map<String, Function<InteropPair, String>> PAGES = pages();

    @BeforeAll
    static void sidekiqIsThere() {
        RubyShop.require();
    }

    @Test
    void theTableHasNoEmptyCellAndSaysWhatIsSeen() throws IOException, InterruptedException {
        InteropTable table = new InteropTable();
        String sidekiq = "";
        for (Side client : Side.values()) {
            for (Side worker : Side.values()) {
                try (InteropPair pair = new InteropPair(client, worker)) {
                    play(pair, table);
                    sidekiq = pair.office().ask("version").asString();
                }
            }
        }
        String seen = table.document(sidekiq);
        if (Boolean.getBoolean("interop.write")) {
            Files.writeString(FILE, seen);
        }
        String told = Files.exists(FILE) ? Files.readString(FILE) : "";
        assertThat(told)
                .as(
                        "%s says (-) otherwise than was seen (+). Where the new is right, let it be written: %s%s\n",
                        FILE, InteropTable.WRITE, InteropTable.difference(told, seen))
                .isEqualTo(seen);
    }

    private static void play(InteropPair pair, InteropTable table) throws InterruptedException {
        pair.startWorker(6);
        pair.identity();
        Map<String, Function<InteropPair, String>> all = new LinkedHashMap<>(SITUATIONS);
        all.putAll(PAGES);
        Map<String, String> seen = playAll(pair, all);
        Map<String, String> situations = new LinkedHashMap<>();
        SITUATIONS.keySet().forEach(row -> situations.put(row, seen.get(row)));
        Map<String, String> pages = new LinkedHashMap<>();
        PAGES.keySet().forEach(row -> pages.put(row, seen.get(row)));
        String counted = InteropRuns.counted(pair);
        Map<String, String> signals = new InteropSignals(pair).seen();
        for (String row : List.of("quiet, Web UI", "quiet, API", "stop, Web UI", "stop, API")) {
            situations.put(row, signals.get(row));
        }
        situations.put("counted", counted);
        assertThat(pair.runs().stream()
                        .filter(run -> run.is("ended"))
                        .collect(Collectors.groupingBy(
                                run -> run.payload().path("jid").asString(), Collectors.counting())))
                .as("how often each job was done")
                .allSatisfy((jid, times) -> assertThat(times).isOne());
        table.add(pair.shown(), situations, pages);
    }

    /** All at once: each has its own jobs, and most of its time goes by in waiting. */
    private static Map<String, String> playAll(InteropPair pair, Map<String, Function<InteropPair, String>> all)
            throws InterruptedException {
        Map<String, Future<String>> running = new LinkedHashMap<>();
        Map<String, String> seen = new LinkedHashMap<>();
        List<AssertionError> failures = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            all.forEach((row, situation) -> running.put(row, threads.submit(() -> situation.apply(pair))));
            for (Map.Entry<String, Future<String>> one : running.entrySet()) {
                try {
                    seen.put(one.getKey(), one.getValue().get());
                } catch (ExecutionException failed) {
                    failures.add(new AssertionError(pair.shown() + ", " + one.getKey(), failed.getCause()));
                }
            }
        }
        failures.stream()
                .reduce((first, next) -> {
                    first.addSuppressed(next);
                    return first;
                })
                .ifPresent(first -> {
                    throw first;
                });
        return seen;
    }

    private static Map<String, Function<InteropPair, String>> situations() {
        Map<String, Function<InteropPair, String>> rows = new LinkedHashMap<>();
        rows.put("ok", InteropRuns::ok);
        rows.put("fails and retries", InteropRuns::failsAndRetries);
        rows.put("dies", InteropRuns::dies);
        rows.put("scheduled", InteropRuns::scheduled);
        rows.put("bulk", InteropRuns::bulk);
        rows.put("unknown name", InteropRuns::unknownName);
        for (InteropHands hands : InteropHands.values()) {
            rows.put("killed, " + hands.shown, hands::killed);
            rows.put("deleted, " + hands.shown, hands::deleted);
            rows.put("retried, " + hands.shown, hands::retried);
        }
        return rows;
    }

    private static Map<String, Function<InteropPair, String>> pages() {
        Map<String, Function<InteropPair, String>> rows = new LinkedHashMap<>();
        rows.put("Dashboard", InteropPages::dashboard);
        rows.put("Busy", InteropPages::busy);
        rows.put("Queues", InteropPages::queues);
        rows.put("a queue", InteropPages::queue);
        rows.put("Scheduled", InteropPages::scheduled);
        rows.put("Retries", InteropPages::retries);
        rows.put("Dead", InteropPages::dead);
        return rows;
    }
}
