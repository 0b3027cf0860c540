package dev.sancho.redis;

import static dev.sancho.redis.Fixtures.ME;
import static dev.sancho.redis.Fixtures.OTHER;
import static dev.sancho.redis.Fixtures.await;
import static dev.sancho.redis.Fixtures.beat;
import static dev.sancho.redis.Fixtures.claim;
import static dev.sancho.redis.Fixtures.job;
import static dev.sancho.redis.Fixtures.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.store.ClaimedJob;
import dev.sancho.store.JobStore;
import dev.sancho.store.Place;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.StoreSettings;
import dev.sancho.tck.ManualClock;
import dev.sancho.tck.PrivateRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ListDirection;

/** How a claim waits: woken by any push, ended by anybody, and nothing lost on the way. */
class WaitIT {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final PrivateRedis server = PrivateRedis.start();
    private final Jedis raw = new Jedis("127.0.0.1", server.port());
    private final List<JobStore> stores = new ArrayList<>();
    private JobStore store;

    @BeforeEach
    void begin() {
        store = open(StoreSettings.DEFAULTS);
        beat(store, ME);
    }

    private JobStore open(StoreSettings settings) {
        JobStore opened = new RedisStoreProvider().open(server.url(), settings);
        stores.add(opened);
        return opened;
    }

    @AfterEach
    void end() {
        stores.forEach(JobStore::close);
        raw.close();
        server.close();
    }

    @Test
    void aPlainPushOfAnotherProgramEndsTheWait() throws Exception {
        Future<List<ClaimedJob>> waiting =
                CompletableFuture.supplyAsync(() -> await(store, ME, 1, LONG, "a", "b", "c"));
        untilBlocked(3);
        raw.lpush("queue:b", "by hand");

        List<ClaimedJob> jobs = waiting.get();

        assertThat(texts(jobs)).containsExactly("by hand");
        assertThat(jobs.getFirst().origin()).isEqualTo(new Place.Queue("b"));
        assertThat(jobs.getFirst().seq()).isEqualTo(1);
        assertThat(blocked()).isZero();
        assertThat(raw.hkeys("sancho:inflight:" + ME)).containsExactly("1");
        assertThat(raw.keys("sancho:landing:*")).isEmpty();
    }

    @Test
    void aWaitThatRunsOutLeavesNothingBehind() {
        assertThat(await(store, ME, 1, Duration.ofMillis(200), "a", "b")).isEmpty();

        assertThat(blocked()).isZero();
        raw.lpush("queue:a", "late");
        assertThat(raw.llen("queue:a")).isEqualTo(1);
    }

    @Test
    void anInterruptEndsTheWaitAndStaysSet() throws Exception {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        Thread waiter = Thread.ofVirtual().start(() -> {
            List<ClaimedJob> jobs = await(store, ME, 1, LONG, "a", "b");
            ended.complete(jobs.isEmpty() && Thread.currentThread().isInterrupted());
        });
        untilBlocked(2);
        waiter.interrupt();

        assertThat(ended.get()).isTrue();
        assertThat(blocked()).isZero();
    }

    @Test
    void moreQueuesThanCanBeWaitedForArePolled() throws Exception {
        String[] queues = IntStream.range(0, 20).mapToObj(i -> "q" + i).toArray(String[]::new);
        Future<List<ClaimedJob>> waiting = CompletableFuture.supplyAsync(() -> await(store, ME, 1, LONG, queues));
        untilBlocked(16);
        raw.lpush("queue:q19", "far down");

        assertThat(texts(waiting.get())).containsExactly("far down");
        assertThat(blocked()).isZero();
    }

    @Test
    void whatLandedIsInFlight() {
        land("first", "second");

        assertThat(store.browser().places()).contains(new Place.InFlight(ME));
        assertThat(store.browser().size(new Place.InFlight(ME))).isEqualTo(2);
        assertThat(store.browser().page(new Place.InFlight(ME), 0, 10)).hasSize(2);
    }

    @Test
    void aBeatPutsBackWhatLandedAndNobodyWaitsFor() {
        land("first", "second");
        raw.lpush("queue:a", "third");

        JobStore again = open(StoreSettings.DEFAULTS); // one that does not know of the wait
        assertThat(again.beat(Fixtures.process(ME), SeqRanges.NONE).returned()).isEqualTo(2);

        assertThat(texts(claim(again, ME, 1, 5, "a"))).containsExactly("first", "second", "third");
    }

    @Test
    void leavingPutsBackWhatLanded() {
        land("first", "second");
        store.leave(ME);

        beat(store, OTHER);
        assertThat(texts(claim(store, OTHER, 1, 5, "a"))).containsExactly("first", "second");
    }

    @Test
    void whatLandedForADeadProcessIsRescued() {
        ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
        JobStore timed = open(StoreSettings.DEFAULTS.withClock(clock));
        beat(timed, OTHER);
        timed.insert(List.of(job("a", "claimed")));
        claim(timed, OTHER, 1, 1, "a");
        landFor(OTHER, "landed");
        clock.advance(Duration.ofSeconds(60));
        beat(timed, "host:3:rescuer");

        List<ClaimedJob> rescued = timed.rescue("host:3:rescuer", 1, 10);

        assertThat(texts(rescued)).containsExactly(Fixtures.payload("claimed").text(), "landed");
        assertThat(rescued.getLast().origin()).isEqualTo(new Place.Queue("a"));
    }

    @Test
    void nothingIsLostBetweenManyThatWaitAndGiveUp() throws Exception {
        int jobs = 1500;
        Collection<String> seen = new ConcurrentLinkedQueue<>();
        AtomicBoolean pushed = new AtomicBoolean();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> waiters = new ArrayList<>();
            for (String owner : List.of("host:0:waiter", "host:1:waiter", "host:2:waiter", "host:3:waiter")) {
                beat(store, owner);
                waiters.add(threads.submit(() -> take(owner, pushed, seen)));
            }
            for (int i = 0; i < jobs; i++) {
                raw.lpush("queue:" + "abc".charAt(i % 3), "job" + i);
            }
            pushed.set(true);
            for (Future<?> waiter : waiters) {
                waiter.get();
            }
        }

        List<String> all = IntStream.range(0, jobs).mapToObj(i -> "job" + i).toList();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
        assertThat(raw.keys("sancho:landing:*")).isEmpty();
        assertThat(blocked()).isZero();
    }

    private void take(String owner, AtomicBoolean pushed, Collection<String> seen) {
        long seq = 1;
        while (true) {
            boolean last = pushed.get();
            List<ClaimedJob> jobs = await(store, owner, seq, Duration.ofMillis(seq % 7), "a", "b", "c");
            seq += 10;
            seen.addAll(texts(jobs));
            store.move(
                    jobs.stream().map(job -> Fixtures.finish(owner, job.seq())).toList());
            if (last && jobs.isEmpty()) {
                return;
            }
        }
    }

    /** Puts jobs where a wait that broke would leave them. */
    private void land(String... jobs) {
        landFor(ME, jobs);
    }

    private void landFor(String owner, String... jobs) {
        raw.sadd("sancho:landings:" + owner, "a");
        for (String job : jobs) {
            raw.lpush("queue:a", job);
            raw.lmove("queue:a", "sancho:landing:" + owner + ":a", ListDirection.RIGHT, ListDirection.LEFT);
        }
    }

    private void untilBlocked(int clients) {
        await("blocked clients").until(() -> blocked() == clients);
    }

    private long blocked() {
        return raw.info("clients")
                .lines()
                .filter(line -> line.startsWith("blocked_clients:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }
}
