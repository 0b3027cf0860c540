package dev.sancho.redis;

import static dev.sancho.redis.Fixtures.ME;
import static dev.sancho.redis.Fixtures.beat;
import static dev.sancho.redis.Fixtures.claim;
import static dev.sancho.redis.Fixtures.job;
import static dev.sancho.redis.Fixtures.payload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sancho.store.End;
import dev.sancho.store.Guard;
import dev.sancho.store.JobStore;
import dev.sancho.store.Moved;
import dev.sancho.store.NewJob;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreException.JobsExist;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.To;
import dev.sancho.tck.CutProxy;
import dev.sancho.tck.PrivateRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Inserts that replicas are to confirm, and what an insert that fails says of its jobs. */
class ReplicasIT {
    private final PrivateRedis server = PrivateRedis.start("--repl-diskless-sync-delay", "0");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anInsertThatReplicasConfirmReturns() {
        try (PrivateRedis replica = replica();
                JobStore store = open("?wait=1&waitTimeout=5000")) {
            store.insert(List.of(job("q", "a")));
            store.insert(List.of(guarded("b")));

            try (Jedis raw = new Jedis("127.0.0.1", replica.port())) {
                assertThat(raw.llen("queue:q")).isEqualTo(2);
            }
        }
    }

    @Test
    void anInsertThatTooFewConfirmSaysThatTheJobsExist() {
        try (PrivateRedis replica = replica();
                JobStore store = open("?wait=2&waitTimeout=2000")) {
            beat(store, ME);
            for (NewJob job : List.of(job("q", "a"), guarded("b"))) {
                assertThatThrownBy(() -> store.insert(List.of(job)))
                        .hasMessageContaining(
                                "of the 2 replicas that wait=2 asks for only 1 confirmed them within 2000 ms")
                        .hasMessageContaining("exist on the primary")
                        .matches(thrown -> said(thrown) == JobsExist.YES);
            }
            assertThat(claim(store, ME, 1, 5, "q")).hasSize(2);
            assertThat(store.move(List.of(Fixtures.finish(ME, 1))))
                    .as("moves do not wait")
                    .containsExactly(Moved.Answer.MOVED);
            assertThat(replica.port()).isPositive();
        }
    }

    @Test
    void whatWasRefusedIsNotWaitedFor() {
        try (JobStore store = open("?wait=1&waitTimeout=50");
                Jedis raw = new Jedis("127.0.0.1", server.port())) {
            raw.set("queue:q", "no list");

            assertThat(store.insert(List.of(job("q", "a")))).noneMatch(answer -> answer.added());
            assertThat(store.insert(List.of(guarded("b")))).noneMatch(answer -> answer.added());
        }
    }

    @Test
    void aConnectionThatBreaksInTheMidstLeavesItOpen() throws IOException {
        try (CutProxy proxy = CutProxy.before(server.port());
                JobStore store = new RedisStoreProvider()
                        .open("redis://127.0.0.1:" + proxy.port() + "?wait=1&waitTimeout=50", StoreSettings.DEFAULTS)) {
            proxy.loseReplyTo("LPUSH");
            assertThatThrownBy(() -> store.insert(List.of(job("q", "a"))))
                    .hasMessageContaining("may exist")
                    .matches(thrown -> said(thrown) == JobsExist.MAYBE);
            proxy.loseReplyTo("WAIT");
            assertThatThrownBy(() -> store.insert(List.of(job("q", "a"))))
                    .hasMessageContaining("may exist")
                    .matches(thrown -> said(thrown) == JobsExist.MAYBE);
        }
    }

    @Test
    void aServerThatIsAwayOrRefusesHasWrittenNothing() {
        try (JobStore store = open("");
                Jedis raw = new Jedis("127.0.0.1", server.port())) {
            raw.configSet("maxmemory", "1mb");
            assertThatThrownBy(() -> store.insert(List.of(job("q", "a"))))
                    .hasMessageContaining("OOM")
                    .matches(thrown -> said(thrown) == JobsExist.NO);
            assertThatThrownBy(() -> store.insert(List.of(guarded("a"))))
                    .hasMessageContaining("OOM")
                    .matches(thrown -> said(thrown) == JobsExist.NO);
            raw.configSet("maxmemory", "0");
            assertThat(raw.exists("queue:q")).isFalse();
            raw.replicaof("127.0.0.1", 1);
            assertThatThrownBy(() -> store.insert(List.of(job("q", "a"))))
                    .hasMessageContaining("READONLY")
                    .matches(thrown -> said(thrown) == JobsExist.NO);
        }
    }

    @Test
    void anInsertIsSentToAServerThatComesBackWithinASecond() {
        try (JobStore store = open("");
                Jedis raw = new Jedis("127.0.0.1", server.port())) {
            raw.replicaof("127.0.0.1", 1);
            Thread.startVirtualThread(() -> {
                await().until(() -> raw.info("commandstats").contains("cmdstat_lpush"));
                raw.replicaofNoOne();
            });

            assertThat(store.insert(List.of(job("q", "a")))).allMatch(answer -> answer.added());
        }
    }

    private static JobsExist said(Throwable thrown) {
        return ((StoreException) thrown).jobsExist();
    }

    private static NewJob guarded(String jid) {
        Guard lock = new Guard.Lock("l" + jid, jid, Duration.ofDays(1), Guard.OnHeld.REFUSE);
        return new NewJob(jid, new To.Queue("q", End.BACK, payload(jid)), List.of(lock));
    }

    private PrivateRedis replica() {
        PrivateRedis replica =
                PrivateRedis.start("--replicaof", "127.0.0.1 " + server.port(), "--repl-diskless-sync-delay", "0");
        try (Jedis raw = new Jedis("127.0.0.1", server.port())) {
            await("the replica follows").until(() -> raw.info("replication").contains("state=online"));
        }
        return replica;
    }

    private JobStore open(String parameters) {
        return new RedisStoreProvider().open(server.url() + parameters, StoreSettings.DEFAULTS);
    }
}
