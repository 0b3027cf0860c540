package dev.sancho.redis;

import static java.util.stream.Collectors.toMap;

import dev.sancho.job.Json;
import dev.sancho.job.Payload;
import dev.sancho.job.Progress;
import dev.sancho.job.WireTime;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.ProcessRecord.CapsuleRecord;
import dev.sancho.store.ProcessRecord.WorkRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A process record as Sidekiq 6.4, 7 and 8 read and write it. */
final class ProcessJson {
    private static final JsonMapper MAPPER = Json.mapper();

    /** A member of running jobs that Sidekiq does not know and leaves alone. */
    private static final String PROGRESS = "progress";

    /** A field of the process's hash for the doctor: the time by the process's own clock, where Ruby's beat has it too. */
    static final String CLOCK = "clock";

    private ProcessJson() {}

    /** The fields of the process's hash, but for the time of the beat. */
    static List<String> fields(ProcessRecord me, Instant clock) {
        return List.of(
                CLOCK,
                WireTime.format(clock),
                "info",
                info(me),
                "concurrency",
                Integer.toString(me.concurrency()),
                "busy",
                Integer.toString(me.busy()),
                "rtt_us",
                Long.toString(me.roundTripMicros()),
                "quiet",
                Boolean.toString(me.quiet()),
                "rss",
                Long.toString(me.rssKilobytes()));
    }

    /** Its running jobs, packed: thread, work, thread, work. */
    static byte[] work(ProcessRecord me) {
        Pack pack = new Pack().array(2 * me.work().size());
        for (WorkRecord work : me.work()) {
            ObjectNode entry = MAPPER.createObjectNode();
            entry.put("queue", work.queue());
            entry.put("payload", work.payload().text());
            entry.put("run_at", work.runAt().getEpochSecond());
            if (work.progress() != null) {
                entry.set(PROGRESS, MAPPER.valueToTree(work.progress()));
            }
            pack.text(work.thread()).text(entry.toString());
        }
        return pack.done();
    }

    private static String info(ProcessRecord me) {
        ObjectNode info = MAPPER.createObjectNode();
        info.put("hostname", me.hostname());
        info.put("started_at", new BigDecimal(WireTime.format(me.startedAt())));
        info.put("pid", me.pid());
        info.put("tag", me.tag());
        info.put("concurrency", me.concurrency());
        ArrayNode queues = info.putArray("queues");
        me.capsules().values().stream()
                .flatMap(capsule -> capsule.weights().keySet().stream())
                .distinct()
                .forEach(queues::add);
        ArrayNode weights = info.putArray("weights");
        me.capsules().values().forEach(capsule -> weights.add(weights(capsule)));
        ObjectNode capsules = info.putObject("capsules");
        me.capsules().forEach((name, capsule) -> capsules.set(name, capsule(capsule)));
        ArrayNode labels = info.putArray("labels");
        me.labels().forEach(labels::add);
        info.put("identity", me.identity());
        info.put("version", me.version());
        info.put("embedded", false);
        return info.toString();
    }

    private static ObjectNode capsule(CapsuleRecord capsule) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("concurrency", capsule.concurrency());
        node.put("mode", capsule.mode());
        node.set("weights", weights(capsule));
        return node;
    }

    private static ObjectNode weights(CapsuleRecord capsule) {
        ObjectNode weights = MAPPER.createObjectNode();
        capsule.weights().forEach(weights::put);
        return weights;
    }

    /** A record as any Sidekiq wrote it, whatever is missing. */
    static ProcessRecord read(String identity, Map<String, String> hash, Map<String, String> work) {
        JsonNode info = parse(hash.get("info"));
        List<WorkRecord> running = new ArrayList<>();
        work.forEach((thread, entry) -> running.add(workRecord(thread, parse(entry))));
        return new ProcessRecord(
                identity,
                info.path("hostname").asString(identity.split(":", 2)[0]),
                info.path("pid").asLong(0),
                time(info.path("started_at")),
                info.path("tag").asString(""),
                texts(info.path("labels")),
                info.path("version").asString(""),
                capsules(info, hash),
                (int) number(hash.get("busy")),
                "true".equals(hash.get("quiet")),
                number(hash.get("rss")),
                number(hash.get("rtt_us")),
                running);
    }

    private static WorkRecord workRecord(String thread, JsonNode entry) {
        JsonNode payload = entry.path("payload");
        return new WorkRecord(
                thread,
                entry.path("queue").asString(""),
                Payload.of(payload.isString() ? payload.asString("") : payload.toString()),
                time(entry.path("run_at")),
                progress(entry.path(PROGRESS)));
    }

    private static Map<String, CapsuleRecord> capsules(JsonNode info, Map<String, String> hash) {
        Map<String, CapsuleRecord> capsules = new LinkedHashMap<>();
        info.path("capsules")
                .properties()
                .forEach(entry -> capsules.put(
                        entry.getKey(),
                        new CapsuleRecord(
                                entry.getValue().path("concurrency").asInt(0),
                                entry.getValue().path("mode").asString("strict"),
                                weights(entry.getValue().path("weights")))));
        if (!info.has("capsules")) { // before Sidekiq 8.0.9
            Map<String, Integer> queues = texts(info.path("queues")).stream()
                    .collect(toMap(queue -> queue, queue -> 0, (one, other) -> one, LinkedHashMap::new));
            int concurrency = info.path("concurrency").asInt((int) number(hash.get("concurrency")));
            capsules.put("default", new CapsuleRecord(concurrency, "strict", queues));
        }
        return capsules;
    }

    private static Map<String, Integer> weights(JsonNode node) {
        Map<String, Integer> weights = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> weights.put(entry.getKey(), entry.getValue().asInt(0)));
        return weights;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asString("")));
        return texts;
    }

    private static Instant time(JsonNode node) {
        return WireTime.parse(node.asString("")).orElse(Instant.EPOCH);
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? 0 : new BigDecimal(text).longValue();
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    private static @Nullable Progress progress(JsonNode node) {
        return node.isObject()
                ? new Progress(
                        Math.max(0, node.path("done").asLong(0)),
                        Math.max(0, node.path("total").asLong(0)),
                        node.path("note").asString(""))
                : null;
    }

    private static JsonNode parse(@Nullable String json) {
        try {
            return text(json).isEmpty() ? JsonNodeFactory.instance.objectNode() : MAPPER.readTree(text(json));
        } catch (JacksonException notJson) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    private static String text(@Nullable String json) {
        return json == null ? "" : json;
    }
}
