package dev.sancho.redis;

import static dev.sancho.redis.Fixtures.ME;
import static dev.sancho.redis.Fixtures.beat;
import static dev.sancho.redis.Fixtures.claim;
import static dev.sancho.redis.Fixtures.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sancho.store.ClaimedJob;
import dev.sancho.store.JobStore;
import dev.sancho.store.Moved;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreSettings;
import dev.sancho.tck.PrivateRedis;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.Jedis;

/** A primary and a replica under a Sentinel that wants a password. What a killed primary does is in the survival tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SentinelIT {
    private static final String[] AT_ONCE = {"--repl-diskless-sync-delay", "0"};

    private final PrivateRedis one = PrivateRedis.start(AT_ONCE);
    private final PrivateRedis other =
            PrivateRedis.start("--replicaof", "127.0.0.1 " + one.port(), "--repl-diskless-sync-delay", "0");
    private final PrivateRedis sentinel = sentinel();

    private PrivateRedis sentinel() {
        // A Sentinel asks every ten seconds only.
        await("the replica follows").until(() -> raw(one, "replication").contains("state=online"));
        PrivateRedis started =
                PrivateRedis.startSentinel(one.port(), "requirepass hidden", "sentinel failover-timeout shop 2000");
        await("the Sentinel knows the replica")
                .atMost(Duration.ofSeconds(20))
                .until(() -> info(started).contains("slaves=1"));
        return started;
    }

    @AfterAll
    void stop() {
        sentinel.close();
        other.close();
        one.close();
    }

    private String url(String hosts, String service, String password) {
        return "redis-sentinel://" + hosts + "127.0.0.1:" + sentinel.port() + "/" + service + "/0?sentinelPassword="
                + password;
    }

    @Test
    void aFailOverIsFollowedByThoseWhoWaitAndThoseWhoWriteThoughTheOldPrimaryLives() throws Exception {
        // The first of them is nobody, and is passed over.
        try (JobStore store = open(url("127.0.0.1:1,", "shop", "hidden"));
                Jedis newPrimary = new Jedis("127.0.0.1", other.port())) {
            beat(store, ME);
            store.insert(List.of(job("q", "a")));
            assertThat(claim(store, ME, 1, 1, "q")).hasSize(1);
            await("the replica has it").until(() -> offset(one) <= offset(other));
            Future<List<ClaimedJob>> waiting = CompletableFuture.supplyAsync(() -> awaitJob(store));
            await("a blocked client").until(() -> raw(one, "clients").contains("blocked_clients:1"));

            failOver();
            await("what is inserted comes to the new primary")
                    .atMost(Duration.ofSeconds(5)) // the old one learns after eight to ten
                    .until(() -> {
                        store.insert(List.of(job("other", "b")));
                        return newPrimary.exists("queue:other");
                    });
            store.insert(List.of(job("q", "c")));
            await("who waits is there too").atMost(Duration.ofSeconds(20)).until(waiting::isDone);
            assertThat(waiting.get()).hasSize(1);
            assertThat(store.move(List.of(Fixtures.finish(ME, 1)))).containsExactly(Moved.Answer.MOVED);
        }
    }

    private void failOver() {
        try (Jedis raw = new Jedis("127.0.0.1", sentinel.port())) {
            raw.auth("hidden");
            raw.sentinelFailover("shop");
        }
        await("another primary")
                .atMost(Duration.ofSeconds(20))
                .until(() -> raw(other, "replication").contains("role:master"));
    }

    /** As the engine does: a failure that passes is waited out. */
    private static List<ClaimedJob> awaitJob(JobStore store) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        for (long next = 2; System.nanoTime() < end; next += 10) {
            try {
                List<ClaimedJob> jobs = Fixtures.await(store, ME, next, Duration.ofSeconds(5), "q");
                if (!jobs.isEmpty()) {
                    return jobs;
                }
            } catch (StoreException passes) {
                assertThat(passes.passing()).as("%s", passes.getMessage()).isTrue();
            }
        }
        return List.of();
    }

    @Test
    void anUnknownServiceOrAWrongPasswordIsNamedAtOnce() {
        assertThatThrownBy(() -> open(url("", "shop", "wr0ng")))
                .hasMessageContaining("WRONGPASS")
                .hasMessageContaining("sentinelPassword")
                .hasMessageNotContaining("wr0ng")
                .matches(thrown -> !((StoreException) thrown).passing());
        assertThatThrownBy(() -> open(url("", "stop", "hidden")))
                .hasMessageContaining("127.0.0.1:" + sentinel.port() + " knows no service of that name")
                .hasMessageContaining("Check the name of the service");
        assertThatThrownBy(() -> open("redis-sentinel://127.0.0.1:1,127.0.0.1:2/shop"))
                .hasMessageContaining("no Sentinel names a primary of shop")
                .matches(thrown -> ((StoreException) thrown).passing());
    }

    private static long offset(PrivateRedis server) {
        return raw(server, "replication")
                .lines()
                .filter(line -> line.startsWith("master_repl_offset:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static String raw(PrivateRedis server, String section) {
        try (Jedis raw = new Jedis("127.0.0.1", server.port())) {
            return raw.info(section);
        }
    }

    private static String info(PrivateRedis sentinel) {
        try (Jedis raw = new Jedis("127.0.0.1", sentinel.port())) {
            raw.auth("hidden");
            return raw.info("sentinel");
        }
    }

    private static JobStore open(String url) {
        return new RedisStoreProvider().open(url, StoreSettings.DEFAULTS);
    }
}
