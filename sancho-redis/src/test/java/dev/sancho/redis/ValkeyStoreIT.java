package dev.sancho.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.tck.StoreContract;
import dev.sancho.tck.StoreHarness;
import org.junit.jupiter.api.Test;

/** The contract of all stores, on Valkey. */
class ValkeyStoreIT extends StoreContract {
    @Override
    protected StoreHarness harness() {
        return new RedisHarness(new RedisHarness.Target(OtherServers.valkey(), "", ""));
    }

    @Test
    void theServerIsValkey() {
        assertThat(OtherServers.info(OtherServers.valkey(), "valkey_version")).isNotEmpty();
    }
}
