package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.Jobs;
import dev.sancho.job.Enqueued;
import dev.sancho.job.JobDocument;
import dev.sancho.job.Options;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.Place;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.StoredJob;
import dev.sancho.survival.RubyShop.Done;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.JsonNode;

/** Beside a real Ruby Sidekiq on the same Redis: each works what the other pushes and retries what the other failed. */
class BesideRubyIT {
    private static final int BULK = 1_500;
    private static final Options KEPT =
            Options.NONE.withRetries(5).withBacktrace(Options.WHOLE_BACKTRACE).withTags(List.of("a b"));
    private static final @Nullable Object[] ODD = {
        1,
        -2.5,
        1e20,
        0.1,
        new BigInteger("12345678901234567890"),
        "ünïcödé ☃ 😀",
        "\u0000\u0001\u001f\u007f\t\n\"\\/</script>\u2028",
        null,
        true,
        List.of(),
        Map.of(),
        Map.of("k", List.of(1, Map.of("deep", 1.0)))
    };

    private RubyShop shop;
    private JobStore store;
    private Jobs jobs;

    @BeforeAll
    static void sidekiqIsThere() {
        RubyShop.require();
    }

    @BeforeEach
    void open() {
        shop = new RubyShop();
        store = Backend.open(shop.url(), StoreSettings.DEFAULTS);
        jobs = Jobs.of(store, ClientConfig.defaults());
    }

    @AfterEach
    void close() {
        store.close();
        shop.close();
    }

    @Test
    void sanchoWorksWhatRubyPushesAndRubyRetriesWhatSanchoFailed() {
        JsonNode pushed = shop.ruby("push.rb");
        String failing = text(pushed.at("/failing/0"), "jid");
        String dying = text(pushed.at("/dying/0"), "jid");

        Process sancho = shop.startSancho();
        awaitThat("Sancho has done what it can", () -> store.browser().counter("processed") == BULK + 5);
        RubyShop.stop(sancho);

        assertSanchoDid(pushed);
        JsonNode look = shop.look();
        assertThat(look.path("altered"))
                .as("payloads that Ruby would write otherwise")
                .isEmpty();
        assertStats(
                look, Map.of("processed", BULK + 5, "failed", 3, "retry", 1, "dead", 1, "scheduled", 1, "enqueued", 0));
        assertThat(look.at("/stats/history").asInt()).isEqualTo(BULK + 5);
        assertWaitsForItsRetry(look.at("/sets/retry/0"), failing);
        assertFailedInSancho(look.at("/sets/dead/0"), dying, "dies");

        assertRubyRetries(failing, dying);
    }

    private void assertSanchoDid(JsonNode pushed) {
        Map<String, String> expected = new HashMap<>();
        for (String kind : List.of("single", "bulk", "scheduled")) {
            pushed.path(kind).forEach(job -> expected.put(text(job, "jid"), text(job, "args")));
        }
        assertThat(expected).hasSize(BULK + 2);
        assertThat(shop.allDone()).noneMatch(Done::byRuby).hasSize(expected.size());
        assertThat(argsByJid(shop.allDone())).isEqualTo(expected);
    }

    private static void assertWaitsForItsRetry(JsonNode retry, String failing) {
        assertFailedInSancho(retry, failing, "Java says no: ☃");
        assertThat(retry.at("/tags/0").asString()).isEqualTo("a b");
        assertThat(retry.at("/backtrace/0").asString()).contains("HardWorker");
        double delay = retry.path("at").asDouble() - retry.at("/item/failed_at").asDouble();
        assertThat(delay).as("Sidekiq's first delay").isBetween(15.0, 25.0);
    }

    private void assertRubyRetries(String failing, String dying) {
        shop.ruby("change.rb", "reschedule", "retry");
        shop.ruby("change.rb", "retry", dying);
        assertThat(shop.look().at("/stats/retry").asInt())
                .as("Ruby moved the very member")
                .isEqualTo(1);
        Process sidekiq = shop.startSidekiq();
        awaitThat(
                "Ruby has done what Sancho failed",
                () -> shop.allDone().stream().filter(Done::byRuby).count() == 2);
        RubyShop.stop(sidekiq);
        assertThat(shop.allDone().stream().filter(Done::byRuby).map(Done::jid))
                .containsExactlyInAnyOrder(failing, dying);
        assertStats(shop.look(), Map.of("processed", BULK + 7, "failed", 3, "retry", 0, "dead", 0, "scheduled", 1));
    }

