package dev.sancho.redis;

import dev.sancho.job.JobDocument;
import dev.sancho.job.MalformedPayloadException;
import dev.sancho.job.Payload;
import dev.sancho.job.WireTime;
import dev.sancho.store.Promoted;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Promotes due jobs; of many processes one does it for all, for as long as it keeps asking. Thread-safe. */
final class Promotions {
    private static final Logger LOG = LoggerFactory.getLogger(Promotions.class);
    private static final Duration PROMOTER = Duration.ofSeconds(5);
    private static final int SLICE = 250;

    private final Server server;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Promotions(Server server) {
        this.server = server;
    }

    Promoted promote(String owner, int max) {
        List<?> due = due(owner, max);
        if (Keys.text(due.get(0)).equals("wait")) {
            return new Promoted(0, micros(due.get(1)));
        }
        Instant now = WireTime.ofMicros(Long.parseLong(Keys.text(due.get(1))));
        List<byte[]> items = new ArrayList<>();
        ((List<?>) due.get(3)).forEach(payload -> items.add(item("schedule", (byte[]) payload, now)));
        ((List<?>) due.get(4)).forEach(payload -> items.add(item("retry", (byte[]) payload, now)));
        int moved = 0;
        for (int start = 0; start < items.size(); start += SLICE) {
            moved += promote(items.subList(start, Math.min(start + SLICE, items.size())), now);
        }
        return new Promoted(moved, micros(due.get(2)));
    }

    private List<?> due(String owner, int max) {
        List<byte[]> arguments = Server.list(owner);
        arguments.add(Keys.bytes(max));
        arguments.add(Keys.bytes(Micros.of(PROMOTER)));
        return (List<?>) server.eval("look for due jobs", Script.DUE, arguments);
    }

    private int promote(List<byte[]> items, Instant now) {
        int moved = 0;
        for (Object result : (List<?>) server.eval("promote due jobs", Script.PROMOTE, now, items)) {
            String told = Keys.text(result);
            if (told.equals("1")) {
                moved++;
            } else if (!told.equals("0")) {
                tellOnce(told);
            }
        }
        return moved;
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

    private void tellOnce(String trouble) {
        if (told.size() < 1_000 && told.add(trouble)) {
            LOG.warn("Redis at {}: a due job stays where it is: {}", server.url, trouble);
        }
    }

    private static Duration micros(Object number) {
        return Duration.of(Long.parseLong(Keys.text(number)), ChronoUnit.MICROS);
    }
}
