package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.survival.InteropPair.Order;
import dev.sancho.survival.InteropPair.Run;
import dev.sancho.survival.InteropPair.Side;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** The situations of the interop table that a worker makes by running: each plays one out and tells what was seen. */
final class InteropRuns {
    private static final int BULK = 100;

    private InteropRuns() {}

    static String ok(InteropPair pair) {
        List<Object> args = List.of("ok", 1, 0.1, "ünï ☃", Map.of("k", List.of(true)));
        String jid = pair.push(Order.to(args.toArray()));

        JsonNode payload = pair.awaitDone(jid).payload();
        assertThat(payload.path("args").toString()).isEqualTo("[\"ok\",1,0.1,\"ünï ☃\",{\"k\":[true]}]");
        assertThat(payload.path("queue").asString()).isEqualTo(InteropPair.SERVED);
        return "ran " + times(pair.count("begun", jid));
    }

    static String failsAndRetries(InteropPair pair) {
        String jid = pair.push(Order.to("flaky").retries(3));
        JsonNode item = pair.awaitIn("retry", jid);
        assertFailed(pair, item);
        assertThat(item.has("retried_at")).isFalse();
        double delay = pair.office().entry("retry", jid).path("score").asDouble()
                - item.path("failed_at").asDouble();
        assertThat(delay).as("Sidekiq's first delay").isBetween(14.9, 25.0);

        pair.makeDue(jid);
        Run second = pair.awaitDone(jid);
        assertThat(second.payload().path("failed_at")).isEqualTo(item.path("failed_at"));
        long failures = pair.count("begun", jid) - pair.count("ended", jid);
        return "failed " + times(failures) + " (retry_count " + item.path("retry_count") + "), ran at its retry";
    }

    static String dies(InteropPair pair) {
        int retries = 2;
        String jid = pair.push(Order.to("doomed").retries(retries));
        JsonNode first = pair.awaitIn("retry", jid);
        for (int i = 0; i < retries; i++) {
            int failed = i;
            InteropPair.awaitThat("failure " + i, () -> retryCount(pair, jid) == failed);
            pair.makeDue(jid);
        }
        JsonNode dead = pair.awaitIn("dead", jid);
        assertFailed(pair, dead);
        assertThat(dead.path("failed_at")).as("the first failure's time").isEqualTo(first.path("failed_at"));
        assertThat(dead.path("retried_at").isFloatingPointNumber()).isTrue();
        assertThat(pair.office().has("retry", jid)).isFalse();
        return pair.count("begun", jid) + " runs, in dead, retry_count " + dead.path("retry_count");
    }

    static String scheduled(InteropPair pair) {
        String jid = pair.push(Order.to("ok").in(3));
        JsonNode entry = pair.office().entry("schedule", jid);
        assertThat(entry.isNull()).as("it waits in Ruby's schedule").isFalse();
        assertThat(entry.path("item").has("at")).isFalse();

        Run run = pair.awaitDone(jid);
        assertThat(run.at()).isGreaterThanOrEqualTo(entry.path("score").asDouble());
        return "waited, ran " + times(pair.count("begun", jid));
    }

    static String bulk(InteropPair pair) {
        List<List<Object>> args = IntStream.range(0, BULK)
                .mapToObj(i -> List.<Object>of("bulk", i))
                .toList();
        List<String> jids = pair.pushAll(Order.to("bulk"), args);
        jids.forEach(pair::awaitDone);

        Map<String, Long> runs = pair.runs().stream()
                .filter(run -> run.is("ended")
                        && jids.contains(run.payload().path("jid").asString()))
                .collect(Collectors.groupingBy(run -> run.payload().path("args").toString(), Collectors.counting()));
        assertThat(runs)
                .hasSize(BULK)
                .allSatisfy((one, count) -> assertThat(count).isOne());
        return runs.size() + " ran, each once";
    }

    static String unknownName(InteropPair pair) {
        String jid = pair.push(Order.to("anything").named("Nobody::Knows").on(InteropPair.STRANGE));
        return pair.worker == Side.RUBY ? failedByName(pair, jid) : passedOn(pair, jid);
    }

    private static String failedByName(InteropPair pair, String jid) {
        JsonNode item = pair.awaitIn("retry", jid);
        pair.office().ask("api", "delete", "retry", jid);
        return "in retry, retry_count " + item.path("retry_count") + ", "
                + item.path("error_class").asString();
    }

    private static String passedOn(InteropPair pair, String jid) {
        Function<JsonNode, Boolean> marked = item ->
                item.path("jid").asString().equals(jid) && item.path("sancho").has("unknown_since");
        InteropPair.awaitThat(
                "the job is back in its queue",
                () -> pair.office().queued(InteropPair.STRANGE).valueStream().anyMatch(marked::apply));
        JsonNode item = pair.office().queued(InteropPair.STRANGE).path(0);
        assertThat(pair.office().has("retry", jid)).isFalse();
        assertThat(item.has("retry_count") || item.has("failed_at")).isFalse();
        return "waits in its queue, no attempt used";
    }

    /** All that the worker ran is counted, and each failure; to be asked when nothing runs. */
    static String counted(InteropPair pair) {
        int unknown = pair.worker == Side.RUBY ? 1 : 0; // Ruby counts it as a run that failed
        long begun = pair.count("begun", "") + unknown;
        long failed = begun - pair.count("ended", "");
        InteropPair.awaitThat(
                begun + " processed and " + failed + " failed are counted",
                () -> pair.office().ask("stats").path("processed").asLong() == begun
                        && pair.office().ask("stats").path("failed").asLong() == failed);
        return begun + " processed, " + failed + " failed";
    }

    private static int retryCount(InteropPair pair, String jid) {
        return pair.office()
                .entry("retry", jid)
                .path("item")
                .path("retry_count")
                .asInt(-1);
    }

    private static void assertFailed(InteropPair pair, JsonNode item) {
        assertThat(item.path("error_class").asString()).isEqualTo(pair.worker.errorClass);
        assertThat(item.path("error_message").asString()).isEqualTo(pair.worker.errorMessage);
        assertThat(item.path("retry_count").isIntegralNumber()).isTrue();
        assertThat(item.path("failed_at").isFloatingPointNumber()).isTrue();
        assertThat(item.path("created_at").isFloatingPointNumber()).isTrue();
        assertThat(item.path("queue").asString()).isEqualTo(InteropPair.SERVED);
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }
}
