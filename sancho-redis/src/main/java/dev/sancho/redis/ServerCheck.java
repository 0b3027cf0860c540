package dev.sancho.redis;

import dev.sancho.job.Log;
import dev.sancho.store.StoreException;
import java.util.Map;
import redis.clients.jedis.Protocol.Command;

/** Looks at a server before it is used. */
final class ServerCheck {
    private static final Log LOG = Log.of(ServerCheck.class);

    private ServerCheck() {}

    static void check(Server server) {
        Object told = server.call("open the store", Command.INFO);
        Map<String, String> info = Vitals.of(Keys.text(told));
        requireVersion(server.url, info.getOrDefault("redis_version", "?"));
        if (server.url.options().replicas() > 0) {
            server.call("ask how many replicas have confirmed", Command.WAIT, Keys.bytes(0), Keys.bytes(1));
        }
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
                    StoreException.JobsExist.NO,
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
