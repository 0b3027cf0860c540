package dev.sancho.store;

import dev.sancho.job.JobState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Members, their states, and rules that apply once. Each change returns the effects of the rules that it made true, in the order of
 * the rules. Confined by the store's lock.
 */
final class MemoryGroup {
    private final List<When> rulesLeft;
    private final Map<String, JobState> members = new HashMap<>();
    private final Map<JobState, Integer> counts = new EnumMap<>(JobState.class);
    private boolean sealed;

    MemoryGroup(List<When> rules) {
        rulesLeft = new ArrayList<>(rules);
    }

    /** Takes no further members: sealed, and every rule that waits for the last of them has applied. */
    boolean closed() {
        return sealed && rulesLeft.stream().noneMatch(When.NoneLeft.class::isInstance);
    }

    List<Effect> join(String member) {
        set(member, JobState.ENQUEUED);
        return apply(this::noneLeft);
    }

    List<Effect> seal() {
        sealed = true;
        return apply(this::noneLeft);
    }

    List<Effect> mark(String member, JobState state) {
        if (!members.containsKey(member)) {
            return List.of();
        }
        set(member, state);
        return apply(rule -> noneLeft(rule) || (rule instanceof When.First first && first.state() == state));
    }

    Optional<JobState> state(String member) {
        return Optional.ofNullable(members.get(member));
    }

    GroupView view() {
        return new GroupView(sealed, rulesLeft.size(), Map.copyOf(members));
    }

    private void set(String member, JobState state) {
        JobState before = members.put(member, state);
        if (before != null) {
            counts.merge(before, -1, Integer::sum);
        }
        counts.merge(state, 1, Integer::sum);
    }

    private boolean noneLeft(When rule) {
        return sealed
                && rule instanceof When.NoneLeft none
                && none.states().stream().allMatch(state -> counts.getOrDefault(state, 0) == 0);
    }

    private List<Effect> apply(Predicate<When> isTrue) {
        List<Effect> effects = new ArrayList<>();
        for (Iterator<When> rules = rulesLeft.iterator(); rules.hasNext(); ) {
            When rule = rules.next();
            if (isTrue.test(rule)) {
                rules.remove();
                effects.addAll(rule.then());
            }
        }
        return effects;
    }
}