    @Test
    void rubyWorksWhatSanchoPushesAndSanchoRetriesWhatRubyFailed() {
        String failing = jobs.with(KEPT).enqueue("HardWorker", "fails in Ruby").id();
        String dying =
                jobs.retries(0).enqueue("HardWorker", "fails in Ruby", "dies").id();
        jobs.noRetry().enqueue("HardWorker", "fails in Ruby", "gone");
        Map<String, String> expected = pushWhatRubyCanDo();
        assertRubyReadsWhatWasPushed();

        shop.ruby("change.rb", "reschedule", "schedule");
        assertThat(shop.look().at("/stats/scheduled").asInt())
                .as("Ruby moved the very members")
                .isEqualTo(2);
        assertRubyWorks(expected);
        assertFailedInRuby(only(JobSet.RETRY), failing);
        assertThat(only(JobSet.DEAD).jid()).isEqualTo(dying);

        assertSanchoRetries(failing);
        assertStats(
                shop.look(),
                Map.of("processed", expected.size() + 4, "failed", 3, "retry", 0, "dead", 1, "enqueued", 0));
    }

    private void assertRubyWorks(Map<String, String> expected) {
        Process sidekiq = shop.startSidekiq();
        awaitThat(
                "Ruby has done what it can",
                () -> shop.allDone().size() >= expected.size() && size(JobSet.RETRY) == 1 && size(JobSet.DEAD) == 1);
        RubyShop.stop(sidekiq);
        assertThat(shop.allDone()).allMatch(Done::byRuby).hasSize(expected.size());
        assertThat(argsByJid(shop.allDone())).isEqualTo(expected);
        assertThat(store.browser().counter("processed")).isEqualTo(expected.size() + 3);
        assertThat(store.browser().counter("failed")).isEqualTo(3);
    }

    private static void assertFailedInRuby(JobDocument failed, String jid) {
        assertThat(failed.jid()).isEqualTo(jid);
        assertThat(failed.text("error_class")).contains("HardWorker::Refused");
        assertThat(failed.text("error_message")).contains("Ruby says no: ☃");
    }

    private void assertSanchoRetries(String failing) {
        makeRetriesDue();
        Process sancho = shop.startSancho();
        awaitThat(
                "Sancho has done what Ruby failed",
                () -> shop.allDone().stream().anyMatch(done -> !done.byRuby()));
        RubyShop.stop(sancho);
        assertThat(shop.allDone().stream().filter(done -> !done.byRuby()).map(Done::jid))
                .containsExactly(failing);
    }

    /** Pushes jobs, now, in bulk and for later; returns their ids with their arguments as they were written. */
    private Map<String, String> pushWhatRubyCanDo() {
        Set<String> jids = new HashSet<>();
        jids.add(jobs.enqueue("HardWorker", oddAfter("single")).id());
        jids.add(jobs.in(Duration.ofSeconds(2))
                .enqueue("HardWorker", "scheduled", 1)
                .id());
        jids.add(jobs.in(Duration.ofHours(1))
                .enqueue("HardWorker", oddAfter("later"))
                .id());
        List<List<?>> bulk = new ArrayList<>();
        IntStream.rangeClosed(1, BULK).forEach(i -> bulk.add(List.of("bulk", i)));
        jobs.enqueueAll("HardWorker", bulk).stream().map(Enqueued::id).forEach(jids::add);
        Map<String, String> args = new HashMap<>();
        for (Place place : List.of(new Place.Queue("default"), new Place.Sorted(JobSet.SCHEDULED))) {
            for (StoredJob job : store.browser().page(place, 0, 10_000)) {
                JobDocument document = JobDocument.parse(job.payload());
                args.put(document.jid(), document.raw("args").orElseThrow());
            }
        }
        args.keySet().retainAll(jids);
        assertThat(args).hasSize(jids.size());
        return args;
    }

