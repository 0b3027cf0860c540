package dev.sancho.redis;

import static dev.sancho.redis.Fixtures.ME;
import static dev.sancho.redis.Fixtures.OTHER;
import static dev.sancho.redis.Fixtures.beat;
import static dev.sancho.redis.Fixtures.claim;
import static dev.sancho.redis.Fixtures.job;
import static dev.sancho.redis.Fixtures.texts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.Enqueued;
import dev.sancho.job.Payload;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Effect;
import dev.sancho.store.End;
import dev.sancho.store.From;
import dev.sancho.store.Guard;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.NewJob;
import dev.sancho.store.Promoted;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.To;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A key that some other program made into something else stops what concerns it, says so, and nothing is written by halves. */
class WrongKeysIT {
    private final RedisHarness harness = new RedisHarness();
    private final JobStore store = harness.open(StoreSettings.DEFAULTS);
    private final Jedis raw = harness.raw();

    @BeforeEach
    void holdAJob() {
        beat(store, ME);
        store.insert(List.of(job("good", "held")));
        claim(store, ME, 1, 1, "good");
        raw.set(key("queue:bad"), "not a list");
    }

    @AfterEach
    void end() {
        store.close();
        raw.close();
        harness.close();
    }

    private String key(String name) {
        return harness.prefix() + name;
    }

    @Test
    void anInsertIsRefusedAloneWithWhatIsWrong() {
        List<Enqueued> answers = store.insert(List.of(job("bad", "a"), job("good", "b")));

        assertThat(answers.getFirst()).isInstanceOf(Enqueued.Refused.class);
        assertThat(((Enqueued.Refused) answers.getFirst()).reason()).contains("WRONGTYPE", "prefix");
        assertThat(answers.getLast()).isEqualTo(new Enqueued.Added("b"));
    }

    @Test
    void aClaimLooksIntoTheOtherQueues() {
        store.insert(List.of(job("good", "b")));

        assertThat(texts(claim(store, ME, 2, 5, "bad", "good")))
                .containsExactly(Fixtures.payload("b").text());
    }

    @Test
    void aWaitGoesOnForTheOtherQueues() {
        assertThat(Fixtures.await(store, ME, 2, Duration.ofMillis(100), "bad")).isEmpty();
        assertThat(Fixtures.await(store, ME, 20, Duration.ofMillis(100), "bad", "good"))
                .isEmpty();
    }

    @Test
    void aMoveToItIsRefusedAndTheJobStaysWhereItIs() {
        Moved moved = move(new To.Queue("bad", End.BACK, Fixtures.payload("held")), List.of());

        assertThat(moved).isInstanceOf(Moved.Refused.class);
        assertThat(((Moved.Refused) moved).reason()).contains(key("queue:bad"), "list", "string");
        assertStillHeld();
    }

    @Test
    void aMoveWithAnEffectThatCannotBeWrittenIsRefusedWhole() {
        Effect insert = new Effect.Insert(job("bad", "new"));

        assertThat(move(To.Gone.GONE, List.of(new Effect.Add("processed", 1), insert)))
                .isInstanceOf(Moved.Refused.class);
        assertStillHeld();
        assertThat(raw.exists(key("stat:processed"))).isFalse();
    }

    @Test
    void aFinishThatCannotBeCountedIsAFinish() {
        raw.set(key("stat:processed"), "many");

        assertThat(move(To.Gone.GONE, List.of(new Effect.Add("processed", 1), new Effect.Add("failed", 1))))
                .isEqualTo(Moved.Answer.MOVED);
        assertThat(raw.hlen(key("sancho:inflight:" + ME))).isZero();
        assertThat(raw.get(key("stat:processed"))).isEqualTo("many");
        assertThat(raw.get(key("stat:failed"))).isEqualTo("1");
    }

    @Test
    void aClaimedJobGoesBackThoughTheSetOfQueuesIsNone() {
        raw.del(key("queues"));
        raw.set(key("queues"), "not a set");

        assertThat(beat(store, ME).returned()).isEqualTo(1);
        assertThat(raw.lrange(key("queue:good"), 0, -1))
                .containsExactly(Fixtures.payload("held").text());
    }

    @Test
    void whatLandedGoesBackThoughTheSetOfQueuesIsNone() {
        raw.lpush(
                key("sancho:landing:" + ME + ":good"),
                Fixtures.payload("landed").text());
        raw.sadd(key("sancho:landings:" + ME), "good");
        raw.del(key("queues"));
        raw.set(key("queues"), "not a set");

        try (JobStore fresh = harness.reopen(StoreSettings.DEFAULTS)) { // which does not know what has landed
            beat(fresh, ME);
        }

        assertThat(raw.lrange(key("queue:good"), 0, -1))
                .contains(Fixtures.payload("landed").text());
    }

