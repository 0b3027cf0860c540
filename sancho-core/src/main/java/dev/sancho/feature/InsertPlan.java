package dev.sancho.feature;

import dev.sancho.store.Effect;
import dev.sancho.store.Guard;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what is to be checked when a job is inserted, and what is to be written wherever it leaves. The latter travels in the payload,
 * in the {@code sancho} member, so that it survives retries, other programs and years. Confined to one thread.
 */
public final class InsertPlan {
    private final List<Guard> guards = new ArrayList<>();
    private final Map<Exit, List<Effect>> onExit = new EnumMap<>(Exit.class);

    public InsertPlan require(Guard guard) {
        guards.add(guard);
        return this;
    }

    public InsertPlan on(Exit exit, Effect effect) {
        onExit.computeIfAbsent(exit, unused -> new ArrayList<>()).add(effect);
        return this;
    }

    public List<Guard> guards() {
        return List.copyOf(guards);
    }

    public Map<Exit, List<Effect>> onExit() {
        return onExit;
    }
}