    private void assertRubyReadsWhatWasPushed() {
        JsonNode look = shop.look();
        assertThat(look.path("altered"))
                .as("payloads that Ruby would write otherwise")
                .isEmpty();
        assertThat(look.path("payloads").asInt()).isEqualTo(BULK + 6);
        assertStats(look, Map.of("enqueued", BULK + 4, "scheduled", 2, "retry", 0, "dead", 0, "processed", 0));
        assertThat(look.at("/queues/default/size").asInt()).isEqualTo(BULK + 4);
        assertThat(look.at("/queues/default/latency").asDouble()).isBetween(0.0, 60.0);
        look.at("/sets/schedule").forEach(job -> {
            assertThat(job.path("item").has("enqueued_at")).isFalse();
            assertThat(job.path("item").has("at")).isFalse();
            assertThat(job.path("item").path("created_at").isFloatingPointNumber())
                    .isTrue();
        });
    }

    @Test
    void aJobThatFailsOnBothSidesCountsOn() {
        String jid = jobs.enqueue("HardWorker", "fail", "everywhere").id();

        failIn(shop.startSancho());
        JobDocument first = only(JobSet.RETRY);
        failIn(shop.startSidekiq());
        JobDocument second = only(JobSet.RETRY);
        assertThat(second.jid()).isEqualTo(jid);
        assertFailedAgain(second, first, 1, "HardWorker::Refused");
        failIn(shop.startSancho());

        assertFailedAgain(only(JobSet.RETRY), first, 2, "java.lang.IllegalStateException");
        JsonNode look = shop.look();
        assertThat(look.path("altered")).isEmpty();
        assertThat(look.at("/sets/retry/0/item/retried_at").isFloatingPointNumber())
                .isTrue();
        assertStats(look, Map.of("processed", 3, "failed", 3, "retry", 1));
    }

    private static void assertFailedAgain(JobDocument job, JobDocument first, int retries, String error) {
        assertThat(job.integer("retry_count")).hasValue(retries);
        assertThat(job.raw("failed_at")).isEqualTo(first.raw("failed_at"));
        assertThat(job.raw("created_at")).isEqualTo(first.raw("created_at"));
        assertThat(job.raw("args")).isEqualTo(first.raw("args"));
        assertThat(job.text("error_class")).contains(error);
    }

    /** Makes what waits for its retry due, and waits until this worker has failed it and left. */
    private void failIn(Process worker) {
        makeRetriesDue();
        double now = System.currentTimeMillis() / 1e3;
        awaitThat("it has failed", () -> {
            try (Jedis raw = shop.raw()) {
                return raw.zcount("retry", now, Double.MAX_VALUE) == 1;
            }
        });
        RubyShop.stop(worker);
    }

    @Test
    void rubyReadsARunningSanchoAndStopsIt() {
        String[] options = {
            "-q", "critical,2", "-q", "default,1", "-c", "7", "-g", "shop", "--label", "blue", "-t", "1s"
        };
        Process sancho = shop.startSancho(options);
        String sleeping = jobs.queue("critical")
                .enqueue("HardWorker", oddAfter("sleep", 60))
                .id();
        awaitThat("Ruby sees it run", () -> shop.look().path("busy").asInt() == 1);

        JsonNode look = shop.look();
        assertRubyReads(look, sancho);
        assertRubyReadsItsWork(look, sleeping);

        stopByRuby(sancho);
        JsonNode after = shop.look();
        assertThat(after.path("processes")).isEmpty();
        assertThat(after.at("/queues/critical/jobs/0/jid").asString())
                .as("handed back")
                .isEqualTo(sleeping);
        assertStats(after, Map.of("processed", 0, "failed", 0, "retry", 0, "enqueued", 1));
    }

