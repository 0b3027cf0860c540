package dev.sancho.tck;

import static dev.sancho.store.Moved.Answer.MOVED;
import static dev.sancho.store.Moved.Answer.REPEATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.Enqueued;
import dev.sancho.store.Effect;
import dev.sancho.store.From;
import dev.sancho.store.Guard;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.NewJob;
import dev.sancho.store.To;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link Guard}s keep, on inserts and on moves; those on groups are in {@link GroupContract}. */
public abstract class GuardContract extends ContractTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void aFreeLockIsTaken() {
        assertThat(insert(guarded("a", lock("key", "a")))).isEqualTo(new Enqueued.Added("a"));
        assertThat(store.cells().holder("key")).contains("a");
    }

    @Test
    void aHeldLockNamesItsHolderAndNothingIsWritten() {
        insert(guarded("a", lock("key", "a")));

        assertThat(insert(guarded("b", lock("other", "b"), lock("key", "b")))).isEqualTo(new Enqueued.HeldBy("a"));
        assertThat(jids(queue("q"))).containsExactly("a");
        assertThat(store.cells().holder("key")).contains("a");
        assertThat(store.cells().holder("other")).isEmpty();
    }

    @Test
    void aLockIsItsHoldersToTakeAgainForLonger() {
        insert(guarded("a", new Guard.Lock("key", "a", MINUTE, Guard.OnHeld.REFUSE)));
        advance(MINUTE.minus(MICRO));

        assertThat(insert(guarded("a", new Guard.Lock("key", "a", MINUTE, Guard.OnHeld.REFUSE)))
                        .added())
                .isTrue();
        advance(MINUTE.minus(MICRO));
        assertThat(store.cells().holder("key")).contains("a");
    }

    @Test
    void anExpiredLockIsFree() {
        insert(guarded("a", new Guard.Lock("key", "a", MINUTE, Guard.OnHeld.REFUSE)));
        advance(MINUTE.minus(MICRO));
        assertThat(insert(guarded("b", lock("key", "b")))).isEqualTo(new Enqueued.HeldBy("a"));

        advance(MICRO);
        assertThat(store.cells().holder("key")).isEmpty();
        assertThat(insert(guarded("b", lock("key", "b"))).added()).isTrue();
        assertThat(store.cells().holder("key")).contains("b");
    }

    @Test
    void aLockMayBeTakenOver() {
        insert(guarded("a", lock("key", "a")));

        assertThat(insert(guarded("b", new Guard.Lock("key", "b", DAY, Guard.OnHeld.REPLACE)))
                        .added())
                .isTrue();
        assertThat(store.cells().holder("key")).contains("b");
        write(new Effect.Unlock("key", "a"));
        assertThat(store.cells().holder("key")).contains("b");
    }

    @Test
    void aLaterJobOfTheSameCallSeesTheLockOfAnEarlierOne() {
        assertThat(store.insert(List.of(guarded("a", lock("key", "a")), guarded("b", lock("key", "b")))))
                .containsExactly(new Enqueued.Added("a"), new Enqueued.HeldBy("a"));
    }

    @Test
    void aLockMustBeHeldByWhomTheGuardNames() {
        insert(guarded("a", new Guard.Lock("key", "a", MINUTE, Guard.OnHeld.REFUSE)));
        Move free = new Move(
                From.Nothing.NOTHING,
                To.Gone.GONE,
                List.of(new Guard.Holds("key", "a")),
                List.of(new Effect.Unlock("key", "a"), new Effect.Add("freed", 1)));

        assertThat(insert(guarded("b", new Guard.Holds("key", "b")))).isInstanceOf(Enqueued.Refused.class);
        assertThat(insert(guarded("b", new Guard.Holds("key", "a"))).added()).isTrue();
        assertThat(move(free)).isEqualTo(MOVED);
        assertThat(move(free)).isEqualTo(new Moved.Refused("Lock key is not held by a"));
        assertThat(store.cells().holder("key")).isEmpty();
        assertThat(store.browser().counter("freed")).isEqualTo(1);

        insert(guarded("c", new Guard.Lock("key", "a", MINUTE, Guard.OnHeld.REFUSE)));
        advance(MINUTE);
        assertThat(move(free)).as("a lock that is over").isInstanceOf(Moved.Refused.class);
    }

    @Test
    void aCellMustHaveItsValue() {
        assertThat(insert(guarded("a", new Guard.Is("cell", "1")))).isInstanceOf(Enqueued.Refused.class);
        assertThat(insert(guarded("b", new Guard.Is("cell", null))).added()).isTrue();

        store.cells().putIf("cell", null, "1", MINUTE);
        assertThat(insert(guarded("c", new Guard.Is("cell", "1"))).added()).isTrue();
        assertThat(insert(guarded("d", new Guard.Is("cell", "2")))).isInstanceOf(Enqueued.Refused.class);
        assertThat(insert(guarded("e", new Guard.Is("cell", null)))).isInstanceOf(Enqueued.Refused.class);

        advance(MINUTE);
        assertThat(insert(guarded("f", new Guard.Is("cell", null))).added()).isTrue();
        assertThat(jids(queue("q"))).containsExactly("b", "c", "f");
    }

    @Test
    void theFirstGuardThatDoesNotHoldAnswers() {
        insert(guarded("a", lock("key", "a")));

        assertThat(insert(guarded("b", new Guard.Is("cell", "1"), lock("key", "b"))))
                .isInstanceOf(Enqueued.Refused.class);
        assertThat(insert(guarded("b", lock("key", "b"), new Guard.Is("cell", "1"))))
                .isEqualTo(new Enqueued.HeldBy("a"));
    }

    @Test
    void aMoveThatAGuardStopsLeavesItsJobWhereItWas() {
        insert(guarded("x", lock("key", "x")));
        begin(ME);
        claim(ME, 1, 1, "q");
        enqueue("q", "a");
        claim(ME, 2, 1, "q");
        Effect count = new Effect.Add("count", 1);

        assertThat(move(new Move(held(ME, 2), back("r", "a"), List.of(lock("key", "a")), List.of(count))))
                .isEqualTo(new Moved.HeldBy("x"));
        assertThat(move(new Move(held(ME, 2), back("r", "a"), List.of(new Guard.Is("cell", "1")), List.of(count))))
                .isInstanceOf(Moved.Refused.class);
        assertThat(jids(inFlight(ME))).containsExactly("x", "a");
        assertThat(jids(queue("r"))).isEmpty();
        assertThat(store.browser().counter("count")).isZero();
    }

    @Test
    void aMoveWhoseGuardsHoldTakesTheLock() {
        hold(ME, "a");

        assertThat(move(new Move(held(ME, 1), back("q", "a"), List.of(lock("key", "a")), List.of())))
                .isEqualTo(MOVED);
        assertThat(store.cells().holder("key")).contains("a");
    }

    @Test
    void aMoveSentTwiceIsRepeatedEvenIfItsGuardNoLongerHolds() {
        hold(ME, "a");
        Move move = new Move(held(ME, 1), To.Gone.GONE, List.of(new Guard.Is("cell", null)), List.of());
        move(move);
        store.cells().putIf("cell", null, "1", DAY);

        assertThat(move(move)).isEqualTo(REPEATED);
    }

    @Test
    void aMoveByHandThatAGuardStoppedMayBeTriedAgain() {
        enqueue("q", "a");
        Move move = new Move(
                new From.Queued("q", "a", job("a"), "op"), To.Gone.GONE, List.of(new Guard.Is("cell", "1")), List.of());
        assertThat(move(move)).isInstanceOf(Moved.Refused.class);
        store.cells().putIf("cell", null, "1", DAY);

        assertThat(move(move)).isEqualTo(MOVED);
    }

    @Test
    void guardsStandOnMovesFromNowhereToo() {
        Move move = new Move(
                From.Nothing.NOTHING,
                To.Gone.GONE,
                List.of(lock("key", "a")),
                List.of(new Effect.Put("cell", "1", DAY)));

        assertThat(move(move)).isEqualTo(MOVED);
        assertThat(store.cells().holder("key")).contains("a");
        assertThat(insert(new NewJob("b", back("q", "b"), List.of(lock("key", "b")))))
                .isEqualTo(new Enqueued.HeldBy("a"));
    }
}
