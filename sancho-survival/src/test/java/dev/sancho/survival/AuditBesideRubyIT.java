package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.Jobs;
import dev.sancho.engine.Audit;
import dev.sancho.engine.Trace;
import dev.sancho.job.JobState;
import dev.sancho.store.GroupView;
import dev.sancho.store.JobStore;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.StoreSettings;
import dev.sancho.worker.AuditPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real Ruby Sidekiq runs is kept by the audit; what it has deleted or done without our effects is found. */
class AuditBesideRubyIT {
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
        jobs = Jobs.of(store, ClientConfig.defaults().withFeatures(new Traced()));
        Traced.begin(store);
    }

    @AfterEach
    void close() {
        store.close();
        shop.close();
    }

    @Test
    void aJobDeletedByRubysApiIsFound() throws InterruptedException {
        String deleted = jobs.in(Duration.ofHours(1)).enqueue("HardWorker", "a").id();
        String left = jobs.in(Duration.ofHours(1)).enqueue("HardWorker", "b").id();
        shop.ruby("change.rb", "delete", deleted);

        assertThat(audit(AuditPolicy.LOOK_ONLY))
                .containsExactlyInAnyOrder(
                        new Trace.Lock(Traced.lock(deleted), deleted),
                        new Trace.Member(Traced.GROUP, deleted, JobState.ENQUEUED));
        assertThat(audit(AuditPolicy.DEFAULTS)).hasSize(2);

        assertThat(holder(deleted)).isEmpty();
        assertThat(holder(left)).contains(left);
        assertThat(state(deleted)).contains(JobState.CANCELLED);
        assertThat(state(left)).contains(JobState.ENQUEUED);
    }

    @Test
    void aJobThatRubyRunsIsKeptUntilRubyHasDoneIt() throws InterruptedException {
        String running = jobs.enqueue("HardWorker", "sleep", 15).id();
        Process sidekiq = shop.startSidekiq();
        awaitThat(
                "Ruby tells that it runs the job",
                () -> store.browser().processes().stream()
                        .map(ProcessRecord::work)
                        .anyMatch(work -> !work.isEmpty()));

        assertThat(audit(AuditPolicy.DEFAULTS)).isEmpty();
        assertThat(holder(running)).contains(running);
        assertThat(shop.allDone()).as("it ran all the while").isEmpty();

        awaitThat("Ruby has done it", () -> !shop.allDone().isEmpty());
        RubyShop.stop(sidekiq);
        assertThat(audit(AuditPolicy.DEFAULTS)).hasSize(2);
        assertThat(holder(running)).isEmpty();
    }

    private List<Trace> audit(AuditPolicy policy) throws InterruptedException {
        return Audit.run(store, policy, Duration.ZERO).found();
    }

    private Optional<String> holder(String jid) {
        return store.cells().holder(Traced.lock(jid));
    }

    private Optional<JobState> state(String jid) {
        return store.cells().group(Traced.GROUP).map(GroupView::members).map(members -> members.get(jid));
    }

    private static void awaitThat(String what, Callable<Boolean> condition) {
        await(what)
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(60))
                .until(condition);
    }
}
