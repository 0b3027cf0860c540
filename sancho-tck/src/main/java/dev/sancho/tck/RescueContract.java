package dev.sancho.tck;

import static dev.sancho.store.Moved.Answer.GONE;
import static dev.sancho.store.Moved.Answer.MOVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimRequest.ParkedShare;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Effect;
import dev.sancho.store.Move;
import dev.sancho.store.OwnerEndedException;
import dev.sancho.store.To;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@link dev.sancho.store.JobStore#rescue} keeps. */
public abstract class RescueContract extends ContractTest {
    @Test
    void leavesALivingOwnerAlone() {
        hold(ME, "a");
        advance(LEASE.minus(MICRO));
        begin(OTHER);

        assertThat(store.rescue(OTHER, 1, 10)).isEmpty();
        assertThat(finish(ME, 1)).isEqualTo(MOVED);
    }

    @Test
    void takesTheJobsOfADeadOwnerInOrderUnderItsOwnNumbers() {
        hold(ME, "a", "b", "c");
        finish(ME, 2);
        advance(LEASE);
        begin(OTHER);

        assertThat(store.rescue(OTHER, 5, 10))
                .containsExactly(new ClaimedJob(5, queue("q"), job("a")), new ClaimedJob(6, queue("q"), job("c")));
        assertThat(jids(inFlight(OTHER))).containsExactly("a", "c");
        assertThat(page(inFlight(ME))).isEmpty();
    }

    @Test
    void tellsWhereTheDeadOwnerHadClaimedEachJob() {
        begin(ME, OTHER);
        insert("p", park("key", "p"));
        enqueue("low", "l");
        store.claim(new ClaimRequest(ME, 1, 9, List.of("low"), List.of(new ParkedShare("key", "q", 1)), Duration.ZERO));
        advance(LEASE);

        assertThat(store.rescue(OTHER, 1, 10))
                .extracting(ClaimedJob::origin)
                .containsExactly(parked("key"), queue("low"));
    }

    @Test
    void comesInSlicesUntilNothingIsLeft() {
        hold(ME, "a", "b", "c");
        advance(LEASE);
        begin(OTHER);

        assertThat(jids(store.rescue(OTHER, 1, 2))).containsExactly("a", "b");
        assertThat(jids(store.rescue(OTHER, 3, 2))).containsExactly("c");
        assertThat(store.rescue(OTHER, 5, 2)).isEmpty();
    }

    @Test
    void endsTheDeadOwnerWithItsFirstJob() {
        hold(ME, "a", "b");
        advance(LEASE);
        begin(OTHER);
        store.rescue(OTHER, 1, 1);

        assertThat(finish(ME, 1, new Effect.Add("count", 1))).isEqualTo(GONE);
        assertThat(finish(ME, 2, new Effect.Add("count", 1))).isEqualTo(GONE);
        assertThat(store.browser().counter("count")).isZero();
        assertThatThrownBy(() -> claim(ME, 3, 1, "q")).isInstanceOf(OwnerEndedException.class);
        assertThatThrownBy(() -> store.rescue(ME, 3, 1)).isInstanceOf(OwnerEndedException.class);
        assertThat(beat(ME, 1L, 2L).ended()).isTrue();
        assertThat(jids(store.rescue(OTHER, 2, 1))).containsExactly("b");
    }

    @Test
    void endsADeadOwnerThatHoldsNothingOnItsWay() {
        begin(ME);
        advance(MICRO);
        hold(OTHER, "a");
        advance(LEASE);
        begin("host:3:third");

        assertThat(jids(store.rescue("host:3:third", 1, 10))).containsExactly("a");
        assertThat(beat(ME).ended()).isTrue();
    }

    @Test
    void takesTheOneThatIsDeadLongestAndOnlyThatOne() {
        hold(OTHER, "late");
        enqueue("q", "early");
        advance(MICRO);
        beat(OTHER, 1L);
        begin(ME);
        claim(ME, 1, 1, "q");
        advance(MICRO);
        beat(OTHER, 1L);
        advance(LEASE);
        begin("host:0:third");

        assertThat(jids(store.rescue("host:0:third", 1, 10))).containsExactly("early");
        assertThat(jids(store.rescue("host:0:third", 11, 10))).containsExactly("late");
    }

