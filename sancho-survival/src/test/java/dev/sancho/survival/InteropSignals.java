package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.survival.InteropPair.Order;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A worker told to quiet and to stop, through the Web UI and through the API. Each of its lives shows one or two of these: they end it. Confined to
 * one thread.
 */
final class InteropSignals {
    private final InteropPair pair;

    InteropSignals(InteropPair pair) {
        this.pair = pair;
    }

    /** What was seen, by row. To be asked while the pair's worker runs, with a stop timeout of some seconds; leaves no worker. */
    Map<String, String> seen() {
        String stopped = stopsAndEndsWhatRuns(InteropHands.UI);
        pair.startWorker(1);
        Path never = pair.gate("never");
        String unfinished = stand(never);
        String quieted = takesNoMore(InteropHands.UI);
        String handedBack = stopsAndHandsBack(InteropHands.API, unfinished);

        pair.startWorker(6);
        InteropPair.openGate(never);
        pair.awaitDone(unfinished);
        String quietedByApi = takesNoMore(InteropHands.API);
        RubyShop.stop(pair.worker());
        return Map.of(
                "quiet, Web UI", quieted,
                "quiet, API", quietedByApi,
                "stop, Web UI", stopped,
                "stop, API", handedBack);
    }

    private String stopsAndEndsWhatRuns(InteropHands hands) {
        Path gate = pair.gate("stop");
        String running = stand(gate);
        hands.signal(pair, "stop");
        awaitStopping();
        assertThat(pair.count("ended", running)).isZero();
        InteropPair.openGate(gate);
        pair.awaitExit();
        return fate(running) + ", " + life();
    }

    private String takesNoMore(InteropHands hands) {
        Path gate = pair.gate("quiet-" + hands);
        String running = stand(gate);
        hands.signal(pair, "quiet");
        awaitStopping();
        String late = pair.push(Order.to("ok"));
        InteropPair.openGate(gate);
        pair.awaitDone(running);
        awaitBeat();
        awaitBeat();
        boolean untouched = pair.office().hasQueued(InteropPair.SERVED, late) && pair.count("begun", late) == 0;
        return fate(running) + ", " + (untouched ? "took no more" : "took another");
    }

    private String stopsAndHandsBack(InteropHands hands, String running) {
        hands.signal(pair, "stop");
        pair.awaitExit();
        return fate(running) + ", " + life();
    }

    /** What became of a job that ran when its worker was told. */
    private String fate(String jid) {
        if (pair.count("ended", jid) > 0) {
            return "running job ended";
        }
        JsonNode queued = pair.office().queued(InteropPair.SERVED);
        JsonNode next = queued.path(queued.size() - 1);
        return next.path("jid").asString().equals(jid)
                ? "running job handed back, first in line"
                : "running job missing";
    }

    private String life() {
        return pair.worker().isAlive() ? "worker stayed" : "worker left";
    }

    private String stand(Path gate) {
        String jid = pair.push(Order.to("stand", gate.toString()));
        InteropPair.awaitThat("it runs", () -> pair.count("begun", jid) > 0);
        return jid;
    }

    private void awaitStopping() {
        InteropPair.awaitThat("Ruby sees the worker stopping", () -> {
            JsonNode record = pair.record();
            return record != null && record.path("stopping").asBoolean(false);
        });
    }

    private void awaitBeat() {
        double before = beat();
        InteropPair.awaitThat("a heartbeat", () -> beat() > before);
    }

    private double beat() {
        JsonNode record = pair.record();
        return record == null ? 0 : record.path("beat").asDouble();
    }
}
