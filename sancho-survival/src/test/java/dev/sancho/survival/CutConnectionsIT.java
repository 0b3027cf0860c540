package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.Jobs;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.JobBrowser;
import dev.sancho.store.JobStore;
import dev.sancho.store.Place;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreSettings;
import dev.sancho.survival.CuttingProxy.Call;
import dev.sancho.survival.Evidence.Kind;
import dev.sancho.tck.PrivateRedis;
import dev.sancho.worker.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The connection to Redis breaks after a request and before its answer, a thousand times, at each kind of call. */
class CutConnectionsIT {
    private static final Map<Call, Integer> CUTS = new EnumMap<>(Map.of(
            Call.CLAIM, 300, Call.MOVE, 300, Call.INSERT, 200, Call.BEAT, 70, Call.PROMOTE, 70, Call.RESCUE, 60));
    private static final int WORKERS = 5;
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final StoreSettings SETTINGS = StoreSettings.DEFAULTS.withLease(LEASE);

    @TempDir
    Path directory;

    private final PrivateRedis redis = PrivateRedis.start();
    private final CuttingProxy proxy = CuttingProxy.before(redis.port());
    private final String throughProxy = "redis://127.0.0.1:" + proxy.port();
    private final JobStore direct = Backend.open(redis.url(), SETTINGS);
    private final JobBrowser browser = direct.browser();
    private final List<Worker> workers = new ArrayList<>();
    private final List<JobStore> stores = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private final Map<Place, Map<Long, Long>> flights = new HashMap<>();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> unsure = ConcurrentHashMap.newKeySet();
    private long longestFlight;
    private int ghosts;

    @BeforeEach
    void startWorkers() {
        for (int i = 0; i < WORKERS; i++) {
            Path evidence = directory.resolve("worker-" + i);
            WorkerSetup setup = new WorkerSetup(Map.of());
            JobStore store = Backend.open(throughProxy, SETTINGS);
            stores.add(store);
            accounts.add(new Account(evidence));
            workers.add(WorkerMain.worker(setup, store, new Evidence(evidence)).start());
        }
        CUTS.forEach(proxy::cut);
    }

    @AfterEach
    void end() {
        workers.forEach(worker -> worker.stop(Duration.ofSeconds(5)));
        stores.forEach(JobStore::close);
        direct.close();
        proxy.close();
        redis.close();
    }

    @Test
    void aThousandLostAnswersLoseNothingAndCountNothingTwice() {
        JobStore client = Backend.open(throughProxy, SETTINGS);
        stores.add(client);
        List<Thread> pushers = IntStream.range(0, 4)
                .mapToObj(seed -> Thread.ofPlatform().start(() -> pushWhileThereAreCuts(client, new Random(seed))))
                .toList();

        long begun = System.nanoTime();
        await("all cuts made, and every job done")
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofMinutes(3))
                .until(() -> {
                    watchFlights();
                    if (cutsLeft() > 0) {
                        leaveAGhost(client);
                    }
                    return pushers.stream().noneMatch(Thread::isAlive) && nothingIsLeft();
                });

        int cuts = CUTS.values().stream().mapToInt(Integer::intValue).sum();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        System.err.printf("%d cuts %s in %d s%n", cuts, CUTS, seconds);
        assertAllRanAndCountedOnce();
    }

    private void assertAllRanAndCountedOnce() {
        Set<String> ran = new HashSet<>();
        accounts.forEach(account -> ran.addAll(account.all(Kind.ENDED)));
        int runs = count(Kind.BEGUN);
        tell(ran, runs);
        assertThat(ran).as("pushed for sure").containsAll(acknowledged);
        assertThat(ran).as("what ran").isSubsetOf(sent);
        assertThat(browser.counter("processed")).as("processed").isEqualTo(ran.size());
        assertThat(browser.counter("failed")).as("failed").isZero();
        assertThat(longestFlight).as("longest time in one in-flight record, ms").isLessThan(15_000);
        if (count(Kind.LOST) == 0) {
            assertThat(runs).as("runs, where no process lost its lease").isEqualTo(ran.size());
        }
    }

    private void tell(Set<String> ran, int runs) {
        Set<String> unsureRan = new HashSet<>(unsure);
        unsureRan.retainAll(ran);
        System.err.printf(
                "%d jobs pushed for sure, %d of %d unsure ones exist: %d jobs in %d runs, %d rescued, %d leases lost; processed %d;"
                        + " longest in flight %d ms%n",
                acknowledged.size(),
                unsureRan.size(),
                unsure.size(),
                ran.size(),
                runs,
                count(Kind.RESCUED),
                count(Kind.LOST),
                browser.counter("processed"),
                longestFlight);
    }

    private int count(Kind kind) {
        return accounts.stream().mapToInt(account -> account.count(kind)).sum();
    }

    private int cutsLeft() {
        return CUTS.keySet().stream().mapToInt(proxy::left).sum();
    }

    private boolean nothingIsLeft() {
        return browser.places().stream().mapToLong(browser::size).sum() == 0
                && browser.counter("processed") >= acknowledged.size();
    }

    private void pushWhileThereAreCuts(JobStore client, Random random) {
        ThreadLocal<String> last = new ThreadLocal<>();
        Jobs jobs = Jobs.of(client, ClientConfig.defaults().withMiddleware((draft, next) -> {
            last.set(draft.document().jid());
            return next.enqueue(draft);
        }));
        while (cutsLeft() > 0) {
            Jobs timed = random.nextInt(4) == 0 ? jobs.in(Duration.ofMillis(random.nextInt(2_000))) : jobs;
            try {
                acknowledged.add(timed.enqueue("Chore", Chores.TAKE, 5 + random.nextInt(46))
                        .id());
            } catch (StoreException maybeThere) {
                unsure.add(last.get());
            }
            sent.add(last.get());
            if (browser.size(new Place.Queue("default")) > 200) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
    }

    /** A process that claims a few jobs and is never heard of again. */
    private void leaveAGhost(JobStore client) {
        String ghost = "ghost:" + ++ghosts + ":000000000000";
        ProcessRecord record = new ProcessRecord(
                ghost, "ghost", ghosts, Instant.EPOCH, "", List.of(), "", Map.of(), 0, false, 0, 0, List.of());
        try {
            client.beat(record, SeqRanges.NONE);
            client.claim(new ClaimRequest(ghost, 1, 2, List.of("default")));
        } catch (StoreException cutMoreThanOnce) {
            return; // it holds jobs or not, and has gone all the same
        }
    }

    private void watchFlights() {
        long now = System.nanoTime();
        Map<Place, Map<Long, Long>> before = new HashMap<>(flights);
        flights.clear();
        browser.places().stream().filter(Place.InFlight.class::isInstance).forEach(owner -> {
            Map<Long, Long> since = before.getOrDefault(owner, Map.of());
            Map<Long, Long> seen = new HashMap<>();
            browser.page(owner, 0, 10_000).forEach(job -> {
                seen.put(job.seq(), since.getOrDefault(job.seq(), now));
                longestFlight = Math.max(longestFlight, TimeUnit.NANOSECONDS.toMillis(now - seen.get(job.seq())));
            });
            flights.put(owner, seen);
        });
    }
}
