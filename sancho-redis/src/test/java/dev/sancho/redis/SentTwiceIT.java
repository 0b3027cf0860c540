package dev.sancho.redis;

import static dev.sancho.redis.Fixtures.ME;
import static dev.sancho.redis.Fixtures.OTHER;
import static dev.sancho.redis.Fixtures.beat;
import static dev.sancho.redis.Fixtures.claim;
import static dev.sancho.redis.Fixtures.job;
import static dev.sancho.redis.Fixtures.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Effect;
import dev.sancho.store.From;
import dev.sancho.store.Guard;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.NewJob;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.To;
import dev.sancho.tck.CutProxy;
import dev.sancho.tck.ManualClock;
import dev.sancho.tck.PrivateRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Each call whose answer is lost on the way is sent again by itself, and what it does happens once. */
class SentTwiceIT {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final PrivateRedis server = PrivateRedis.start();
    private final Jedis raw = new Jedis("127.0.0.1", server.port());
    private final CutProxy proxy = CutProxy.before(server.port());
    private final JobStore store =
            new RedisStoreProvider().open("redis://127.0.0.1:" + proxy.port(), StoreSettings.DEFAULTS.withClock(clock));

    /** Each script is on the server, so that the first EVALSHA of a test is the one that counts. */
    @BeforeEach
    void begin() {
        for (Script script : Script.values()) {
            raw.scriptLoad(new String(script.load(text -> text).text, java.nio.charset.StandardCharsets.UTF_8));
        }
        beat(store, ME);
    }

    @AfterEach
    void end() throws Exception {
        store.close();
        proxy.close();
        raw.close();
        server.close();
    }

    private void loseNextReply() {
        proxy.loseReplyTo("EVALSHA");
    }

    @Test
    void aClaimGivesTheSameJobs() {
        store.insert(List.of(job("q", "a"), job("q", "b"), job("q", "c")));
        loseNextReply();

        List<ClaimedJob> jobs = claim(store, ME, 1, 2, "q");

        assertThat(proxy.lost()).isEqualTo(1);
        assertThat(texts(jobs)).containsExactly(text("a"), text("b"));
        assertThat(raw.hlen("sancho:inflight:" + ME)).isEqualTo(2);
        assertThat(raw.llen("queue:q")).isEqualTo(1);
    }

    @Test
    void aMoveHasItsEffectsOnce() {
        store.insert(List.of(job("q", "a")));
        claim(store, ME, 1, 1, "q");
        loseNextReply();

        List<Moved> moved = store.move(
                List.of(new Move(new From.Held(ME, 1), To.Gone.GONE, List.of(new Effect.Add("processed", 1)))));

        assertThat(proxy.lost()).isEqualTo(1);
        assertThat(moved).containsExactly(Moved.Answer.REPEATED);
        assertThat(raw.get("stat:processed")).isEqualTo("1");
    }

    @Test
    void aMoveByHandHappensOnce() {
        store.insert(List.of(job("q", "a"), job("q", "a")));
        From queued = new From.Queued("q", "a", Fixtures.payload("a"), "operation");
        loseNextReply();

        List<Moved> moved = store.move(List.of(new Move(queued, To.Gone.GONE)));

        assertThat(moved).containsExactly(Moved.Answer.REPEATED);
        assertThat(raw.llen("queue:q")).isEqualTo(1);
    }

    @Test
    void aRescueGivesTheSameJobs() {
        store.insert(List.of(job("q", "a"), job("q", "b")));
        claim(store, ME, 1, 2, "q");
        clock.advance(Duration.ofSeconds(60));
        beat(store, OTHER);
        loseNextReply();
        List<ClaimedJob> first = store.rescue(OTHER, 1, 1);
        loseNextReply();
        List<ClaimedJob> second = store.rescue(OTHER, 2, 1);

        assertThat(proxy.lost()).isEqualTo(2);
        assertThat(texts(first)).containsExactly(text("a"));
        assertThat(texts(second)).containsExactly(text("b"));
    }

    @Test
    void aPromotionMovesEachJobOnce() {
        store.insert(List.of(new NewJob("a", new To.Sorted(JobSet.SCHEDULED, clock.instant(), Fixtures.payload("a")))));
        store.promote(ME, 1_000); // moves it, and makes this owner the promoter
        store.insert(List.of(new NewJob("b", new To.Sorted(JobSet.SCHEDULED, clock.instant(), Fixtures.payload("b")))));
        loseNextReply();
        store.promote(ME, 1_000);

        assertThat(proxy.lost()).isEqualTo(1);
        assertThat(raw.llen("queue:q")).isEqualTo(2);
        assertThat(raw.zcard("schedule")).isZero();
    }

    @Test
    void aCellIsWritten() {
        loseNextReply();

        assertThat(store.cells().putIf("cell", null, "value", Duration.ofDays(1)))
                .isTrue();
        assertThat(proxy.lost()).isEqualTo(1);
        assertThat(store.cells().putIf("cell", null, "value", Duration.ofDays(1)))
                .isFalse();
    }

    @Test
    void leavingPutsJobsBackOnce() {
        store.insert(List.of(job("q", "a"), job("q", "b")));
        claim(store, ME, 1, 2, "q");
        loseNextReply();
        store.leave(ME);

        assertThat(raw.lrange("queue:q", 0, -1)).containsExactly(text("b"), text("a"));
        assertThat(raw.exists("sancho:inflight:" + ME)).isFalse();
    }

    @Test
    void anInsertIsNotRepeatedAndSaysThatTheJobsMayExist() {
        proxy.loseReplyTo("LPUSH");

        assertThatThrownBy(() -> store.insert(List.of(job("q", "a"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("may exist")
                .matches(thrown -> ((StoreException) thrown).passing());
        assertThat(raw.llen("queue:q")).isEqualTo(1);
    }

    @Test
    void aGuardedInsertIsNotRepeatedEither() {
        Guard lock = new Guard.Lock("lock", "a", Duration.ofDays(1), Guard.OnHeld.REFUSE);
        loseNextReply();

        assertThatThrownBy(() ->
                        store.insert(List.of(new NewJob("a", job("q", "a").to(), List.of(lock)))))
                .hasMessageContaining("may exist");
        assertThat(raw.llen("queue:q")).isEqualTo(1);
    }

    private static String text(String jid) {
        return Fixtures.payload(jid).text();
    }
}
