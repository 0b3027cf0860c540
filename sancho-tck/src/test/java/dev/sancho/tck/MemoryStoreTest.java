package dev.sancho.tck;

import dev.sancho.store.MemoryStore;

class MemoryStoreTest extends StoreContract {
    @Override
    protected StoreHarness harness() {
        return MemoryStore::open;
    }
}
