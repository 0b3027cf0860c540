package dev.sancho.redis;

import dev.sancho.tck.PrivateRedis;
import dev.sancho.tck.StoreContract;
import dev.sancho.tck.StoreHarness;

/** The contract of all stores, for a user who has the rights that the guide gives a worker and no others. */
class LeastRightsStoreIT extends StoreContract {
    private static final class Shared {
        static final PrivateRedis SERVER = PrivateRedis.start();

        static {
            // The random operations have owners that are not named as processes are.
            GuideUsers.make(SERVER, Rights.WORKER, "t*:", "~t*:o[0-9]*");
        }
    }

    @Override
    protected StoreHarness harness() {
        return new RedisHarness(new RedisHarness.Target(Shared.SERVER, GuideUsers.login(Rights.WORKER), ""));
    }
}
