package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.Sancho;
import dev.sancho.client.JobContext;
import dev.sancho.engine.Audit;
import dev.sancho.engine.Audit.Report;
import dev.sancho.engine.Audit.Tally;
import dev.sancho.engine.Trace;
import dev.sancho.job.JobState;
import dev.sancho.job.Outcome;
import dev.sancho.job.Payload;
import dev.sancho.store.End;
import dev.sancho.store.GroupView;
import dev.sancho.store.HeldLock;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.NewJob;
import dev.sancho.store.To;
import dev.sancho.worker.AuditPolicy;
import dev.sancho.worker.RetryPolicy;
import dev.sancho.worker.Worker;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

/** Other programs remove jobs and write no effects: the audit finds exactly those, also while others run through their lives. */
@ParameterizedClass
@EnumSource(Backend.Kind.class)
@Timeout(120)
class AuditIT {
    private static final int JOBS = 200;
    private static final Set<String> KEPT = Set.of("mail1", "mail2", "scheduled", "retry", "dead", "parked");
    private static final Set<String> GONE = Set.of(
            "mail-gone", "cleared-gone", "cleared2-gone", "scheduled-gone", "retry-gone", "dead-gone", "parked-gone");
    private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");

    private final Backend backend;
    private final Sancho sancho;
    private final JobStore store;
    private final Set<String> robbed = ConcurrentHashMap.newKeySet();

    AuditIT(Backend.Kind kind) {
        backend = new Backend(kind);
        sancho = Sancho.builder().url(backend.url()).feature(new Traced()).open();
        store = sancho.store();
        Traced.begin(store);
    }

    @AfterEach
    void end() {
        sancho.close();
        backend.close();
    }

    @Test
    void findsWhatPlainCommandsRemoveAndNothingElse() throws Exception {
        insertEverywhere();
        removeByOtherProgram();

        Report report = Audit.run(store, AuditPolicy.DEFAULTS, Duration.ZERO);

        assertThat(report.locks()).isEqualTo(new Tally(13, 7, 7));
        assertThat(report.members()).isEqualTo(new Tally(13, 7, 7));
        assertThat(report.found().stream().map(Trace::jid).collect(Collectors.toSet()))
                .isEqualTo(GONE);
        assertThat(holders()).isEqualTo(KEPT);
        assertThat(members(JobState.ENQUEUED)).isEqualTo(KEPT);
        assertThat(members(JobState.CANCELLED)).isEqualTo(GONE);
        assertThat(Audit.run(store, AuditPolicy.DEFAULTS, Duration.ZERO).found())
                .isEmpty();
    }

    private void insertEverywhere() {
        insert(queue("mail"), "mail1", "mail-gone", "mail2");
        insert(queue("cleared"), "cleared-gone", "cleared2-gone");
        insert(set(JobSet.SCHEDULED), "scheduled", "scheduled-gone");
        insert(set(JobSet.RETRY), "retry", "retry-gone");
        insert(jid -> new To.Sorted(JobSet.DEAD, LATER.minusSeconds(1), payload(jid)), "dead-gone");
        insert(set(JobSet.DEAD), "dead");
        insert(jid -> new To.Parked("key", payload(jid)), "parked", "parked-gone");
    }

    /** As Ruby's API and Web UI do it, or anybody with SQL. */
    private void removeByOtherProgram() throws SQLException {
        switch (backend.kind()) {
            case REDIS -> {
                try (Jedis raw = new Jedis(URI.create(backend.url()))) {
                    raw.lrem("queue:mail", 1, payload("mail-gone").text());
                    raw.unlink("queue:cleared");
                    raw.srem("queues", "cleared");
                    raw.zrem("schedule", payload("scheduled-gone").text());
                    raw.zrem("retry", payload("retry-gone").text());
                    raw.zremrangeByRank("dead", 0, -2);
                    raw.lrem("sancho:parked:key", 1, payload("parked-gone").text());
                }
            }
            case SQLITE -> {
                try (Connection connection = DriverManager.getConnection(backend.url());
                        Statement delete = connection.createStatement()) {
                    delete.execute("DELETE FROM sancho_job WHERE CAST(payload AS TEXT) LIKE '%-gone\"%'");
                }
            }
        }
    }

    @Test
    void freesNothingOfJobsThatMoveQuickly() throws Exception {
        insert(queue("never"), "orphan");
        removeOrphan();
        List<String> jids = sancho.jobs().enqueueAll("Restless", Collections.nCopies(JOBS, List.of())).stream()
                .map(job -> job.id())
                .toList();
        try (Worker worker = worker()) {
            worker.start();
            while (!members(JobState.SUCCEEDED).containsAll(jids)) {
                Audit.run(store, AuditPolicy.DEFAULTS, Duration.ZERO);
            }
        }

        assertThat(robbed).as("runs that found their lock free").isEmpty();
        assertThat(store.browser().counter(Audit.FREED)).isEqualTo(1);
        assertThat(store.browser().counter(Audit.MARKED)).isEqualTo(1);
        assertThat(holders()).isEmpty();
        assertThat(members(JobState.CANCELLED)).containsExactly("orphan");
    }

    private Worker worker() {
        return sancho.worker(w -> w.handle("Restless", (args, context) -> restless(context))
                .retryPolicy(
                        "Restless",
                        RetryPolicy.DEFAULT
                                .delay((retry, error, job) -> Optional.of(Duration.ofMillis(1)))
                                .withoutJitter())
                .concurrency(10)
                .logJobs(false)
                .auditEvery(Duration.ofMillis(5))
                .auditLooksApart(Duration.ZERO));
    }

    /** Fails three times, and ends. */
    private Outcome restless(JobContext context) {
        if (!store.cells().holder(Traced.lock(context.id())).equals(Optional.of(context.id()))) {
            robbed.add(context.id());
        }
        if (context.attempt() <= 3) {
            throw new IllegalStateException("once more");
        }
        return Outcome.done();
    }

    private void removeOrphan() throws SQLException {
        if (backend.kind() == Backend.Kind.REDIS) {
            try (Jedis raw = new Jedis(URI.create(backend.url()))) {
                raw.unlink("queue:never");
            }
        } else {
            try (Connection connection = DriverManager.getConnection(backend.url());
                    Statement delete = connection.createStatement()) {
                delete.execute("DELETE FROM sancho_job");
            }
        }
    }

    private interface Put {
        To at(String jid);
    }

    private static Put queue(String name) {
        return jid -> new To.Queue(name, End.BACK, payload(jid));
    }

    private static Put set(JobSet set) {
        return jid -> new To.Sorted(set, LATER, payload(jid));
    }

    private void insert(Put put, String... jids) {
        List<NewJob> jobs = new ArrayList<>();
        Arrays.stream(jids).forEach(jid -> jobs.add(new NewJob(jid, put.at(jid), Traced.guards(jid))));
        assertThat(store.insert(jobs)).allMatch(added -> added.added());
    }

    private static Payload payload(String jid) {
        return Payload.of("{\"class\":\"Work\",\"args\":[],\"queue\":\"mail\",\"jid\":\"" + jid + "\"}");
    }

    private Set<String> holders() {
        return store.cells().locks().map(HeldLock::holder).collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> members(JobState state) {
        Map<String, JobState> all =
                store.cells().group(Traced.GROUP).map(GroupView::members).orElseThrow();
        return all.keySet().stream()
                .filter(member -> all.get(member) == state)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
