package dev.sancho.redis;

import dev.sancho.job.JobDocument;
import dev.sancho.job.Log;
import dev.sancho.job.MalformedPayloadException;
import dev.sancho.job.Payload;
import dev.sancho.job.WireTime;
import dev.sancho.store.Promoted;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import redis.clients.jedis.Protocol.Command;

/** Promotes due jobs; of many processes one does it for all, for as long as it keeps asking. Thread-safe. */
final class Promotions {
    private static final Log LOG = Log.of(Promotions.class);
    private static final Duration PROMOTER = Duration.ofSeconds(5);
    private static final Duration AFTER_TROUBLE = Duration.ofMillis(500);
    private static final int SLICE = 250;
    private static final int MOST_STUCK = 10_000;

    private final Server server;
    private final Troubles stays;
    private final Troubles uncounted;
    private volatile byte[] promoterSeen = {};
    /** How many due jobs could not go to their queues the last time: so many more are looked at, lest they keep others back. */
    private volatile int stuck;

    Promotions(Server server) {
        this.server = server;
        this.stays = new Troubles(server, "a due job stays where it is");
        this.uncounted = new Troubles(server, "a counter cannot be added to");
    }

    Promoted promote(String owner, int max) {
        if (promoterLives(owner)) {
            return new Promoted(0, PROMOTER);
        }
        List<?> due = due(owner, max + stuck);
        if (Keys.text(due.get(0)).equals("wait")) {
            promoterSeen = (byte[]) due.get(2);
            return new Promoted(0, micros(due.get(1)));
        }
        List<String> results = promote(due);
        results.stream()
                .filter(result -> result.startsWith("!"))
                .forEach(result -> uncounted.tell(result.substring(1)));
        List<String> troubles = results.stream()
                .filter(result -> result.length() > 1 && !result.startsWith("!"))
                .toList();
        troubles.forEach(stays::tell);
        ((List<?>) due.get(5)).forEach(trouble -> stays.tell(Keys.text(trouble)));
        tellOfDead(Collections.frequency(results, "D"));
        stuck = Math.min(MOST_STUCK, troubles.size());
        Duration again = micros(due.get(2));
        return new Promoted(
                Collections.frequency(results, "1"),
                troubles.isEmpty() || again.compareTo(AFTER_TROUBLE) > 0 ? again : AFTER_TROUBLE);
    }

    /**
     * Whether another process has gone on promoting since this one looked last: one cheap command instead of a script, for this is asked
     * by all processes all the time.
     */
    private boolean promoterLives(String owner) {
        if (promoterSeen.length == 0 || server.settings.clock() != null) {
            return false;
        }
        byte[] before = promoterSeen;
        Server.Request get = Server.Request.of(Command.GET, server.keys.promoter());
        byte[] now = server.pipeline("look for due jobs", List.of(get)).getFirst() instanceof byte[] record
                ? record
                : before;
        promoterSeen = now;
        return !Arrays.equals(now, before) && !Keys.text(now).endsWith(" " + owner);
    }

    private List<?> due(String owner, int max) {
        List<byte[]> arguments = Server.list(owner);
        arguments.add(Keys.bytes(max));
        arguments.add(Keys.bytes(Micros.of(PROMOTER)));
        return (List<?>) server.eval("look for due jobs", Script.DUE, arguments);
    }

    /** For each job 1 if it went to its queue, 0 if it is no longer there or dead now, or why it stays where it is. */
    private List<String> promote(List<?> due) {
        Instant now = WireTime.ofMicros(Long.parseLong(Keys.text(due.get(1))));
        List<byte[]> items = new ArrayList<>();
        ((List<?>) due.get(3)).forEach(payload -> items.add(item("schedule", (byte[]) payload, now)));
        ((List<?>) due.get(4)).forEach(payload -> items.add(item("retry", (byte[]) payload, now)));
        List<String> results = new ArrayList<>();
        for (int start = 0; start < items.size(); start += SLICE) {
            results.addAll(promote(items.subList(start, Math.min(start + SLICE, items.size())), now));
        }
        return results;
    }

    private List<String> promote(List<byte[]> items, Instant now) {
        List<?> results = (List<?>) server.eval("promote due jobs", Script.PROMOTE, now, items);
        return results.stream().map(Keys::text).toList();
    }

    private static byte[] item(String set, byte[] payload, Instant now) {
        try {
            JobDocument job = JobDocument.parse(Payload.of(payload));
            byte[] enqueued =
                    job.edit().time("enqueued_at", now).done().payload().bytes();
            return new Pack(64 + 2 * payload.length)
                    .array(4)
                    .text(set)
                    .bytes(payload)
                    .text(job.queue())
                    .bytes(enqueued)
                    .done();
        } catch (MalformedPayloadException notAJob) {
            return new Pack(64 + payload.length)
                    .array(2)
                    .text(set)
                    .bytes(payload)
                    .done();
        }
    }

    private void tellOfDead(int malformed) {
        if (malformed > 0) {
            LOG.error(
                    "Redis at {}: {} due payloads are no jobs and went to the dead set, whole", server.url, malformed);
        }
    }

    private static Duration micros(Object number) {
        return Duration.of(Long.parseLong(Keys.text(number)), ChronoUnit.MICROS);
    }
}
