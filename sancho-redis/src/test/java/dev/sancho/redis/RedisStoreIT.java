package dev.sancho.redis;

import dev.sancho.tck.StoreContract;
import dev.sancho.tck.StoreHarness;

/** The contract of all stores. */
class RedisStoreIT extends StoreContract {
    @Override
    protected StoreHarness harness() {
        return new RedisHarness();
    }
}
