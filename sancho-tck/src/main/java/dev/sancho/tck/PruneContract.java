package dev.sancho.tck;

import static dev.sancho.job.JobState.ENQUEUED;
import static dev.sancho.store.JobSet.DEAD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.store.Effect;
import dev.sancho.store.GroupView;
import dev.sancho.store.Guard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link dev.sancho.store.JobStore#prune} deletes, and what it leaves. */
public abstract class PruneContract extends ContractTest {
    private static final Duration YEAR = DAY.multipliedBy(365);

    @Test
    void leavesWhatIsNotOver() {
        hold(ME, "a");
        insert("d", due(DEAD, START, "d"));
        write(new Effect.Open("g", List.of(), DAY), new Effect.Put("cell", "1", DAY));
        insert(guarded("b", lock("key", "b"), new Guard.Join("g", "b")));
        advance(DAY.minus(MICRO));
        store.prune(1000);

        assertThat(store.cells().get("cell")).contains("1");
        assertThat(store.cells().holder("key")).contains("b");
        assertThat(store.cells().group("g")).contains(new GroupView(false, 0, Map.of("b", ENQUEUED)));
        assertThat(jids(set(DEAD))).containsExactly("d");
        assertThat(jids(queue("q"))).containsExactly("b");
        assertThat(jids(inFlight(ME))).containsExactly("a");
        assertThat(beat(ME, 1L).ended()).isFalse();
    }

    @Test
    void deletesWhatIsOverAndThenHasNothingToDo() {
        begin(ME);
        store.leave(ME);
        write(new Effect.Open("g", List.of(), DAY), new Effect.Put("cell", "1", DAY));
        insert(guarded("b", lock("key", "b"), new Guard.Join("g", "b")));
        insert("d", due(DEAD, START, "d"));
        advance(YEAR);

        int deleted = 0;
        for (int more = store.prune(2); more > 0; more = store.prune(2)) {
            deleted += more;
            assertThat(deleted).as("deleted so far, of five").isLessThan(100);
        }
        assertThat(deleted).as("an owner, a group, a cell, a lock, a dead job").isGreaterThanOrEqualTo(5);
        assertThat(store.prune(1000)).isZero();
        assertThat(page(set(DEAD))).isEmpty();
        assertThat(jids(queue("q"))).containsExactly("b");
    }

    @Test
    void neverTouchesJobsInFlightHoweverOld() {
        hold(ME, "a", "b");
        advance(LEASE);
        begin(OTHER);
        store.rescue(OTHER, 1, 1);
        advance(YEAR);
        store.prune(1000);
        begin("host:3:third");

        assertThat(jids(store.rescue("host:3:third", 1, 9))).containsExactly("b");
        assertThat(jids(store.rescue("host:3:third", 10, 9))).containsExactly("a");
    }
}
