package dev.sancho.redis;

import dev.sancho.store.Histogram;
import dev.sancho.store.RunReport;
import dev.sancho.store.RunReport.TypeRuns;
import dev.sancho.store.RunTotals;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import redis.clients.jedis.Protocol.Command;

/**
 * Writes and reads metrics where Sidekiq has them, both in the form of its version 7 and in that of version 8: every one of them is to
 * show the runs of Java as well. Thread-safe.
 */
final class Runs {
    private static final Duration KEPT = Duration.ofHours(8);
    private static final Duration TENS_KEPT = Duration.ofDays(3);

    private final Server server;
    private final Troubles troubles;

    Runs(Server server) {
        this.server = server;
        this.troubles = new Troubles(server, "metrics cannot be written");
    }

    void record(RunReport report) {
        Map<String, TypeRuns> runs = new HashMap<>(report.runs());
        runs.keySet().removeIf(type -> type.indexOf('|') >= 0); // which divides the parts of a field
        if (runs.isEmpty()) {
            return;
        }
        RunKeys keys = RunKeys.at(server.now());
        Pack pack = new Pack().array(5).text(report.operation());
        pack.array(6)
                .text(keys.minute8())
                .number(KEPT.toSeconds())
                .text(keys.minute7())
                .number(KEPT.toSeconds())
                .text(keys.ten8())
                .number(TENS_KEPT.toSeconds());
        fields(pack, runs);
        lengths(pack, runs, keys);
        byte[] packed = pack.number(KEPT.toSeconds()).done();
        troubles.tell(Keys.text(server.eval("record runs", Script.RECORD, List.of(packed))));
    }

    private static void fields(Pack pack, Map<String, TypeRuns> runs) {
        pack.array(6 * runs.size());
        runs.forEach((type, one) -> pack.text(type + "|p")
                .number(one.totals().processed())
                .text(type + "|f")
                .number(one.totals().failed())
                .text(type + "|ms")
                .number(one.totals().millis()));
    }

    private static void lengths(Pack pack, Map<String, TypeRuns> runs, RunKeys keys) {
        pack.array(4 * runs.size());
        runs.forEach((type, one) -> Stream.of(keys.lengths8(type), keys.lengths7(type))
                .forEach(key -> {
                    List<Long> counts = one.lengths().counts();
                    pack.text(key)
                            .array(2
                                    * (int) counts.stream()
                                            .filter(count -> count > 0)
                                            .count());
                    for (int range = 0; range < counts.size(); range++) {
                        if (counts.get(range) > 0) {
                            pack.number(range).number(Math.min(counts.get(range), 65_535));
                        }
                    }
                }));
    }

    Map<Instant, Map<String, RunTotals>> totals(Instant from, Instant until) {
        List<Instant> minutes = minutes(from, until);
        List<Server.Request> requests = new ArrayList<>();
        for (Instant minute : minutes) {
            RunKeys keys = RunKeys.at(minute);
            requests.add(Server.Request.of(Command.HGETALL, server.keys.named(keys.minute8())));
            requests.add(Server.Request.of(Command.HGETALL, server.keys.named(keys.minute7())));
        }
        List<Object> answers = server.pipeline("read metrics", requests);
        Map<Instant, Map<String, RunTotals>> found = new TreeMap<>();
        for (int i = 0; i < minutes.size(); i++) {
            Map<String, RunTotals> types = new TreeMap<>();
            larger(RedisBrowser.map(answers.get(2 * i)), RedisBrowser.map(answers.get(2 * i + 1)))
                    .forEach((field, value) -> add(types, field, value));
            if (!types.isEmpty()) {
                found.put(minutes.get(i), types);
            }
        }
        return found;
    }

    /** What Java runs is in both forms, what Ruby runs in that of its version. */
    private static Map<String, Long> larger(Map<String, String> one, Map<String, String> other) {
        Map<String, Long> larger = new HashMap<>();
        Stream.of(one, other)
                .forEach(form -> form.forEach((field, value) -> {
                    if (value.matches("\\d{1,18}")) {
                        larger.merge(field, Long.valueOf(value), Math::max);
                    }
                }));
        return larger;
    }

    private static void add(Map<String, RunTotals> types, String field, long value) {
        int bar = field.lastIndexOf('|');
        RunTotals part = switch (field.substring(bar + 1)) {
            case "p" -> new RunTotals(value, 0, 0);
            case "f" -> new RunTotals(0, value, 0);
            case "ms" -> new RunTotals(0, 0, value);
            default -> null;
        };
        if (bar > 0 && part != null) {
            types.merge(field.substring(0, bar), part, RunTotals::plus);
        }
    }

    Histogram lengths(String type, Instant from, Instant until) {
        List<Server.Request> requests = new ArrayList<>();
        for (Instant minute : minutes(from, until)) {
            RunKeys keys = RunKeys.at(minute);
            requests.add(bits(keys.lengths8(type)));
            requests.add(bits(keys.lengths7(type)));
        }
        List<Object> answers = server.pipeline("read metrics", requests);
        Histogram sum = Histogram.NONE;
        for (int i = 0; i < answers.size(); i += 2) {
            if (answers.get(i) instanceof List<?> eight && answers.get(i + 1) instanceof List<?> seven) {
                List<Long> counts = new ArrayList<>();
                for (int range = 0; range < Histogram.RANGES; range++) {
                    counts.add(Math.max((Long) eight.get(range), (Long) seven.get(range)));
                }
                sum = sum.plus(new Histogram(counts));
            }
        }
        return sum;
    }

    private Server.Request bits(String key) {
        List<byte[]> arguments = new ArrayList<>(List.of(server.keys.named(key)));
        for (int range = 0; range < Histogram.RANGES; range++) {
            arguments.add(Keys.bytes("GET"));
            arguments.add(Keys.bytes("u16"));
            arguments.add(Keys.bytes("#" + range));
        }
        return new Server.Request(Command.BITFIELD_RO, arguments);
    }

    /** The starts of the minutes, as far back as metrics are kept. */
    private List<Instant> minutes(Instant from, Instant until) {
        Instant now = server.now();
        Instant oldest = now.minus(KEPT).minus(1, ChronoUnit.MINUTES);
        Instant end = until.isAfter(now) ? now.plus(1, ChronoUnit.MINUTES) : until;
        return Stream.iterate(
                        (from.isBefore(oldest) ? oldest : from).truncatedTo(ChronoUnit.MINUTES),
                        minute -> minute.isBefore(end),
                        minute -> minute.plus(1, ChronoUnit.MINUTES))
                .toList();
    }
}
