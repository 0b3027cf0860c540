package dev.sancho.survival;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.Sancho;
import dev.sancho.job.ActiveJob;
import dev.sancho.job.ActiveJobFacts;
import dev.sancho.job.GlobalId;
import dev.sancho.job.Job;
import dev.sancho.job.JobDocument;
import dev.sancho.job.Outcome;
import dev.sancho.job.Payload;
import dev.sancho.survival.RubyShop.Done;
import dev.sancho.worker.Worker;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.JsonNode;

/** Beside a real ActiveJob with its Sidekiq adapter, that of Rails 6.1: each runs what the other pushes and continues what the other failed. */
@Timeout(120)
class ActiveJobIT {
    private static final GlobalId USER = new GlobalId("shop", "User", "7/a b");
    private static final Instant TIME = Instant.parse("2026-11-23T21:00:00.123456789Z");

    private RubyShop shop;
    private Sancho sancho;

    @BeforeAll
    static void activeJobIsThere() {
        RubyShop.requireActiveJob();
    }

    @BeforeEach
    void open() {
        shop = new RubyShop();
        sancho = Sancho.open(shop.url());
    }

    @AfterEach
    void close() {
        sancho.close();
        shop.close();
    }

    record Keywords(GlobalId by, List<String> tags, Instant at) {}

    /** Takes what the job of the same name in rails_jobs.rb takes. */
    @Job(name = "Admin::WelcomeJob")
    record Welcome(
            String symbol,
            GlobalId user,
            Instant time,
            ZonedDateTime zoned,
            LocalDate date,
            Duration pause,
            Period age,
            BigDecimal total,
            Map<String, List<@Nullable String>> hash,
            Keywords keywords) {}

    /** What push_rails.rb pushes. */
    private static final Welcome WELCOME = new Welcome(
            "sym",
            USER,
            TIME,
            ZonedDateTime.ofInstant(Instant.ofEpochSecond(1_795_467_600), ZoneOffset.ofHours(1)),
            LocalDate.of(2026, 11, 23),
            Duration.ofMinutes(5),
            Period.ofMonths(1),
            new BigDecimal("19.9"),
            Map.of("plain", Arrays.asList("a", null)),
            new Keywords(USER, List.of("x", "y"), Instant.EPOCH));

    /** What Rails says of {@link #welcome}. */
    private static final String TOLD = "[\":sym\",\"User 7/a b\",\"Time 2026-11-23T21:00:00.123456789Z\","
            + "\"TimeWithZone 2026-11-23T22:00:00.123456789+01:00\",\"Date 2026-11-23\","
            + "\"Duration 90.5 to 2026-01-31T00:01:30.5Z\",\"Duration 2716146.0 to 2026-03-01T00:00:00.0Z\","
            + "\"\\\"19.90\\\"\",\"{\\\"a\\\" => [1, nil]}\",\"{:k => User 7/a b}\","
            + "\"{:by => User 7/a b, :deep => {\\\"x\\\" => true}}\"]";

    @Test
    void javaRunsWhatRailsPushes() throws InterruptedException {
        BlockingQueue<Welcome> done = new LinkedBlockingQueue<>();
        BlockingQueue<String> later = new LinkedBlockingQueue<>();
        JsonNode pushed = shop.ruby("push_rails.rb");

        sancho.worker(w -> w.queues("default").handle(Welcome.class, (job, context) -> {
                    assertThat(context.id()).isEqualTo(pushed.path("welcome").asString());
                    done.add(job);
                    return Outcome.done();
                }))
                .start();
        sancho.worker(w -> w.queues("later").handle("Admin::WelcomeJob", (args, context) -> {
                    later.add(context.id() + " " + args);
                    return Outcome.done();
                }))
                .start();

        assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo(WELCOME);
        assertThat(later.poll(30, TimeUnit.SECONDS))
                .as("a scheduled job")
                .isEqualTo(pushed.path("later").asString() + " [later]");
    }

