package dev.sancho.redis;

import static dev.sancho.redis.Fixtures.ME;
import static dev.sancho.redis.Fixtures.beat;
import static dev.sancho.redis.Fixtures.claim;
import static dev.sancho.redis.Fixtures.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.Json;
import dev.sancho.job.Payload;
import dev.sancho.store.Effect;
import dev.sancho.store.End;
import dev.sancho.store.From;
import dev.sancho.store.Guard;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.NewJob;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.ProcessRecord.CapsuleRecord;
import dev.sancho.store.ProcessRecord.WorkRecord;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.Signal;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.To;
import dev.sancho.tck.ManualClock;
import dev.sancho.tck.PrivateRedis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.JsonNode;

/** What stands in Redis, key by key, as Sidekiq wants it. */
class WireIT {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.146200Z");
    private static final long FIVE_YEARS = 157_680_000;

    private final ManualClock clock = new ManualClock(NOW);
    private final PrivateRedis server = PrivateRedis.start();
    private final Jedis raw = new Jedis("127.0.0.1", server.port());
    private final JobStore store = new RedisStoreProvider()
            .open(server.url(), StoreSettings.DEFAULTS.withClock(clock).withDead(2, Duration.ofDays(180)));

    @AfterEach
    void end() {
        store.close();
        raw.close();
        server.close();
    }

    @Test
    void aPushIsSidekiqs() {
        byte[] odd = {(byte) 0xff, 0, '\n', (byte) 0xc3};
        store.insert(List.of(
                job("mail", "a"), new NewJob("b", new To.Queue("mail", End.BACK, Payload.of(odd))), job("low", "c")));
        store.insert(List.of(new NewJob("d", new To.Queue("mail", End.FRONT, Fixtures.payload("d")))));

        assertThat(raw.smembers("queues")).containsExactlyInAnyOrder("mail", "low");
        assertThat(raw.lindex("queue:mail".getBytes(StandardCharsets.UTF_8), 0)).isEqualTo(odd);
        assertThat(raw.lrange("queue:mail", -2, -1))
                .containsExactly(
                        Fixtures.payload("a").text(), Fixtures.payload("d").text());
        assertThat(raw.keys("*")).containsExactlyInAnyOrder("queues", "queue:mail", "queue:low");
    }

