package dev.sancho.redis;

import static dev.sancho.redis.Fixtures.ME;
import static dev.sancho.redis.Fixtures.beat;
import static dev.sancho.redis.Fixtures.claim;
import static dev.sancho.redis.Fixtures.job;
import static dev.sancho.redis.Fixtures.payload;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.store.From;
import dev.sancho.store.Histogram;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.Place;
import dev.sancho.store.RunReport;
import dev.sancho.store.RunReport.TypeRuns;
import dev.sancho.store.RunTotals;
import dev.sancho.store.Signal;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.To;
import dev.sancho.tck.ManualClock;
import dev.sancho.tck.PrivateRedis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What other programs write to the same Redis, and read there: metrics, pauses, signals, jobs that they run. */
class BesideOthersIT {
    private static final Instant NOW = Instant.parse("2026-03-01T08:04:00.146200Z");
    private static final String RUBY = "ruby:7:0123456789ab";

    private final PrivateRedis server = PrivateRedis.start();
    private final Jedis raw = new Jedis("127.0.0.1", server.port());
    private final JobStore store =
            new RedisStoreProvider().open(server.url(), StoreSettings.DEFAULTS.withClock(new ManualClock(NOW)));

    @AfterEach
    void end() {
        store.close();
        raw.close();
        server.close();
    }

    @Test
    void metricsStandWhereSidekiq7And8LookForThem() {
        store.record(report("1", new RunTotals(3, 1, 40), 2, 10));
        store.record(report("2", new RunTotals(1, 0, 2), 1, 25));

        for (String key : List.of("j|260301|8:04", "j|260301|8:0", "j|20260301|8:4")) {
            assertThat(raw.hgetAll(key))
                    .as(key)
                    .isEqualTo(Map.of("Mailer::Welcome|p", "4", "Mailer::Welcome|f", "1", "Mailer::Welcome|ms", "42"));
        }
        assertThat(raw.ttl("j|260301|8:04")).isBetween(28_790L, 28_800L);
        assertThat(raw.ttl("j|20260301|8:4")).isBetween(28_790L, 28_800L);
        assertThat(raw.ttl("j|260301|8:0")).isBetween(259_190L, 259_200L);
        for (String key : List.of("h|Mailer::Welcome-1-8:4", "Mailer::Welcome-01-08:4")) {
            assertThat(raw.bitfieldReadonly(key, "GET", "u16", "#10", "GET", "u16", "#25", "GET", "u16", "#0"))
                    .as(key)
                    .containsExactly(2L, 1L, 0L);
            assertThat(raw.ttl(key)).isBetween(28_790L, 28_800L);
        }
    }

    @Test
    void aMoveFindsWhatRubyPutIntoASetAtATimeOfSevenDigits() {
        Random random = new Random(1);
        IntStream.range(0, 300)
                .forEach(i -> raw.zadd(
                        "retry",
                        NOW.getEpochSecond() + random.nextDouble(),
                        payload("ruby" + i).text()));

        List<Move> moves = store.browser().page(new Place.Sorted(JobSet.RETRY), 0, 300).stream()
                .map(job -> new Move(
                        new From.Sorted(
                                JobSet.RETRY,
                                requireNonNull(job.at()),
                                "",
                                job.payload(),
                                job.payload().text()),
                        To.Gone.GONE))
                .toList();

        assertThat(store.move(moves)).hasSize(300).containsOnly(Moved.Answer.MOVED);
    }

