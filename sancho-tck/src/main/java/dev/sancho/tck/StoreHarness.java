package dev.sancho.tck;

import dev.sancho.store.JobStore;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.Trait;

/** How a store's tests open the store. A new harness is asked for with each test and closed after it. */
@FunctionalInterface
public interface StoreHarness extends AutoCloseable {
    /** Opens the store on data of its own, empty. */
    JobStore open(StoreSettings settings);

    /**
     * Opens the data of the last {@link #open} once more, be the first store closed by then or not. Asked only of stores that are
     * {@link Trait#DURABLE} or {@link Trait#SHARED}.
     */
    default JobStore reopen(StoreSettings settings) {
        throw new IllegalStateException("A store with the trait DURABLE or SHARED needs a harness that can reopen it");
    }

    /** Deletes the data. The stores that were opened are closed by then. */
    @Override
    default void close() {}
}
