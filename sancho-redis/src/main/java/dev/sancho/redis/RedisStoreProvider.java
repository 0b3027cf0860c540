package dev.sancho.redis;

import dev.sancho.store.JobStore;
import dev.sancho.store.StoreProvider;
import dev.sancho.store.StoreSettings;

/**
 * Opens stores on Redis from 6.2 and Valkey from 7.2, for {@code redis://[user:password@]host[:port][/db][?prefix=…]} and, by TLS,
 * {@code rediss://…}.
 */
public final class RedisStoreProvider implements StoreProvider {
    @Override
    public boolean accepts(String url) {
        return RedisUrl.accepts(url);
    }

    @Override
    public JobStore open(String url, StoreSettings settings) {
        return RedisStore.open(RedisUrl.parse(url), settings);
    }
}
