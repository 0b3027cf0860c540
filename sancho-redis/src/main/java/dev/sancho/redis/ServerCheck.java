package dev.sancho.redis;

import dev.sancho.job.Log;
import dev.sancho.store.StoreException;
import java.util.HashMap;
import java.util.Map;
import redis.clients.jedis.Protocol.Command;

/** Looks at a server before it is used. */
final class ServerCheck {
    private static final Log LOG = Log.of(ServerCheck.class);

    private ServerCheck() {}

    static void check(Server server) {
        Object told = server.call("open the store", Command.INFO);
        Map<String, String> info = new HashMap<>();
        for (String line : Keys.text(told).split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                info.put(line.substring(0, colon), line.substring(colon + 1));
            }
        }
        requireVersion(server.url, info.getOrDefault("redis_version", "?"));
        warnOfEviction(server.url, info.getOrDefault("maxmemory_policy", "noeviction"));
    }

    static void requireVersion(RedisUrl url, String version) {
        String[] parts = version.split("\\.", -1);
        if (parts.length < 2 || !parts[0].matches("\\d{1,9}") || !parts[1].matches("\\d{1,9}")) {
            return; // no server that tells its version so is too old
        }
        int major = Integer.parseInt(parts[0]);
        if (major < 6 || (major == 6 && Integer.parseInt(parts[1]) < 2)) {
            throw new StoreException(
                    "Redis at " + url + " is version " + version
                            + ", and Sancho needs 6.2 or newer (or Valkey 7.2): upgrade it",
                    false,
                    null);
        }
    }

    private static void warnOfEviction(RedisUrl url, String policy) {
        if (!policy.equals("noeviction")) {
            LOG.warn(
                    "Redis at {} has the maxmemory-policy {}: when its memory is full it deletes jobs. Set it to noeviction, by CONFIG SET"
                            + " maxmemory-policy noeviction and in its configuration file",
                    url,
                    policy);
        }
    }
}
