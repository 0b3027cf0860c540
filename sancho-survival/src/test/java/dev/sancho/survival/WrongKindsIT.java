package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.Sancho;
import dev.sancho.job.Outcome;
import dev.sancho.store.Place;
import dev.sancho.store.StoreException;
import dev.sancho.tck.PrivateRedis;
import dev.sancho.worker.Worker;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;

/**
 * While a worker works, a key becomes something else than it should be: the worker names it, goes on with all that does not need it, and with
 * the rest as soon as the key is gone.
 */
class WrongKindsIT {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final PrivateRedis redis = PrivateRedis.shared();
    private final String prefix = "kinds" + COUNT.incrementAndGet() + ":";
    private final Queue<String> ran = new ConcurrentLinkedQueue<>();

    /** {@code heart}: a key without which a worker can do nothing; {@code told}: whether anything needs it here. */
    @ParameterizedTest
    @CsvSource({
        "queues, true, false",
        "queue:a, true, false",
        "schedule, true, false",
        "retry, true, false",
        "dead, true, false",
        "processes, true, false",
        "ME, true, false",
        "ME:work, false, false",
        "ME:workers, false, false",
        "ME-signals, true, false",
        "stat:processed, true, false",
        "stat:processed:TODAY, true, false",
        "stat:failed, true, false",
        "paused, true, false",
        "sancho:owners, true, true",
        "sancho:inflight:ME, true, true",
        "sancho:landings:ME, false, false",
        "sancho:landing:ME:b, false, false",
        "sancho:promoter, false, false",
        "sancho:parking, false, false",
        "sancho:ended, false, false",
        "sancho:operations, true, false",
        "sancho:until, true, false",
        "sancho:locks, false, false",
        "sancho:cells, false, false",
    })
    @Timeout(120)
    void isNamedStopsNothingElseAndHeals(String name, boolean told, boolean heart) {
        try (LogCapture log = new LogCapture();
                Jedis raw = new Jedis("127.0.0.1", redis.port());
                Sancho sancho = Sancho.builder()
                        .url(redis.url(prefix))
                        .lease(Duration.ofSeconds(6))
                        .open()) {
            Worker worker = worker(sancho);
            runs(sancho, "first");
            String key = key(name, worker);
            spoil(raw, key);

            put(sancho);
            if (!heart) {
                runs(sancho, "while it is wrong");
            }
            if (told) {
                await("the log names " + key)
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> log.lines().stream().anyMatch(line -> line.contains(key)));
            }
            raw.del(key);
            runs(sancho, "when it is right again");
            await("nothing is held any more").atMost(Duration.ofSeconds(30)).until(() -> inFlight(sancho) == 0);
            log.assertClean();
        }
    }

    private String key(String name, Worker worker) {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        return prefix + name.replace("ME", worker.identity()).replace("TODAY", today);
    }

    private Worker worker(Sancho sancho) {
        return sancho.worker(w -> w.handle("Good", (args, context) -> {
                            ran.add(String.valueOf(args.getFirst()));
                            return Outcome.done();
                        })
                        .handle("Fails", (args, context) -> {
                            throw new IllegalStateException("as it should");
                        })
                        .queues("a", "b")
                        .concurrency(5))
                .start();
    }

    private static void spoil(Jedis raw, String key) {
        raw.del(key);
        if (key.contains(":stat:") || key.endsWith(":promoter")) {
            raw.lpush(key, "a list");
        } else {
            raw.set(key, "a string");
        }
    }

    /** A good job, one that fails, one that dies and one that is due soon; whether the store takes them or says why not. */
    private static void put(Sancho sancho) {
        Runnable[] puts = {
            () -> sancho.jobs().queue("a").enqueue("Good", "a"),
            () -> sancho.jobs().queue("b").enqueue("Fails"),
            () -> sancho.jobs().queue("b").retries(0).enqueue("Fails"),
            () -> sancho.jobs().queue("b").in(Duration.ofMillis(50)).enqueue("Good", "later")
        };
        for (Runnable put : puts) {
            try {
                put.run();
            } catch (StoreException refused) {
                assertThat(refused).hasMessageContaining("WRONGTYPE");
            }
        }
    }

    private void runs(Sancho sancho, String when) {
        try {
            sancho.jobs().queue("b").enqueue("Good", when);
        } catch (StoreException unlisted) {
            assertThat(unlisted).hasMessageContaining("the jobs are there");
        }
        await("a job runs " + when).atMost(Duration.ofSeconds(30)).until(() -> ran.contains(when));
    }

    private static long inFlight(Sancho sancho) {
        return sancho.store().browser().places().stream()
                .filter(Place.InFlight.class::isInstance)
                .mapToLong(sancho.store().browser()::size)
                .sum();
    }
}