    @Test
    void goesOnWithTheOneItHasBegun() {
        hold(OTHER, "a", "b");
        advance(MICRO);
        enqueue("q", "c");
        begin(ME);
        claim(ME, 1, 1, "q");
        advance(LEASE);
        begin("host:0:third");

        assertThat(jids(store.rescue("host:0:third", 1, 1))).containsExactly("a");
        assertThat(jids(store.rescue("host:0:third", 2, 2))).containsExactly("b");
        assertThat(jids(store.rescue("host:0:third", 4, 2))).containsExactly("c");
    }

    @Test
    void neverTakesFromItself() {
        hold(ME, "a");
        advance(LEASE.multipliedBy(2));

        assertThat(store.rescue(ME, 2, 10)).isEmpty();
        assertThat(finish(ME, 1)).isEqualTo(MOVED);
    }

    @Test
    void renewsTheRescuersLease() {
        hold(ME, "a");
        advance(LEASE.dividedBy(2));
        store.rescue(ME, 2, 1);
        advance(LEASE.dividedBy(2));
        begin(OTHER);

        assertThat(store.rescue(OTHER, 1, 10)).isEmpty();
    }

    @Test
    void refusesARescuerThatNeverBegan() {
        hold(ME, "a");
        advance(LEASE);

        assertThatThrownBy(() -> store.rescue(OTHER, 1, 10)).isInstanceOf(OwnerEndedException.class);
        assertThat(beat(ME, 1L).ended()).isFalse();
    }

    @Test
    void sentTwiceGivesTheSameJobs() {
        hold(ME, "a", "b", "c");
        advance(LEASE);
        begin(OTHER);
        List<ClaimedJob> first = store.rescue(OTHER, 1, 2);

        assertThat(store.rescue(OTHER, 1, 2)).isEqualTo(first);
        assertThat(jids(inFlight(ME))).containsExactly("c");
    }

    @Test
    void sentTwiceForOneJobGivesThatJob() {
        hold(ME, "a", "b");
        advance(LEASE);
        begin(OTHER);
        store.rescue(OTHER, 1, 1);

        assertThat(jids(store.rescue(OTHER, 1, 1))).containsExactly("a");
        assertThat(jids(inFlight(ME))).containsExactly("b");
    }

    @Test
    void sharesItsNumbersWithClaims() {
        hold(ME, "a", "b");
        advance(LEASE);
        begin(OTHER);
        enqueue("q", "c");
        claim(OTHER, 1, 1, "q");

        assertThat(jids(store.rescue(OTHER, 1, 1))).containsExactly("c");
        List<ClaimedJob> rescued = store.rescue(OTHER, 2, 2);
        assertThat(claim(OTHER, 2, 2, "q")).isEqualTo(rescued);
        assertThat(jids(rescued)).containsExactly("a", "b");
    }

    @Test
    void goesOnThroughRescuersThatDieToo() {
        hold(ME, "a", "b", "c");
        advance(LEASE);
        begin(OTHER);
        store.rescue(OTHER, 1, 2);
        advance(LEASE);
        begin("host:3:third");

        assertThat(jids(store.rescue("host:3:third", 1, 9))).containsExactly("c");
        assertThat(jids(store.rescue("host:3:third", 10, 9))).containsExactly("a", "b");
        assertThat(finish(OTHER, 1)).isEqualTo(GONE);
    }

    @Test
    void movesSendRescuedJobsToTheFrontInOrder() {
        hold(ME, "a", "b");
        enqueue("q", "z");
        advance(LEASE);
        begin(OTHER);
        store.rescue(OTHER, 1, 2);

        store.move(List.of(new Move(held(OTHER, 2), front("q", "b")), new Move(held(OTHER, 1), front("q", "a"))));

        assertThat(jids(queue("q"))).containsExactly("a", "b", "z");
    }

    @Test
    void aRescuerThatForgetsPutsJobsBackWhereTheyWereClaimed() {
        hold(ME, "a", "b");
        enqueue("q", "z");
        advance(LEASE);
        begin(OTHER);
        store.rescue(OTHER, 1, 2);

        assertThat(beat(OTHER).returned()).isEqualTo(2);
        assertThat(jids(queue("q"))).containsExactly("a", "b", "z");
    }

    @Test
    void removesTheDeadOwnersProcessRecord() {
        hold(ME, "a");
        advance(LEASE);
        begin(OTHER);
        store.rescue(OTHER, 1, 1);

        assertThat(store.browser().processes()).containsExactly(process(OTHER));
        assertThat(finish(OTHER, 1)).isEqualTo(MOVED);
        assertThat(move(held(ME, 1), To.Gone.GONE)).isEqualTo(GONE);
    }
}
