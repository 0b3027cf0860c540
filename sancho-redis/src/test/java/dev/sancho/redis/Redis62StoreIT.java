package dev.sancho.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.tck.StoreContract;
import dev.sancho.tck.StoreHarness;
import org.junit.jupiter.api.Test;

/** The contract of all stores, on the oldest Redis that serves. */
class Redis62StoreIT extends StoreContract {
    @Override
    protected StoreHarness harness() {
        return new RedisHarness(new RedisHarness.Target(OtherServers.redis62(), "", ""));
    }

    @Test
    void theServerIsThatOld() {
        assertThat(OtherServers.info(OtherServers.redis62(), "redis_version")).startsWith("6.2.");
    }
}
