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
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A server that dies, comes back, refuses, or is another than the URL says. */
class OutageIT {
    private static final String[] KEPT = {"--appendonly", "yes", "--appendfsync", "always"};

    @Test
    void workGoesOnWhereItWasWhenTheServerIsBack() {
        try (PrivateRedis server = PrivateRedis.start(KEPT);
                JobStore store = open(server.url())) {
            beat(store, ME);
            store.insert(List.of(job("q", "a"), job("q", "b")));
            claim(store, ME, 1, 1, "q");
            server.kill();

            assertThatThrownBy(() -> claim(store, ME, 2, 1, "q"))
                    .matches(thrown -> ((StoreException) thrown).passing())
                    .hasMessageContaining("cannot be reached");
            assertThatThrownBy(() -> store.insert(List.of(job("q", "c"))))
                    .matches(thrown -> ((StoreException) thrown).passing());

            server.restart();
            assertThat(claim(store, ME, 2, 1, "q")).hasSize(1);
            assertThat(store.move(List.of(Fixtures.finish(ME, 1), Fixtures.finish(ME, 2))))
                    .containsExactly(Moved.Answer.MOVED, Moved.Answer.MOVED);
        }
    }

    @Test
    void aRestartBetweenCallsIsNotNoticed() {
        try (PrivateRedis server = PrivateRedis.start(KEPT);
                JobStore store = open(server.url())) {
            beat(store, ME);
            store.insert(List.of(job("q", "a")));
            server.kill();
            server.restart();

            assertThat(claim(store, ME, 1, 1, "q")).hasSize(1);
        }
    }

    @Test
    void aWaitThatTheServerEndsLosesNothing() throws Exception {
        try (PrivateRedis server = PrivateRedis.start(KEPT);
                JobStore store = open(server.url())) {
            beat(store, ME);
            Future<Object> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return Fixtures.await(store, ME, 1, Duration.ofSeconds(30), "q");
                } catch (StoreException broken) {
                    return broken;
                }
            });
            await("a blocked client").until(() -> blocked(server));
            server.kill();
            server.restart();

            Object result = waiting.get();
            assertThat(endedWell(result)).as("%s", result).isTrue();
            store.insert(List.of(job("q", "a")));
            List<ClaimedJob> jobs = claim(store, ME, 100, 5, "q");
            assertThat(jobs).hasSize(1);
        }
    }

    private static boolean endedWell(Object result) {
        return switch (result) {
            case List<?> jobs -> jobs.isEmpty();
            case StoreException broken -> broken.passing();
            default -> false;
        };
    }

    private static boolean blocked(PrivateRedis server) {
        try (Jedis raw = new Jedis("127.0.0.1", server.port())) {
            return raw.info("clients").contains("blocked_clients:1");
        }
    }

    @Test
    void aServerThatWantsAPasswordSaysSoAndTheURLsIsNotShown() {
        try (PrivateRedis server = PrivateRedis.start("--requirepass", "secret")) {
            assertThatThrownBy(() -> open(server.url()))
                    .hasMessageContaining("wants a password")
                    .matches(thrown -> !((StoreException) thrown).passing());
            String wrong = "redis://:wr0ng@127.0.0.1:" + server.port();
            assertThatThrownBy(() -> open(wrong))
                    .hasMessageContaining("are wrong")
                    .matches(thrown -> !thrown.toString().contains("wr0ng"));
            open("redis://:secret@127.0.0.1:" + server.port()).close();
        }
    }

    @Test
    void aFullServerRefusesAndTheJobsAreNotHalfWritten() {
        try (PrivateRedis server = PrivateRedis.start();
                Jedis raw = new Jedis("127.0.0.1", server.port());
                JobStore store = open(server.url())) {
            beat(store, ME);
            store.insert(List.of(job("q", "a")));
            claim(store, ME, 1, 1, "q");
            raw.configSet("maxmemory", "1mb");

            assertThatThrownBy(() -> store.insert(List.of(job("q", "b"))))
                    .hasMessageContaining("OOM")
                    .matches(thrown -> ((StoreException) thrown).passing());
            assertThat(store.move(List.of(Fixtures.finish(ME, 1)))).containsExactly(Moved.Answer.MOVED);
        }
    }

    @Test
    void aReplicaPasses() {
        try (PrivateRedis primary = PrivateRedis.start();
                PrivateRedis server = PrivateRedis.start("--replicaof", "127.0.0.1 " + primary.port());
                JobStore store = open(server.url())) {
            assertThatThrownBy(() -> beat(store, ME))
                    .hasMessageContaining("READONLY")
                    .matches(thrown -> ((StoreException) thrown).passing());
        }
    }

    private static JobStore open(String url) {
        return new RedisStoreProvider().open(url, StoreSettings.DEFAULTS);
    }
}