    @Test
    void railsRunsWhatJavaPushes() {
        String now = sancho.jobs().enqueue(welcome()).id();
        String later = sancho.jobs()
                .in(Duration.ofSeconds(1))
                .enqueue(ActiveJob.of("Admin::WelcomeJob", "later"))
                .id();
        assertThat(shop.look().path("altered"))
                .as("payloads that Ruby would write otherwise")
                .isEmpty();

        Process rails = shop.startRails(Map.of(), "default");
        awaitThat("Rails has run both", () -> shop.allDone().size() == 2);
        RubyShop.stop(rails);

        assertThat(shop.allDone())
                .containsExactly(new Done(now, TOLD, true), new Done(later, "[\"\\\"later\\\"\",\"{}\"]", true));
        assertThat(shop.look().at("/stats/failed").asInt()).isZero();
    }

    private static ActiveJob welcome() {
        return ActiveJob.of(
                        "Admin::WelcomeJob",
                        new ActiveJob.Symbol("sym"),
                        USER,
                        TIME,
                        TIME.atZone(ZoneId.of("Europe/Berlin")),
                        LocalDate.of(2026, 11, 23),
                        Duration.ofMillis(90_500),
                        Period.of(0, 1, 1),
                        new BigDecimal("19.90"),
                        Map.of("a", Arrays.asList(1, null)),
                        new ActiveJob.SymbolKeys(Map.of("k", USER)))
                .keyword("by", USER)
                .keyword("deep", Map.of("x", true))
                .forOlderRails();
    }

    @Test
    void aJobThatFailsInRailsAndInJavaCountsAsRailsDoes() throws InterruptedException {
        JsonNode pushed = shop.ruby("push_rails.rb");
        Process rails = shop.startRails(Map.of("FLAKY", "yes"), "flaky");
        awaitThat("retry_on has pushed it anew", () -> size("schedule", "FlakyJob") == 1);
        RubyShop.stop(rails);

        ActiveJobFacts facts = failInJava();
        assertThat(facts.jobId()).isEqualTo(pushed.path("flaky_id").asString());
        assertThat(facts.executions()).isEqualTo(1);
        assertThat(facts.exceptionExecutions()).isEqualTo(Map.of("[FlakyJob::Refused]", 1));

        makeRetriesDue();
        Process again = shop.startRails(Map.of(), "flaky");
        awaitThat("Rails has run it", () -> shop.allDone().size() == 1);
        RubyShop.stop(again);
        assertThat(shop.allDone().getFirst().args())
                .as("the second execution that Rails knows of, after one that retry_on handled")
                .isEqualTo("[\"bob\",2,{\"[FlakyJob::Refused]\":1}]");
    }

    private ActiveJobFacts failInJava() throws InterruptedException {
        BlockingQueue<ActiveJobFacts> seen = new LinkedBlockingQueue<>();
        Worker java = sancho.worker(w -> w.queues("flaky").handle("FlakyJob", (args, context) -> {
            seen.add(context.document().activeJob().orElseThrow());
            throw new IllegalStateException("Java says no");
        }));
        java.start();
        ActiveJobFacts facts = seen.poll(30, TimeUnit.SECONDS);
        awaitThat("it waits for its retry", () -> size("retry", "FlakyJob") == 1);
        java.stop();
        return requireNonNull(facts);
    }

    private long size(String set, String name) {
        try (Jedis raw = shop.raw()) {
            return raw.zrange(set, 0, -1).stream()
                    .map(member -> JobDocument.parse(Payload.of(member)).name())
                    .filter(name::equals)
                    .count();
        }
    }

    private void makeRetriesDue() {
        try (Jedis raw = shop.raw()) {
            raw.zrange("retry", 0, -1).forEach(member -> raw.zadd("retry", 1, member));
        }
    }

    private static void awaitThat(String what, Callable<Boolean> condition) {
        await(what)
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(60))
                .until(condition);
    }
}