    @Test
    void metricsThatEitherVersionOfSidekiqWroteAreRead() {
        raw.hset("j|260301|8:03", Map.of("Eight|p", "2", "Eight|ms", "10", "odd", "1", "Eight|f", "no number"));
        raw.hset("j|20260301|8:3", Map.of("Seven|p", "3", "Seven|f", "3"));
        raw.bitfield("h|Eight-1-8:3", "INCRBY", "u16", "#0", "2");
        raw.bitfield("Seven-01-08:3", "INCRBY", "u16", "#25", "1");

        assertThat(store.browser().runs(NOW.minusSeconds(60), NOW))
                .isEqualTo(Map.of(
                        Instant.parse("2026-03-01T08:03:00Z"),
                        Map.of("Eight", new RunTotals(2, 0, 10), "Seven", new RunTotals(3, 3, 0))));
        assertThat(store.browser().lengths("Eight", NOW.minusSeconds(60), NOW).counts())
                .startsWith(2L);
        assertThat(store.browser().lengths("Seven", NOW.minusSeconds(60), NOW).counts())
                .endsWith(1L);
    }

    @Test
    void aReportGoesOnWhereAKeyIsOfAWrongType() {
        raw.set("j|260301|8:04", "no hash");
        store.record(report("1", new RunTotals(1, 0, 5), 1, 0));

        assertThat(raw.hget("j|20260301|8:4", "Mailer::Welcome|p")).isEqualTo("1");
        assertThat(raw.get("j|260301|8:04")).isEqualTo("no hash");
    }

    @Test
    void aPauseIsInSidekiqsSet() {
        store.controls().pause("mail");
        assertThat(raw.smembers("paused")).containsExactly("mail");

        store.controls().resume("mail");
        assertThat(raw.exists("paused")).isFalse();
    }

    @Test
    void aPauseByAnyProgramHoldsAndCanBeEnded() {
        beat(store, ME);
        store.insert(List.of(job("pro", "a"), job("gem", "b"), job("open", "c")));
        raw.sadd("paused", "pro", "unknown");
        raw.set("limit_fetch:pause:gem", "1");

        assertThat(store.controls().paused()).containsExactly("gem", "pro", "unknown");
        assertThat(claim(store, ME, 1, 9, "pro", "gem", "open"))
                .extracting(job -> job.payload().text())
                .containsExactly(payload("c").text());
        store.controls().resume("gem");
        assertThat(raw.exists("limit_fetch:pause:gem")).isFalse();
        assertThat(claim(store, ME, 10, 9, "pro", "gem", "open")).hasSize(1);
    }

    @Test
    void aRubyProcessIsSignalledAsItsWebUiDoes() {
        raw.sadd("processes", RUBY);
        raw.hset(RUBY, Map.of("info", "{}", "busy", "0"));

        assertThat(store.controls().signal(RUBY, Signal.QUIET)).isTrue();
        assertThat(store.controls().signal(RUBY, Signal.STOP)).isTrue();
        assertThat(raw.ttl(RUBY + "-signals")).isBetween(50L, 60L);
        assertThat(List.of(raw.rpop(RUBY + "-signals"), raw.rpop(RUBY + "-signals")))
                .containsExactly("TSTP", "TERM");
    }

    @Test
    void whatRubyRunsIsSomewhere() {
        raw.sadd("processes", RUBY, "old:1:x");
        raw.hset(RUBY, "info", "{}");
        raw.hset("old:1:x", "info", "{}");
        raw.hset(RUBY + ":work", "tid", work("running"));
        raw.hset("old:1:x:workers", "tid", work("older"));
        raw.sadd("super_processes", RUBY);
        raw.lpush("queue:sq|" + RUBY + "|mail", payload("fetched").text());

        assertThat(store.browser().absent(List.of("running", "older", "fetched", "gone")))
                .containsExactly("gone");
    }

    private static String work(String jid) {
        return "{\"queue\":\"mail\",\"payload\":\"" + payload(jid).text().replace("\"", "\\\"")
                + "\",\"run_at\":1795424200}";
    }

    private static RunReport report(String operation, RunTotals totals, long runs, int range) {
        List<Long> counts = new ArrayList<>(Histogram.NONE.counts());
        counts.set(range, runs);
        return new RunReport(
                operation,
                Map.of(
                        "Mailer::Welcome",
                        new TypeRuns(totals, new Histogram(counts)),
                        "odd|name",
                        new TypeRuns(new RunTotals(1, 0, 0), Histogram.NONE)));
    }
}
