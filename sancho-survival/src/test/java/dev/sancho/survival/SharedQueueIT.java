package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.Jobs;
import dev.sancho.job.Enqueued;
import dev.sancho.job.Json;
import dev.sancho.job.Payload;
import dev.sancho.store.End;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.NewJob;
import dev.sancho.store.Place;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.To;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One Java and one Ruby worker on the same queue, each knowing half of the jobs. */
class SharedQueueIT {
    private static final int EACH = 1_000;
    private static final int EARLY = 20;
    private static final int SLICE = 98;

    private final Set<String> rubyOnly = new HashSet<>();
    private final Set<String> javaOnly = new HashSet<>();
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
    void eachJobRunsOnItsSideAndJavaSpendsNoRetryOfRubys() {
        javaMeetsRubysJobs();
        Process sidekiq = shop.startSidekiq("./shared_worker.rb", "-q", "default");
        rubyFailsJavasJobs();
        Process sancho = startSancho();
        while (javaOnly.size() < EACH) {
            rubyOnly.addAll(push("RubyOnly", SLICE));
            javaOnly.addAll(push("JavaOnly", SLICE));
        }
        awaitThat("all are done", () -> shop.doneLines().size() >= 2 * EACH);
        RubyShop.stop(sancho);
        RubyShop.stop(sidekiq);

        List<JsonNode> done = shop.doneLines().stream()
                .map(line -> Json.mapper().readTree(line))
                .toList();
        assertThat(jids(done, "ruby")).containsExactlyInAnyOrderElementsOf(rubyOnly);
        assertThat(jids(done, "java")).containsExactlyInAnyOrderElementsOf(javaOnly);
        assertNothingIsLeft();
        assertJavaSpentNoRetry(done);
        assertJavaSawTheHistory(done);
    }

    /** Both know {@code HardWorker}; but only Ruby can count a batch of Sidekiq Pro. */
    @Test
    void aForeignBatchsJobIsLeftToRuby() {
        Process sancho = shop.startSancho();
        String payload =
                "{\"retry\":true,\"queue\":\"default\",\"class\":\"HardWorker\",\"args\":[1],\"jid\":\"of-a-batch\","
                        + "\"created_at\":1795424200.1462,\"bid\":\"iNQmXCRV3kcyVg\"}";
        store.insert(List.of(new NewJob("of-a-batch", new To.Queue("default", End.BACK, Payload.of(payload)))));
        awaitThat("Java has refused it", () -> onlyUnknownHere(1));
        assertThat(shop.allDone()).isEmpty();

        Process sidekiq = shop.startSidekiq();
        awaitThat("Ruby has done it", () -> shop.allDone().size() == 1);
        RubyShop.stop(sancho);
        RubyShop.stop(sidekiq);

        assertThat(shop.allDone()).singleElement().matches(RubyShop.Done::byRuby);
        assertThat(store.browser().counter("failed")).isZero();
        assertNothingIsLeft();
    }

    private void javaMeetsRubysJobs() {
        Process sancho = startSancho();
        rubyOnly.addAll(push("RubyOnly", EARLY));
        awaitThat("Java has met Ruby's jobs", () -> onlyUnknownHere(EARLY));
        RubyShop.stop(sancho);
    }

    private void rubyFailsJavasJobs() {
        javaOnly.addAll(push("JavaOnly", EARLY));
        awaitThat("Ruby has failed Java's jobs", () -> store.browser().counter("failed") >= EARLY);
    }

    private Process startSancho() {
        return shop.startWork("--jobs=" + SharedQueueJobs.class.getName(), "-q", "default");
    }

    private List<String> push(String name, int count) {
        return jobs
                .enqueueAll(name, IntStream.range(0, count).mapToObj(List::of).toList())
                .stream()
                .map(Enqueued::id)
                .toList();
    }

    private boolean onlyUnknownHere(int count) {
        return store.browser().page(new Place.Queue("default"), 0, count).stream()
                        .filter(job -> job.payload().text().contains("unknown_since"))
                        .count()
                == count;
    }

    private static List<String> jids(List<JsonNode> done, String side) {
        return done.stream()
                .filter(run -> run.path("by").asString().equals(side))
                .map(run -> run.at("/payload/jid").asString())
                .toList();
    }

    private void assertNothingIsLeft() {
        assertThat(store.browser().size(new Place.Queue("default"))).isZero();
        for (JobSet set : JobSet.values()) {
            assertThat(store.browser().size(new Place.Sorted(set)))
                    .as("%s", set)
                    .isZero();
        }
    }

    /** A job of Ruby's has no mark of a failure, whoever had it in between. */
    private static void assertJavaSpentNoRetry(List<JsonNode> done) {
        List<JsonNode> ruby = done.stream()
                .filter(run -> run.path("by").asString().equals("ruby"))
                .map(run -> run.path("payload"))
                .toList();
        assertThat(ruby).noneMatch(job -> job.has("retry_count") || job.has("failed_at") || job.has("error_class"));
        assertThat(ruby.stream().filter(job -> job.path("sancho").has("unknown_since")))
                .as("jobs of Ruby's that Java had in its hands")
                .hasSizeGreaterThanOrEqualTo(EARLY);
    }

    /** Each failure is Ruby's, each is counted in the job that failed, and Java was shown the first and the last. */
    private void assertJavaSawTheHistory(List<JsonNode> done) {
        List<JsonNode> failed = done.stream()
                .filter(run -> run.path("by").asString().equals("java"))
                .filter(run -> run.path("payload").has("retry_count"))
                .toList();
        assertThat(failed).as("jobs of Java's that Ruby had failed").hasSizeGreaterThanOrEqualTo(EARLY);
        assertThat(failed).allSatisfy(run -> {
            JsonNode job = run.path("payload");
            assertThat(job.path("error_class").asString()).isEqualTo("NameError");
            assertThat(job.path("error_message").asString()).contains("JavaOnly");
            assertThat(job.path("failed_at").isFloatingPointNumber()).isTrue();
            assertThat(job.has("retried_at")).isEqualTo(job.path("retry_count").asInt() > 0);
            assertThat(run.path("attempt").asInt())
                    .isEqualTo(job.path("retry_count").asInt() + 2);
        });
        long failures = failed.stream()
                .collect(Collectors.summingLong(
                        run -> run.at("/payload/retry_count").asLong() + 1));
        assertThat(store.browser().counter("failed")).isEqualTo(failures);
        assertThat(store.browser().counter("processed")).isEqualTo(2 * EACH + failures);
    }

    private static void awaitThat(String what, Callable<Boolean> condition) {
        await(what)
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(90))
                .until(condition);
    }
}
