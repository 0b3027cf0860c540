package dev.sancho.redis;

import dev.sancho.tck.PrivateRedis;
import dev.sancho.tck.StoreContract;
import dev.sancho.tck.StoreHarness;

/** The contract of all stores, by RESP 3. */
class Resp3StoreIT extends StoreContract {
    @Override
    protected StoreHarness harness() {
        return new RedisHarness(new RedisHarness.Target(PrivateRedis.shared(), "", "&protocol=3"));
    }
}