    @Test
    void timedSetsHaveSecondsAsScores() {
        store.insert(List.of(
                new NewJob("s", new To.Sorted(JobSet.SCHEDULED, NOW, Fixtures.payload("s"))),
                new NewJob("r", new To.Sorted(JobSet.RETRY, NOW, Fixtures.payload("r"))),
                new NewJob("d", new To.Sorted(JobSet.DEAD, NOW, Fixtures.payload("d")))));

        for (String set : List.of("schedule", "retry", "dead")) {
            assertThat(raw.zrangeWithScores(set, 0, -1))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.getScore()).isEqualTo(1772366400.1462));
        }
    }

    @Test
    void theDeadSetHoldsAsManyAsItMay() {
        for (String jid : List.of("a", "b", "c")) {
            clock.advance(Duration.ofSeconds(1));
            store.insert(List.of(new NewJob(jid, new To.Sorted(JobSet.DEAD, clock.instant(), Fixtures.payload(jid)))));
        }

        assertThat(raw.zrange("dead", 0, -1))
                .containsExactly(
                        Fixtures.payload("b").text(), Fixtures.payload("c").text());
        assertThat(raw.get("sancho:stat:dead_trimmed")).isEqualTo("1");
    }

    @Test
    void countersAreKeptInTotalAndByDay() {
        store.move(List.of(new Move(
                From.Nothing.NOTHING,
                To.Gone.GONE,
                List.of(new Effect.Add("processed", 3), new Effect.Add("failed", 1), new Effect.Add("own", 2)))));

        assertThat(raw.get("stat:processed")).isEqualTo("3");
        assertThat(raw.get("stat:processed:2026-03-01")).isEqualTo("3");
        assertThat(raw.ttl("stat:processed:2026-03-01")).isBetween(FIVE_YEARS - 5, FIVE_YEARS);
        assertThat(raw.ttl("stat:processed")).isEqualTo(-1);
        assertThat(raw.get("stat:failed:2026-03-01")).isEqualTo("1");
        assertThat(raw.get("sancho:stat:own")).isEqualTo("2");
    }

    @Test
    void aBeatWritesTheProcessAsAllSidekiqsReadIt() {
        store.beat(process(), SeqRanges.NONE);

        assertThat(raw.smembers("processes")).containsExactly(ME);
        assertThat(raw.ttl(ME)).isBetween(55L, 60L);
        assertThat(raw.hgetAll(ME))
                .containsEntry("concurrency", "15")
                .containsEntry("busy", "1")
                .containsEntry("quiet", "false")
                .containsEntry("rss", "2048")
                .containsEntry("rtt_us", "150")
                .containsEntry("beat", "1772366400.146200");
        assertThat(raw.hget(ME, "info"))
                .isEqualTo(
                        "{\"hostname\":\"host\",\"started_at\":1772366400.1462,\"pid\":7,\"tag\":\"app\",\"concurrency\":15,"
                                + "\"queues\":[\"a\",\"b\"],\"weights\":[{\"a\":0},{\"b\":2,\"a\":1}],\"capsules\":{"
                                + "\"default\":{\"concurrency\":10,\"mode\":\"strict\",\"weights\":{\"a\":0}},"
                                + "\"mixed\":{\"concurrency\":5,\"mode\":\"weighted\",\"weights\":{\"b\":2,\"a\":1}}},"
                                + "\"labels\":[\"l\"],\"identity\":\"" + ME
                                + "\",\"version\":\"1.0\",\"embedded\":false}");
        assertShowsItsWork(ME + ":work");
        assertShowsItsWork(ME + ":workers");
        assertThat(store.browser().processes()).containsExactly(process());
    }

    private void assertShowsItsWork(String key) {
        JsonNode work = Json.mapper().readTree(raw.hget(key, "t1"));
        assertThat(work.path("queue").asString()).isEqualTo("a");
        assertThat(work.path("payload").asString())
                .isEqualTo(Fixtures.payload("w").text());
        assertThat(work.path("run_at").toString()).isEqualTo("1772366400");
        assertThat(raw.ttl(key)).isBetween(55L, 60L);
    }

    @Test
    void workThatHasEndedIsShownNoMore() {
        store.beat(process(), SeqRanges.NONE);
        beat(store, ME);

        assertThat(raw.exists(ME + ":work", ME + ":workers")).isZero();
    }

    @Test
    void signalsComeWithTheBeat() {
        raw.lpush(ME + "-signals", "TSTP");
        raw.lpush(ME + "-signals", "WHAT");
        raw.lpush(ME + "-signals", "TERM");

        assertThat(beat(store, ME).signals()).containsExactly(Signal.QUIET, Signal.STOP);
        assertThat(beat(store, ME).signals()).isEmpty();
    }

    @Test
    void aProcessThatLeavesIsGone() {
        store.beat(process(), SeqRanges.NONE);
        store.leave(ME);

        assertThat(raw.smembers("processes")).isEmpty();
        assertThat(raw.exists(ME, ME + ":work", ME + ":workers")).isZero();
    }

    @Test
    void rubysProcessesAreRead() {
        writeAsRubyDoes();

        ProcessRecord ruby = store.browser().processes().getFirst();

        assertThat(store.browser().processes()).hasSize(1);
        assertThat(ruby.concurrency()).isEqualTo(5);
        assertThat(ruby.busy()).isEqualTo(2);
        assertThat(ruby.quiet()).isTrue();
        assertThat(ruby.startedAt()).isEqualTo(Instant.parse("2026-03-01T11:53:20.5Z"));
        assertThat(ruby.capsules().values())
                .singleElement()
                .satisfies(capsule -> assertThat(capsule.weights()).containsOnlyKeys("x"));
        assertThat(ruby.work())
                .containsExactly(new WorkRecord(
                        "tid", "x", Payload.of("{\"jid\":\"p\"}"), Instant.ofEpochSecond(1772366001), null));
    }

    /** One process that works, and one whose record has expired. */
    private void writeAsRubyDoes() {
        raw.sadd("processes", "ruby:9:abc", "gone:1:x");
        raw.hset(
                "ruby:9:abc",
                Map.of(
                        "info",
                        "{\"hostname\":\"ruby\",\"started_at\":1772366000.5,\"pid\":9,\"tag\":\"web\",\"concurrency\":5,\"queues\":[\"x\"],\"labels\":[]}",
                        "busy",
                        "2",
                        "beat",
                        "1772366399.9",
                        "quiet",
                        "true"));
        raw.hset("ruby:9:abc:workers", "tid", "{\"queue\":\"x\",\"payload\":{\"jid\":\"p\"},\"run_at\":1772366001}");
    }

    @Test
    void whatIsSanchosOwnStandsUnderSancho() {
        queueClaimParkAndLock();
        store.promote(ME, 1);

        assertThat(raw.keys("*"))
                .containsExactlyInAnyOrder(
                        "queues",
                        "queue:q",
                        "processes",
                        ME,
                        "sancho:owners",
                        "sancho:inflight:" + ME,
                        "sancho:parking",
                        "sancho:parked:key",
                        "sancho:locks",
                        "sancho:until",
                        "sancho:promoter");
        assertThat(raw.hgetAll("sancho:inflight:" + ME))
                .containsExactly(Map.entry("1", "q1:q" + Fixtures.payload("a").text()));
        assertThat(raw.hget("sancho:owners", ME)).isEqualTo("1772366460146200 1");
        assertThat(raw.hget("sancho:locks", "lock")).isEqualTo("1772366409146200 l");
    }

    private void queueClaimParkAndLock() {
        beat(store, ME);
        store.insert(List.of(job("q", "a"), job("q", "b")));
        claim(store, ME, 1, 1, "q");
        Guard lock = new Guard.Lock("lock", "l", Duration.ofSeconds(9), Guard.OnHeld.REFUSE);
        store.insert(List.of(
                new NewJob("p", new To.Parked("key", Fixtures.payload("p"))),
                new NewJob("l", job("q", "l").to(), List.of(lock))));
    }

    @Test
    void aPrefixStandsBeforeEveryKey() {
        try (JobStore prefixed = new RedisStoreProvider().open(server.url("app:"), StoreSettings.DEFAULTS)) {
            beat(prefixed, ME);
            prefixed.insert(List.of(job("q", "a"), job("q", "b")));
            claim(prefixed, ME, 1, 1, "q");
            prefixed.promote(ME, 1);
            prefixed.move(List.of(new Move(
                    new From.Held(ME, 1),
                    new To.Parked("k", Fixtures.payload("a")),
                    List.of(
                            new Effect.Add("processed", 1),
                            new Effect.Open("g", List.of(), Duration.ofDays(1)),
                            new Effect.Put("c", "v", Duration.ofDays(1))))));
            prefixed.leave(ME);
        }

        assertThat(raw.keys("*")).isNotEmpty().allMatch(key -> key.startsWith("app:"));
    }

    private static ProcessRecord process() {
        Map<String, CapsuleRecord> capsules = new LinkedHashMap<>();
        capsules.put("default", new CapsuleRecord(10, "strict", Map.of("a", 0)));
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put("b", 2);
        weights.put("a", 1);
        capsules.put("mixed", new CapsuleRecord(5, "weighted", weights));
        return new ProcessRecord(
                ME,
                "host",
                7,
                NOW,
                "app",
                List.of("l"),
                "1.0",
                capsules,
                1,
                false,
                2048,
                150,
                List.of(new WorkRecord("t1", "a", Fixtures.payload("w"), NOW.minusNanos(146_200_000), null)));
    }
}
