package dev.sancho.store;

import java.util.List;

/**
 * One conditional step of a job: out of {@code from}, into {@code to}, with everything that belongs to it. The store first looks
 * whether {@code from} holds the job, then checks all guards, and only then writes: the removal, the new place, the guards' claims and
 * the effects, in this order, all or nothing.
 */
public record Move(From from, To to, List<Guard> guards, List<Effect> effects) {
    public Move {
        guards = List.copyOf(guards);
        effects = List.copyOf(effects);
    }

    public Move(From from, To to) {
        this(from, to, List.of(), List.of());
    }

    public Move(From from, To to, List<Effect> effects) {
        this(from, to, List.of(), effects);
    }
}
