package dev.sancho.tck;

import static dev.sancho.job.JobState.ENQUEUED;
import static dev.sancho.store.JobSet.RETRY;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Effect;
import dev.sancho.store.GroupView;
import dev.sancho.store.Guard;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.OwnerEndedException;
import dev.sancho.store.To;
import dev.sancho.store.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds when many threads use a store, or several processes, or one after another. */
public abstract class SharingContract extends ContractTest {
    private static final int THREADS = 8;
    private static final int JOBS = 2000;

    @Test
    void eachJobIsClaimedAndFinishedByOneThread() throws Exception {
        String[] jids = IntStream.range(0, JOBS).mapToObj(i -> "job" + i).toArray(String[]::new);
        enqueue("q", jids);

        List<String> done = together(thread -> claimAndFinishAll("host:" + thread + ":x"));

        assertThat(done).containsExactlyInAnyOrder(jids);
        assertThat(store.browser().counter("count")).isEqualTo(JOBS);
        assertThat(store.browser().places()).containsExactly(queue("q"));
    }

    private List<String> claimAndFinishAll(String owner) {
        begin(owner);
        List<String> done = new ArrayList<>();
        for (long seq = 1; ; seq += 7) {
            List<ClaimedJob> jobs = claim(owner, seq, 7, "q");
            if (jobs.isEmpty()) {
                return done;
            }
            done.addAll(jids(jobs));
            assertThat(store.move(jobs.stream()
                            .map(job ->
                                    new Move(held(owner, job.seq()), To.Gone.GONE, List.of(new Effect.Add("count", 1))))
                            .toList()))
                    .containsOnly(Moved.Answer.MOVED);
        }
    }

    @Test
    void eachJobOfADeadOwnerIsRescuedByOneThread() throws Exception {
        String[] jids = IntStream.range(0, JOBS).mapToObj(i -> "job" + i).toArray(String[]::new);
        hold(ME, jids);
        advance(LEASE);

        List<String> rescued = together(thread -> rescueAll("host:" + thread + ":x"));

        assertThat(rescued).containsExactlyInAnyOrder(jids);
    }

    private List<String> rescueAll(String owner) {
        begin(owner);
        List<String> rescued = new ArrayList<>();
        for (long seq = 1; ; seq += 13) {
            List<ClaimedJob> jobs = store.rescue(owner, seq, 13);
            if (jobs.isEmpty()) {
                return rescued;
            }
            rescued.addAll(jids(jobs));
        }
    }

    @Test
    void oneOfManyThreadsGetsALock() throws Exception {
        List<String> added = together(thread ->
                insert(guarded("job" + thread, lock("key", "job" + thread))).added()
                        ? List.of("job" + thread)
                        : List.of());

        assertThat(added).hasSize(1);
        assertThat(jids(queue("q"))).isEqualTo(added);
        assertThat(store.cells().holder("key")).contains(added.getFirst());
    }

    @Test
    void insertsAndPromotionsOfManyThreadsLoseNothing() throws Exception {
        List<String> inserted = together(thread -> {
            List<String> mine = IntStream.range(0, 50)
                    .mapToObj(i -> "job" + thread + "-" + i)
                    .toList();
            mine.forEach(jid -> insert(jid, due(RETRY, START, jid)));
            store.promote(ME, 20);
            return mine;
        });
        store.promote(ME, 1000);

        assertThat(jids(queue("q"))).containsExactlyInAnyOrderElementsOf(inserted);
    }

    /** Runs the call on several threads at once and gathers what they return. */
    private static List<String> together(ThreadCall call) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<List<String>>> calls = IntStream.range(0, THREADS)
                    .<Callable<List<String>>>mapToObj(thread -> () -> call.run(thread))
                    .toList();
            List<String> all = new ArrayList<>();
            for (Future<List<String>> one : threads.invokeAll(calls, 120, SECONDS)) {
                all.addAll(one.get());
            }
            return all;
        }
    }

    private interface ThreadCall {
        List<String> run(int thread);
    }

    @Test
    void everythingOutlivesTheProcess() {
        assume(Trait.DURABLE);
        hold(ME, "a", "b");
        begin(OTHER);
        store.leave(OTHER);
        enqueue("q", "z");
        insert("r", due(RETRY, START, "r"));
        insert("k", park("key", "k"));
        write(new Effect.Open("g", List.of(), DAY), new Effect.Put("cell", "1", DAY), new Effect.Add("count", 3));
        insert(guarded("l", lock("lock", "l"), new Guard.Join("g", "l")));
        List<?> before = everything();

        store.close();
        store = reopen();

        assertThat(everything()).isEqualTo(before);
        assertThat(store.cells().group("g")).contains(new GroupView(false, 0, Map.of("l", ENQUEUED)));
        assertThat(jids(claim(ME, 1, 2, "q"))).containsExactly("a", "b");
        assertThat(finish(ME, 2)).isEqualTo(Moved.Answer.MOVED);
        assertThatThrownBy(() -> claim(OTHER, 1, 1, "q")).isInstanceOf(OwnerEndedException.class);
    }

    private List<?> everything() {
        return List.of(
                store.browser().places(),
                store.browser().places().stream().map(this::page).toList(),
                store.browser().processes(),
                store.browser().counter("count"),
                store.cells().scan("", 100),
                store.cells().holder("lock"));
    }

    @Test
    void severalProcessesSeeOneStore() throws Exception {
        assume(Trait.SHARED);
        try (JobStore another = reopen()) {
            hold(ME, "a");
            another.insert(List.of(guarded("b", lock("key", "b"))));

            assertThat(another.browser().page(inFlight(ME), 0, 10)).hasSize(1);
            assertThat(jids(claim(ME, 2, 1, "q"))).containsExactly("b");
            assertThat(store.cells().holder("key")).contains("b");
            assertThat(another.move(List.of(new Move(held(ME, 1), To.Gone.GONE))))
                    .containsExactly(Moved.Answer.MOVED);
            assertThat(jids(inFlight(ME))).containsExactly("b");
        }
    }

    @Test
    void mayBeClosedTwice() {
        store.close();
        store.close();

        assertThat(store.traits()).doesNotContainNull();
    }
}
