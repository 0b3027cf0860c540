package dev.sancho.tck;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store and {@link dev.sancho.store.MemoryStore} answer alike, whatever they are asked. */
public abstract class RandomOpsContract {
    /** How the store under test is opened. */
    protected abstract StoreHarness harness();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 1_000_000, 2_000_000, 3_000_000})
    void behavesAsTheModelDoes(long seed) {
        new RandomOps(this::harness).check(seed, operations());
    }

    /** How many operations each seed runs. */
    protected int operations() {
        return 2000;
    }
}