    @Test
    void aParkedJobIsClaimedThoughTheSetOfParkingKeysIsNone() {
        store.insert(List.of(new NewJob("p", new To.Parked("lane", Fixtures.payload("p")))));
        raw.del(key("sancho:parking"));
        raw.set(key("sancho:parking"), "not a set");

        List<ClaimedJob> claimed = store.claim(new ClaimRequest(
                ME, 2, 5, List.of("good"), List.of(new ClaimRequest.ParkedShare("lane", "good", 1)), Duration.ZERO));

        assertThat(texts(claimed)).containsExactly(Fixtures.payload("p").text());
    }

    @Test
    void aParkedJobIsNotTakenOutByHandIfTheSetOfParkingKeysIsNone() {
        store.insert(List.of(new NewJob("p", new To.Parked("lane", Fixtures.payload("p")))));
        raw.del(key("sancho:parking"));
        raw.set(key("sancho:parking"), "not a set");

        Moved moved = store.move(List.of(
                        new Move(new From.Parked("lane", "p", Fixtures.payload("p"), "op"), To.Gone.GONE, List.of())))
                .getFirst();

        assertThat(moved).isInstanceOf(Moved.Refused.class);
        assertThat(raw.llen(key("sancho:parked:lane"))).isEqualTo(1);
    }

    @Test
    void theRecordOfThePromoterGivesWay() {
        raw.lpush(key("sancho:promoter"), "not a string");
        Instant due = Instant.parse("2026-03-01T12:00:00Z");
        store.insert(List.of(new NewJob("a", new To.Sorted(JobSet.RETRY, due, Payload.of("{\"queue\":\"good\"}")))));

        assertThat(store.promote(OTHER, 10).moved()).isEqualTo(1);
    }

    @Test
    void aLockThatCannotBeTakenRefusesTheInsert() {
        raw.set(key("sancho:locks"), "not a hash");
        Guard lock = new Guard.Lock("lock", "a", Duration.ofDays(1), Guard.OnHeld.REFUSE);

        assertThat(store.insert(List.of(new NewJob("a", job("good", "a").to(), List.of(lock)), job("good", "b"))))
                .satisfiesExactly(
                        refused -> assertThat(refused).isInstanceOf(Enqueued.Refused.class),
                        added -> assertThat(added.added()).isTrue());
        assertThat(raw.llen(key("queue:good"))).isEqualTo(1);
    }

    @Test
    void whatCannotBePutBackStaysInFlight() {
        claimFromAQueueThatTurnsBad();

        assertThat(beat(store, ME).returned()).isEqualTo(1); // "held", to the good queue
        assertThat(raw.hlen(key("sancho:inflight:" + ME))).isEqualTo(1);
        store.leave(ME);
        assertThat(raw.hlen(key("sancho:inflight:" + ME))).isEqualTo(1);
    }

    private void claimFromAQueueThatTurnsBad() {
        store.insert(List.of(job("turns", "a")));
        claim(store, ME, 2, 1, "turns");
        raw.set(key("queue:turns"), "not a list any more");
    }

    @Test
    void aDueJobThatCannotGoToItsQueueStaysAndTheOthersGo() {
        Instant due = Instant.parse("2026-03-01T12:00:00Z");
        store.insert(List.of(
                new NewJob("a", new To.Sorted(JobSet.RETRY, due, Payload.of("{\"queue\":\"bad\"}"))),
                new NewJob("b", new To.Sorted(JobSet.RETRY, due, Payload.of("{\"queue\":\"good\"}")))));

        Promoted promoted = store.promote(OTHER, 10);

        assertThat(promoted.moved()).isEqualTo(1);
        assertThat(raw.zcard(key("retry"))).isEqualTo(1);
        assertThat(raw.llen(key("queue:good"))).isEqualTo(1);
    }

    @Test
    void anInFlightRecordThatIsNoneLosesNoJob() {
        raw.del(key("sancho:inflight:" + ME));
        raw.set(key("sancho:inflight:" + ME), "not a hash");
        store.insert(List.of(job("good", "a"), job("good", "b")));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> claim(store, ME, 2, 5, "good"))
                .hasMessageContaining("WRONGTYPE");
        assertThat(raw.lrange(key("queue:good"), 0, -1))
                .containsExactly(
                        Fixtures.payload("b").text(), Fixtures.payload("a").text());
    }

    private Moved move(To to, List<Effect> effects) {
        return store.move(List.of(new Move(new From.Held(ME, 1), to, effects))).getFirst();
    }

    private void assertStillHeld() {
        assertThat(raw.hkeys(key("sancho:inflight:" + ME))).containsExactly("1");
    }
}
