package dev.sancho.tck;

import static dev.sancho.job.JobState.CANCELLED;
import static dev.sancho.job.JobState.DEAD;
import static dev.sancho.job.JobState.ENQUEUED;
import static dev.sancho.job.JobState.RETRYING;
import static dev.sancho.job.JobState.RUNNING;
import static dev.sancho.job.JobState.SCHEDULED;
import static dev.sancho.job.JobState.SUCCEEDED;
import static dev.sancho.store.Moved.Answer.GONE;
import static dev.sancho.store.Moved.Answer.MOVED;
import static dev.sancho.store.Moved.Answer.REPEATED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.Enqueued;
import dev.sancho.job.JobState;
import dev.sancho.store.Effect;
import dev.sancho.store.From;
import dev.sancho.store.Guard;
import dev.sancho.store.JobSet;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.NewJob;
import dev.sancho.store.To;
import dev.sancho.store.When;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A small feature planned from guards and effects as a real one would be: shipments. A shipment is a nested batch of parcels; each parcel
 * is locked by its address, so that no two go there at once, and when all shipments of an order have arrived a letter is sent, once.
 */
public abstract class FeatureContract extends ContractTest {
    private static final Set<JobState> NOT_ARRIVED = Set.of(SCHEDULED, ENQUEUED, RUNNING, RETRYING, DEAD, CANCELLED);

    @BeforeEach
    void openAnOrderOfTwoShipments() {
        begin(ME);
        write(
                new Effect.Open(
                        "order",
                        List.of(
                                new When.NoneLeft(
                                        NOT_ARRIVED,
                                        List.of(
                                                new Effect.Insert(new NewJob("letter", back("letters", "letter"))),
                                                new Effect.Put("order", "arrived", DAY),
                                                new Effect.Add("orders", 1))),
                                new When.First(DEAD, List.of(new Effect.Put("order", "late", DAY)))),
                        DAY),
                new Effect.Put("order", "open", DAY));
        openShipment("ship1");
        openShipment("ship2");
        write(new Effect.Seal("order"));
    }

    private void openShipment(String shipment) {
        List<When> rules = List.of(
                new When.NoneLeft(NOT_ARRIVED, List.of(new Effect.Mark("order", shipment, SUCCEEDED))),
                new When.First(DEAD, List.of(new Effect.Mark("order", shipment, DEAD))));
        assertThat(move(new Move(
                        From.Nothing.NOTHING,
                        To.Gone.GONE,
                        List.of(new Guard.Join("order", shipment), new Guard.Is("order", "open")),
                        List.of(new Effect.Open(shipment, rules, DAY)))))
                .isEqualTo(MOVED);
    }

    @Test
    void sendsOneLetterWhenTheLastParcelOfTheLastShipmentArrives() {
        Stream.of("a", "b").forEach(parcel -> send("ship1", parcel));
        send("ship2", "c");
        write(new Effect.Seal("ship1"), new Effect.Seal("ship2"));
        claim(ME, 1, 3, "q");

        assertThat(arrive(1, "ship1", "a")).isEqualTo(MOVED);
        assertThat(arrive(3, "ship2", "c")).isEqualTo(MOVED);
        assertThat(store.cells().get("order")).contains("open");
        assertThat(arrive(2, "ship1", "b")).isEqualTo(MOVED);
        assertThat(arrive(2, "ship1", "b")).isEqualTo(REPEATED);

        assertThat(jids(queue("letters"))).containsExactly("letter");
        assertThat(store.cells().get("order")).contains("arrived");
        assertThat(store.browser().counter("orders")).isEqualTo(1);
        assertThat(Stream.of("a", "b", "c").map(store.cells()::holder)).allMatch(Optional::isEmpty);
    }

    @Test
    void sendsNothingTwiceToOneAddressAndNothingOfItCounts() {
        assertThat(send("ship1", "a").added()).isTrue();
        assertThat(send("ship2", "a")).isEqualTo(new Enqueued.HeldBy("a in ship1"));

        assertThat(store.cells().group("ship2").orElseThrow().members()).isEmpty();
    }

    @Test
    void aLostClaimCountsNothingAndItsRescuerCountsOnce() {
        send("ship1", "a");
        write(new Effect.Seal("ship1"), new Effect.Seal("ship2"));
        claim(ME, 1, 1, "q");
        advance(LEASE);
        begin(OTHER);
        store.rescue(OTHER, 1, 1);

        assertThat(arrive(1, "ship1", "a")).isEqualTo(GONE);
        assertThat(store.cells().holder("a")).contains("a in ship1");
        assertThat(move(new Move(held(OTHER, 1), To.Gone.GONE, arrival("ship1", "a"))))
                .isEqualTo(MOVED);
        assertThat(jids(queue("letters"))).containsExactly("letter");
    }

    @Test
    void aDeadParcelKeepsTheOrderOpenUntilItIsTriedAgain() {
        send("ship1", "a");
        write(new Effect.Seal("ship1"), new Effect.Seal("ship2"));
        claim(ME, 1, 1, "q");
        move(new Move(
                held(ME, 1),
                due(JobSet.DEAD, START, "a in ship1"),
                List.of(new Effect.Unlock("a", "a in ship1"), new Effect.Mark("ship1", "a", DEAD))));
        assertThat(store.cells().get("order")).contains("late");

        assertThat(move(new Move(
                        new From.Sorted(JobSet.DEAD, START, "a in ship1", job("a in ship1"), "op"),
                        back("q", "a in ship1"),
                        List.of(lock("a", "a in ship1"), new Guard.Join("ship1", "a")),
                        List.of())))
                .isEqualTo(MOVED);
        claim(ME, 2, 1, "q");
        assertThat(arrive(2, "ship1", "a")).isEqualTo(MOVED);
        assertThat(jids(queue("letters"))).containsExactly("letter");
    }

    @Test
    void theLastParcelMayBeDeletedByHand() {
        send("ship1", "a");
        write(new Effect.Seal("ship1"), new Effect.Seal("ship2"));
        From waiting = new From.Queued("q", "a in ship1", job("a in ship1"), "op");

        assertThat(move(new Move(waiting, To.Gone.GONE, arrival("ship1", "a")))).isEqualTo(MOVED);
        assertThat(move(new Move(waiting, To.Gone.GONE, arrival("ship1", "a")))).isEqualTo(REPEATED);
        assertThat(jids(queue("letters"))).containsExactly("letter");
    }

    private Enqueued send(String shipment, String address) {
        return insert(guarded(
                address + " in " + shipment,
                lock(address, address + " in " + shipment),
                new Guard.Join(shipment, address)));
    }

    private Moved arrive(long seq, String shipment, String address) {
        return move(new Move(held(ME, seq), To.Gone.GONE, arrival(shipment, address)));
    }

    private static List<Effect> arrival(String shipment, String address) {
        return List.of(
                new Effect.Unlock(address, address + " in " + shipment),
                new Effect.Mark(shipment, address, SUCCEEDED),
                new Effect.Add("parcels", 1));
    }
}
