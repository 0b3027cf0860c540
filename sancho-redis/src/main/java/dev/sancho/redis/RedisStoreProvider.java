package dev.sancho.redis;

import dev.sancho.store.JobStore;
import dev.sancho.store.StoreProvider;
import dev.sancho.store.StoreSettings;

/**
 * Opens stores on Redis from 6.2 and Valkey from 7.2, for {@code redis://[user:password@]host[:port][/db]} or, by way of Sentinels,
 * {@code redis-sentinel://[user:password@]host[:port],…/SERVICE[/db]}; with {@code rediss} for {@code redis} by TLS. The parameters of the
 * URL are in the guide {@code docs/guides/redis.md}.
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
