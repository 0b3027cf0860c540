package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.Jobs;
import dev.sancho.job.Enqueued;
import dev.sancho.store.JobStore;
import dev.sancho.store.StoreException.JobsExist;
import dev.sancho.store.StoreSettings;
import dev.sancho.survival.Evidence.Kind;
import dev.sancho.tck.PrivateRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** The primary is killed in the midst of a drain, a moment after its replica was cut off, and Sentinels make that the primary. */
class FailoverIT {
    private static final int AT_FIRST = 2_000;
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final StoreSettings SETTINGS = StoreSettings.DEFAULTS.withLease(LEASE);
    private static final String[] WATCH = {
        "sentinel down-after-milliseconds shop 500", "sentinel failover-timeout shop 3000"
    };

    private final Backend backend = new Backend("--repl-diskless-sync-delay", "0");
    private final PrivateRedis primary = backend.redis();
    private final PrivateRedis replica = replicaOf(primary);
    private final String replicaProcess =
            info(replica.port(), "server").replaceFirst("(?s).*process_id:(\\d+).*", "$1");
    private final List<PrivateRedis> sentinels = sentinels();
    private final List<PrivateRedis> others = new ArrayList<>();
    private final List<WorkerProcess> workers = new ArrayList<>();

    private List<PrivateRedis> sentinels() {
        // A Sentinel asks every ten seconds only.
        await("the replica follows")
                .until(() -> info(primary.port(), "replication").contains("state=online"));
        return IntStream.range(0, 3)
                .mapToObj(i -> PrivateRedis.startSentinel(primary.port(), WATCH))
                .toList();
    }

    @BeforeEach
    void awaitSentinelsKnowAll() {
        await("every Sentinel knows the replica and the other Sentinels")
                .atMost(Duration.ofSeconds(30))
                .until(() -> sentinels.stream()
                        .allMatch(one -> info(one.port(), "sentinel")
                                .contains("status=ok,address=127.0.0.1:" + primary.port() + ",slaves=1,sentinels=3")));
    }

    @AfterEach
    void endAll() {
        workers.forEach(WorkerProcess::close);
        sentinels.forEach(PrivateRedis::close);
        others.forEach(PrivateRedis::close);
        replica.close();
        backend.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?wait=1&waitTimeout=500"})
    void workersGoOnByThemselvesAndWithWaitNoAcknowledgedJobIsLost(String parameters) {
        boolean waits = !parameters.isEmpty();
        String url = "redis-sentinel://"
                + sentinels.stream().map(one -> "127.0.0.1:" + one.port()).collect(Collectors.joining(",")) + "/shop/0"
                + parameters;
        try (JobStore store = Backend.open(url, SETTINGS)) {
            Ledger ledger = new Ledger(store);
            Set<String> first = enqueueFirst(store);
            startWorkers(url, ledger);
            try (Pushers pushers = new Pushers(store, 4)) {
                long outage = failOver(pushers, waits);
                workers.forEach(FailoverIT::assertOneOutageLogged);
                others.add(replicaOf(replica));
                int acknowledged = pushers.acknowledged().size();
                await("jobs go in")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> pushers.acknowledged().size() > acknowledged + 100);
                pushers.stop();
                ledger.awaitNothingInPlaces(Duration.ofMinutes(1));
                assertKept(new Result(first, pushers, ledger, outage), waits);
            }
        }
    }

    /** Returns for how many milliseconds, at most, the workers had no primary. */
    private long failOver(Pushers pushers, boolean waits) {
        await("a drain in its midst")
                .until(() -> ended() > 300 && pushers.acknowledged().size() > 200);
        cutOffTheReplica();
        int then = pushers.acknowledged().size();
        await("a moment in which what is written reaches no replica")
                .pollInterval(Duration.ofMillis(10))
                .until(() -> waits || pushers.acknowledged().size() > then + 20);
        primary.kill();
        signal("CONT");
        long killed = System.nanoTime();
        int before = ended();
        await("workers go on at the new primary")
                .atMost(Duration.ofSeconds(30))
                .until(() -> ended() > before + 100 && isPrimary(replica));
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed);
    }

    private static PrivateRedis replicaOf(PrivateRedis server) {
        return PrivateRedis.start("--replicaof", "127.0.0.1 " + server.port(), "--repl-diskless-sync-delay", "0");
    }

    private static void assertOneOutageLogged(WorkerProcess worker) {
        assertThat(worker.logged("cannot be used"))
                .as("lines of %s when the outage began", worker.name())
                .hasSizeLessThan(2);
    }

    /** Stops it, and ends its connection, which it cannot open again then. */
    private void cutOffTheReplica() {
        signal("STOP");
        try (Jedis raw = new Jedis("127.0.0.1", primary.port())) {
            raw.sendCommand(Protocol.Command.CLIENT, "KILL", "TYPE", "replica");
        }
    }

    private void signal(String name) {
        try {
            assertThat(new ProcessBuilder("kill", "-" + name, replicaProcess)
                            .start()
                            .waitFor())
                    .isZero();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private record Result(Set<String> first, Pushers pushers, Ledger ledger, long outageMillis) {}

    private static void assertKept(Result result, boolean waits) {
        Pushers pushers = result.pushers();
        Set<String> acknowledged = new HashSet<>(pushers.acknowledged());
        acknowledged.addAll(result.first());
        Set<String> ran = new HashSet<>(result.ledger().counts(Kind.ENDED).keySet());
        int runs = result.ledger().count(Kind.BEGUN);
        Set<String> lost = Pushers.without(acknowledged, ran);
        System.err.printf(
                "fail-over %s wait: the workers were without a primary for %d ms at most; %d jobs acknowledged, %d lost;"
                        + " calls said NO %d, MAYBE %d, YES %d; %d jobs in %d runs%n",
                waits ? "with" : "without",
                result.outageMillis(),
                acknowledged.size(),
                lost.size(),
                pushers.said(JobsExist.NO).size(),
                pushers.said(JobsExist.MAYBE).size(),
                pushers.said(JobsExist.YES).size(),
                ran.size(),
                runs);
        assertThat(pushers.unexplained()).as("calls that ended in neither").isEmpty();
        assertThat(pushers.said(JobsExist.NO)).as("said not to exist").doesNotContainAnyElementsOf(ran);
        if (waits) {
            assertThat(lost).as("acknowledged and lost").isEmpty();
        }
    }

    private Set<String> enqueueFirst(JobStore store) {
        Stream<List<?>> chores = Stream.generate(() -> List.of(Chores.TAKE, 10));
        return Jobs.of(store, ClientConfig.defaults()).enqueueAll("Chore", chores.limit(AT_FIRST)).stream()
                .map(Enqueued::id)
                .collect(Collectors.toSet());
    }

    private void startWorkers(String url, Ledger ledger) {
        WorkerSetup setup = WorkerSetup.on(backend)
                .with("url", url)
                .with("lease", LEASE.toMillis())
                .with("concurrency", 5);
        for (int i = 0; i < 2; i++) {
            workers.add(ledger.watch(WorkerProcess.start(backend, setup)));
        }
        workers.forEach(WorkerProcess::awaitUp);
    }

    private int ended() {
        return workers.stream()
                .mapToInt(worker -> worker.account().count(Kind.ENDED))
                .sum();
    }

    private static boolean isPrimary(PrivateRedis server) {
        return info(server.port(), "replication").contains("role:master");
    }

    private static String info(int port, String section) {
        try (Jedis raw = new Jedis("127.0.0.1", port)) {
            return raw.info(section);
        }
    }
}
