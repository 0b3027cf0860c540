package dev.sancho.tck;

import static dev.sancho.store.JobSet.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.store.Effect;
import dev.sancho.store.Guard;
import dev.sancho.store.Move;
import dev.sancho.store.NewJob;
import dev.sancho.store.To;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link Effect}s do; those on groups are in {@link GroupContract}. */
public abstract class EffectContract extends ContractTest {
    @Test
    void unlockFreesTheLockOfItsHolderOnly() {
        insert(guarded("a", lock("key", "a")));

        write(new Effect.Unlock("key", "b"), new Effect.Unlock("unknown", "a"));
        assertThat(store.cells().holder("key")).contains("a");
        write(new Effect.Unlock("key", "a"));
        assertThat(store.cells().holder("key")).isEmpty();
    }

    @Test
    void addCountsInTotalAndForTheDay() {
        write(new Effect.Add("processed", 2), new Effect.Add("processed", 3), new Effect.Add("failed", 1));
        advance(DAY);
        write(new Effect.Add("processed", 10), new Effect.Add("own", -4));

        assertThat(store.browser().counter("processed")).isEqualTo(15);
        assertThat(store.browser().counter("processed", LocalDate.parse("2026-03-01")))
                .isEqualTo(5);
        assertThat(store.browser().counter("processed", LocalDate.parse("2026-03-02")))
                .isEqualTo(10);
        assertThat(store.browser().counter("failed")).isEqualTo(1);
        assertThat(store.browser().counter("failed", LocalDate.parse("2026-03-02")))
                .isZero();
        assertThat(store.browser().counter("own")).isEqualTo(-4);
        assertThat(store.browser().counter("unknown")).isZero();
    }

    @Test
    void aDayEndsAtMidnightUtc() {
        advance(Duration.between(clock.instant(), Instant.parse("2026-03-01T23:59:59.999999Z")));
        write(new Effect.Add("count", 1));
        advance(MICRO);
        write(new Effect.Add("count", 2));

        assertThat(store.browser().counter("count", LocalDate.parse("2026-03-01")))
                .isEqualTo(1);
        assertThat(store.browser().counter("count", LocalDate.parse("2026-03-02")))
                .isEqualTo(2);
    }

    @Test
    void putWritesAndDeletesCells() {
        write(new Effect.Put("cell", "1", Duration.ofMinutes(1)));
        assertThat(store.cells().get("cell")).contains("1");

        write(new Effect.Put("cell", "2", Duration.ofMinutes(2)));
        advance(Duration.ofMinutes(1));
        assertThat(store.cells().get("cell")).contains("2");

        write(new Effect.Put("cell", null, Duration.ZERO));
        assertThat(store.cells().get("cell")).isEmpty();
    }

    @Test
    void insertPutsAJobWithItsGuards() {
        write(
                new Effect.Insert(guarded("a", lock("key", "a"))),
                new Effect.Insert(new NewJob("b", due(SCHEDULED, START, "b"))),
                new Effect.Insert(new NewJob("c", front("q", "c"))));

        assertThat(jids(queue("q"))).containsExactly("c", "a");
        assertThat(jids(set(SCHEDULED))).containsExactly("b");
        assertThat(store.cells().holder("key")).contains("a");
    }

    @Test
    void insertIsLeftOutIfItWouldBeRefusedAndTheRestIsWritten() {
        write(
                new Effect.Insert(guarded("a", lock("key", "a"))),
                new Effect.Insert(guarded("b", lock("other", "b"), lock("key", "b"))),
                new Effect.Insert(guarded("c", new Guard.Is("cell", "1"))),
                new Effect.Insert(new NewJob("d", due(SCHEDULED, Instant.EPOCH.minus(MICRO), "d"))),
                new Effect.Add("count", 1));

        assertThat(jids(queue("q"))).containsExactly("a");
        assertThat(page(set(SCHEDULED))).isEmpty();
        assertThat(store.cells().holder("other")).isEmpty();
        assertThat(store.browser().counter("count")).isEqualTo(1);
    }

    @Test
    void effectsAreWrittenInTheirOrder() {
        insert(guarded("a", lock("key", "a")));
        write(
                new Effect.Insert(guarded("early", lock("key", "early"))),
                new Effect.Unlock("key", "a"),
                new Effect.Insert(guarded("b", lock("key", "b"))),
                new Effect.Put("cell", "1", DAY),
                new Effect.Insert(guarded("c", new Guard.Is("cell", "1"))),
                new Effect.Put("cell", "2", DAY),
                new Effect.Insert(guarded("late", new Guard.Is("cell", "1"))));

        assertThat(jids(queue("q"))).containsExactly("a", "b", "c");
        assertThat(store.cells().get("cell")).contains("2");
    }

    @Test
    void effectsComeAfterTheNewPlaceAndTheGuards() {
        hold(ME, "a");
        move(new Move(
                held(ME, 1),
                back("q", "a"),
                List.of(lock("key", "a")),
                List.of(new Effect.Insert(new NewJob("b", back("q", "b"))), new Effect.Unlock("key", "a"))));

        assertThat(jids(queue("q"))).containsExactly("a", "b");
        assertThat(store.cells().holder("key")).isEmpty();
    }

    @Test
    void eachMoveOfACallHasItsOwnEffects() {
        hold(ME, "a", "b", "c");
        finish(ME, 2);
        store.move(List.of(
                new Move(held(ME, 1), To.Gone.GONE, List.of(new Effect.Add("count", 1))),
                new Move(held(ME, 2), To.Gone.GONE, List.of(new Effect.Add("count", 10))),
                new Move(held(ME, 3), To.Gone.GONE, List.of(new Effect.Add("count", 100)))));

        assertThat(store.browser().counter("count")).isEqualTo(101);
    }
}
