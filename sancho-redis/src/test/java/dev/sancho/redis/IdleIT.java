package dev.sancho.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.Payload;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.JobSet;
import dev.sancho.store.NewJob;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.To;
import dev.sancho.tck.PrivateRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;

/** What a hundred worker processes that have nothing to do cost the server. */
class IdleIT {
    private static final Logger LOG = LoggerFactory.getLogger(IdleIT.class);
    private static final int PROCESSES = 100;
    private static final int MOST_COMMANDS_PER_SECOND = 300;
    private static final int SECONDS_MEASURED = 15;
    private static final Pattern CALLS = Pattern.compile("calls=(\\d+)");

    private final BlockingQueue<ClaimedJob> claimed = new LinkedBlockingQueue<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Queue<Future<?>> running = new ConcurrentLinkedQueue<>();
    private final CountDownLatch measured = new CountDownLatch(1);

    @Test
    void aHundredIdleProcessesAskLittleAndADueJobStartsWithinASecond() throws Exception {
        List<RedisStore> stores = new ArrayList<>();
        try (PrivateRedis server = PrivateRedis.start();
                Jedis raw = new Jedis("127.0.0.1", server.port());
                ScheduledExecutorService loops = Executors.newScheduledThreadPool(4)) {
            for (int i = 0; i < PROCESSES; i++) {
                RedisStore store = RedisStore.open(RedisUrl.parse(server.url()), StoreSettings.DEFAULTS);
                stores.add(store);
                new Idle(store, "host:" + i + ":x", loops).begin(i * 15_000L / PROCESSES);
            }
            long perSecond = commandsPerSecond(raw);
            Duration late = latenessOfADueJob(stores.getFirst());

            String told = "{} idle processes: {} commands/s; a due job was claimed after {} ms";
            LOG.info(told, PROCESSES, perSecond, late.toMillis());
            assertThat(perSecond).isLessThan(MOST_COMMANDS_PER_SECOND);
            assertThat(late).isLessThan(Duration.ofSeconds(1));
            assertThat(running).as("loops that failed").noneMatch(loop -> loop.state() == Future.State.FAILED);
            end.countDown();
            loops.shutdownNow();
        } finally {
            stores.forEach(RedisStore::close);
        }
    }

    private long commandsPerSecond(Jedis raw) throws InterruptedException {
        measured.await(2, SECONDS); // all have begun and wait
        long before = commands(raw);
        measured.await(SECONDS_MEASURED, SECONDS);
        return (commands(raw) - before) / SECONDS_MEASURED;
    }

    private Duration latenessOfADueJob(RedisStore store) throws InterruptedException {
        Instant due = Instant.now().plusMillis(1500);
        To place = new To.Sorted(JobSet.SCHEDULED, due, Payload.of("{\"queue\":\"q\"}"));
        store.insert(List.of(new NewJob("due", place)));
        ClaimedJob job = claimed.poll(10, SECONDS);
        Duration late = Duration.between(due, Instant.now());
        assertThat(job).isNotNull();
        return late;
    }

    private static long commands(Jedis raw) {
        Matcher calls = CALLS.matcher(raw.info("commandstats"));
        long sum = 0;
        while (calls.find()) {
            sum += Long.parseLong(calls.group(1));
        }
        return sum;
    }

    /** The loops of a worker process without work. */
    private final class Idle {
        private final RedisStore store;
        private final String owner;
        private final ScheduledExecutorService loops;
        private long numbers = 1;

        Idle(RedisStore store, String owner, ScheduledExecutorService loops) {
            this.store = store;
            this.owner = owner;
            this.loops = loops;
        }

        /** @param phase when to rescue first, in milliseconds: not all at once */
        void begin(long phase) {
            beat();
            running.add(loops.scheduleAtFixedRate(this::beat, 10_000, 10_000, MILLISECONDS));
            running.add(loops.scheduleAtFixedRate(this::rescue, phase, 15_000, MILLISECONDS));
            promote();
            Thread.ofVirtual().start(this::fetch);
        }

        private void beat() {
            store.beat(
                    new ProcessRecord(
                            owner, "host", 1, Instant.EPOCH, "", List.of(), "1", Map.of(), 0, false, 1, 1, List.of()),
                    new SeqRanges(List.of(new SeqRanges.Range(1, Long.MAX_VALUE))));
        }

        private void rescue() {
            store.rescue(owner, take(10), 10);
        }

        private void promote() {
            long again = store.promote(owner, 100).askAgainIn().toMillis();
            if (end.getCount() > 0) {
                running.add(loops.schedule(this::promote, again, MILLISECONDS));
            }
        }

        private void fetch() {
            try {
                while (end.getCount() > 0) {
                    claimed.addAll(store.claim(
                            new ClaimRequest(owner, take(10), 10, List.of("q"), List.of(), Duration.ofSeconds(5))));
                }
            } catch (StoreException closed) {
                assertThat(end.getCount()).isZero();
            }
        }

        private synchronized long take(int count) {
            numbers += count;
            return numbers - count;
        }
    }
}
