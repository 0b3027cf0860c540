package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.survival.InteropPair.Order;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The pages of Ruby's Web UI, rendered with the records of a pair: each tells what was seen. */
final class InteropPages {
    private InteropPages() {}

    static String dashboard(InteropPair pair) {
        return shows(pair, "/", "the counters", List.of("Processed", "Failed", "Enqueued"));
    }

    static String busy(InteropPair pair) {
        Path gate = pair.gate("busy");
        String jid = pair.push(Order.to("stand", gate.toString()));
        InteropPair.awaitThat("it runs", () -> pair.count("begun", jid) > 0);
        InteropPair.awaitThat(
                "Ruby sees it run",
                () -> pair.office().ask("get", "/busy").path("body").asString().contains(jid));

        String seen = shows(
                pair,
                "/busy",
                "the worker and its job",
                List.of(pair.identity(), jid, InteropJobs.NAME, InteropPair.SERVED));
        InteropPair.openGate(gate);
        pair.awaitDone(jid);
        return seen;
    }

    static String queues(InteropPair pair) {
        pair.push(Order.to("ok", "on a page of queues").on("shown"));
        return shows(pair, "/queues", "the queue", List.of("href=\"/queues/shown\""));
    }

    static String queue(InteropPair pair) {
        pair.push(Order.to("ok", "on the page of a queue").on("opened"));
        return shows(pair, "/queues/opened", "the job", List.of(InteropJobs.NAME, "on the page of a queue"));
    }

    static String scheduled(InteropPair pair) {
        String jid = pair.push(Order.to("ok", "scheduled for a page").in(3_600));
        return listAndDetail(pair, "/scheduled", jid, List.of(InteropJobs.NAME, "scheduled for a page"));
    }

    static String retries(InteropPair pair) {
        String jid = pair.push(Order.to("doomed", "retried on a page").retries(5));
        pair.awaitHeldRetry(jid);
        return listAndDetail(
                pair,
                "/retries",
                jid,
                List.of(InteropJobs.NAME, "retried on a page", pair.worker.errorClass, pair.worker.errorMessage));
    }

    static String dead(InteropPair pair) {
        String jid = pair.push(Order.to("doomed", "dead on a page").retries(0));
        pair.awaitIn("dead", jid);
        return listAndDetail(
                pair,
                "/morgue",
                jid,
                List.of(InteropJobs.NAME, "dead on a page", pair.worker.errorClass, pair.worker.errorMessage));
    }

    private static String listAndDetail(InteropPair pair, String list, String jid, List<String> words) {
        List<String> withJid = new ArrayList<>(words);
        withJid.add(jid);
        String what = words.contains(pair.worker.errorMessage) ? "the job and its error" : "the job";
        String detail = pair.office().ask("detail", list, jid).asString();
        String onList = shows(pair, list, what, withJid);
        assertThat(shows(pair, detail, what, withJid)).isEqualTo(onList);
        return onList + "; so does its own page";
    }

    private static String shows(InteropPair pair, String path, String what, List<String> words) {
        JsonNode page = pair.office().ask("get", path);
        assertThat(page.path("body").asString()).as("%s of Ruby's Web UI", path).contains(words);
        assertThat(page.path("status").asInt()).isEqualTo(200);
        return page.path("status").asInt() + ", shows " + what;
    }
}
