package dev.sancho.feature;

import dev.sancho.store.Effect;
import dev.sancho.store.Guard;
import java.util.ArrayList;
import java.util.List;

/** Collects what is to be checked and written together with a move. Confined to one thread. */
public final class MovePlan {
    private final List<Guard> guards = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();

    public MovePlan require(Guard guard) {
        guards.add(guard);
        return this;
    }

    public MovePlan then(Effect effect) {
        effects.add(effect);
        return this;
    }

    public List<Guard> guards() {
        return List.copyOf(guards);
    }

    public List<Effect> effects() {
        return List.copyOf(effects);
    }
}