    private static void assertRubyReads(JsonNode look, Process sancho) {
        assertThat(look.path("processes")).hasSize(1);
        JsonNode process = look.at("/processes/0");
        assertThat(process.path("pid").asLong()).isEqualTo(sancho.pid());
        assertThat(text(process, "tag")).isEqualTo("shop");
        assertThat(process.path("labels").toString()).isEqualTo("[\"blue\"]");
        assertThat(process.path("queues").toString()).isEqualTo("[\"critical\",\"default\"]");
        assertThat(process.path("concurrency").asInt()).isEqualTo(7);
        assertThat(look.path("total_concurrency").asInt()).isEqualTo(7);
        assertThat(process.path("busy").asInt()).isEqualTo(1);
        assertThat(process.path("stopping").asBoolean()).isFalse();
        assertThat(text(process, "identity"))
                .matches("[^:]+:" + sancho.pid() + ":[0-9a-f]{12}")
                .startsWith(text(process, "hostname"));
        assertThat(process.path("started_at").isFloatingPointNumber()).isTrue();
        assertThat(process.path("rss").asLong()).as("kilobytes").isGreaterThan(10_000);
    }

    private void stopByRuby(Process sancho) {
        shop.ruby("change.rb", "quiet");
        awaitThat(
                "Ruby sees it quiet",
                () -> shop.look().at("/processes/0/stopping").asBoolean());
        shop.ruby("change.rb", "stop");
        awaitThat("it has left", () -> !sancho.isAlive());
    }

    private static void assertRubyReadsItsWork(JsonNode look, String running) {
        assertThat(look.path("works")).hasSize(1);
        JsonNode work = look.at("/works/0");
        assertThat(text(work, "process"))
                .isEqualTo(look.at("/processes/0/identity").asString());
        assertThat(text(work, "queue")).isEqualTo("critical");
        assertThat(work.at("/payload/jid").asString()).isEqualTo(running);
        assertThat(work.path("run_at").isIntegralNumber()).isTrue();
        assertThat(work.path("run_at").asDouble()).isCloseTo(System.currentTimeMillis() / 1e3, Offset.offset(60.0));
        assertThat(look.path("altered"))
                .as("payloads and records that Ruby would write otherwise")
                .isEmpty();
    }

    private void makeRetriesDue() {
        try (Jedis raw = shop.raw()) {
            raw.zrange("retry", 0, -1).forEach(member -> raw.zadd("retry", 1, member));
        }
    }

    private long size(JobSet set) {
        return store.browser().size(new Place.Sorted(set));
    }

    private static @Nullable Object[] oddAfter(Object... first) {
        List<@Nullable Object> all = new ArrayList<>(Arrays.asList(first));
        all.addAll(Arrays.asList(ODD));
        return all.toArray();
    }

    private static void assertFailedInSancho(JsonNode entry, String jid, String message) {
        JsonNode item = entry.path("item");
        assertThat(text(entry, "jid")).isEqualTo(jid);
        assertThat(text(item, "error_class")).isEqualTo("java.lang.IllegalStateException");
        assertThat(text(item, "error_message")).isEqualTo(message);
        assertThat(item.path("retry_count").isIntegralNumber()).isTrue();
        assertThat(item.path("retry_count").asInt()).isZero();
        assertThat(item.path("failed_at").isFloatingPointNumber()).isTrue();
        assertThat(item.has("retried_at")).isFalse();
        assertThat(text(item, "queue")).isEqualTo("default");
    }

    private static void assertStats(JsonNode look, Map<String, Integer> expected) {
        Map<String, Integer> found = new HashMap<>();
        expected.keySet()
                .forEach(name -> found.put(name, look.path("stats").path(name).asInt()));
        assertThat(found).as("Sidekiq::Stats").isEqualTo(expected);
    }

    private JobDocument only(JobSet set) {
        List<StoredJob> all = store.browser().page(new Place.Sorted(set), 0, 10);
        assertThat(all).hasSize(1);
        return JobDocument.parse(all.getFirst().payload());
    }

    private static Map<String, String> argsByJid(List<Done> all) {
        Map<String, String> args = new HashMap<>();
        all.forEach(done -> args.put(done.jid(), done.args()));
        return args;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString();
    }

    private static void awaitThat(String what, Callable<Boolean> condition) {
        await(what)
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(60))
                .until(condition);
    }
}
