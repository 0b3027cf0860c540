package dev.sancho.engine;

import dev.sancho.job.JobState;
import dev.sancho.store.Cells;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Draws the traces of all jobs from a store, a slice at a time: the locks, then the groups' members, then from the beginning. Confined to one thread. */
final class Traces {
    private static final Set<JobState> ENDED =
            Collections.unmodifiableSet(EnumSet.of(JobState.SUCCEEDED, JobState.CANCELLED, JobState.DEAD));

    private final Cells cells;
    private Iterator<Trace> left = Collections.emptyIterator();

    Traces(Cells cells) {
        this.cells = cells;
    }

    /** The next slice; a round that is over begins anew. A draw that fails ends the round. */
    List<Trace> next(int max) {
        Iterator<Trace> drawn = left.hasNext() ? left : all();
        left = Collections.emptyIterator();
        List<Trace> slice = new ArrayList<>();
        while (slice.size() < max && drawn.hasNext()) {
            slice.add(drawn.next());
        }
        left = drawn;
        return slice;
    }

    /** Whether this round goes on. */
    boolean more() {
        return left.hasNext();
    }

    /** Those that are still there as they were drawn. */
    List<Trace> standing(List<Trace> traces) {
        Map<String, Map<String, JobState>> groups = new HashMap<>();
        return traces.stream()
                .filter(trace -> switch (trace) {
                    case Trace.Lock lock ->
                        cells.holder(lock.key()).filter(lock.holder()::equals).isPresent();
                    case Trace.Member member ->
                        member.state()
                                == groups.computeIfAbsent(member.group(), this::members)
                                        .get(member.jid());
                })
                .toList();
    }

    private Iterator<Trace> all() {
        Stream<Trace> locks = cells.locks().map(lock -> new Trace.Lock(lock.key(), lock.holder()));
        return Stream.concat(locks, cells.groups().flatMap(this::waitingIn)).iterator();
    }

    private Stream<Trace> waitingIn(String group) {
        return members(group).entrySet().stream()
                .filter(member -> !ENDED.contains(member.getValue()))
                .filter(member -> member.getKey().indexOf('/') < 0) // a child group, or what else a feature lets join
                .map(member -> new Trace.Member(group, member.getKey(), member.getValue()));
    }

    private Map<String, JobState> members(String group) {
        return cells.group(group).map(view -> view.members()).orElse(Map.of());
    }
}
