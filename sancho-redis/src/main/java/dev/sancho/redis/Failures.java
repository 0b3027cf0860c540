package dev.sancho.redis;

import dev.sancho.store.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Tells what a server's error means: whether it passes, and what to do. */
final class Failures {
    private static final Pattern CODE = Pattern.compile(
            "\\b(READONLY|LOADING|NOREPLICAS|UNBLOCKED|MISCONF|OOM|NOAUTH|WRONGPASS|NOPERM|WRONGTYPE|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN)\\b");

    /** Codes that pass, with what helps. */
    private static final Map<String, String> PASSING = Map.of(
            "READONLY",
                    "The server is a replica now: point the URL at the primary, or wait until the fail-over is done",
            "LOADING", "The server still loads its data: wait",
            "NOREPLICAS", "The server has fewer replicas than min-replicas-to-write asks for: bring them back",
            "UNBLOCKED", "The server changed its role while a call waited: it is asked again",
            "MISCONF", "The server cannot save its data to disk: look at its log and its disk",
            "OOM",
                    "The server is at its maxmemory: give it more, or let workers catch up; maxmemory-policy must be noeviction",
            "BUSY", "Some other program's script runs for too long on the server: SCRIPT KILL ends it",
            "MASTERDOWN", "The server is a replica that has lost its primary: wait until the fail-over is done",
            "CLUSTERDOWN", "The cluster is incomplete: bring its nodes back",
            "TRYAGAIN", "The cluster moves keys just now: wait");

    private static final Map<String, String> LASTING = Map.of(
            "NOAUTH",
                    "The server wants a password: put it into the URL, redis://:password@host or redis://user:password@host",
            "WRONGPASS", "User or password in the URL are wrong",
            "NOPERM", "The server's ACL does not let this user do it: allow +@all on the keys of Sancho and Sidekiq",
            "WRONGTYPE",
                    "A key holds something that is not Sancho's or Sidekiq's: delete or rename it, or use another database or a prefix");

    private Failures() {}

    /** The error's code, one of those that mean something here. */
    static Optional<String> code(JedisDataException failure) {
        return CODE.matcher(String.valueOf(failure.getMessage()))
                .results()
                .map(MatchResult::group)
                .findFirst();
    }

    /** Whether the server did nothing and the same connection is of no use any more. */
    static boolean anotherServer(JedisDataException failure) {
        return code(failure)
                .filter(code -> code.equals("READONLY") || code.equals("UNBLOCKED"))
                .isPresent();
    }

    /** Whether the server cannot be asked anything, as against one that refuses to write. */
    static boolean isOutage(JedisException failure) {
        return !(failure instanceof JedisDataException refused)
                || code(refused)
                        .filter(code -> code.equals("LOADING") || code.equals("MASTERDOWN"))
                        .isPresent();
    }

    /** A failure's message without the full stop that some have. */
    static String said(RuntimeException failure) {
        return String.valueOf(failure.getMessage()).replaceFirst("\\.+$", "");
    }

    static StoreException of(RedisUrl url, String what, JedisException failure) {
        if (failure instanceof JedisDataException refused) {
            return refused(url, what, refused);
        }
        return new StoreException(
                "Redis at " + url + " cannot be reached, so it could not " + what + ": " + said(failure)
                        + ". It is tried again; check that it runs",
                true,
                failure);
    }

    static StoreException maybeInserted(RedisUrl url, int jobs, JedisConnectionException failure) {
        return new StoreException(
                "The connection to Redis at " + url + " broke while " + jobs
                        + " jobs were inserted: they may exist. Insert them again only if running them twice does no harm, or with a key"
                        + " that makes them unique",
                true,
                failure);
    }

    private static StoreException refused(RedisUrl url, String what, JedisDataException failure) {
        String code = code(failure).orElse("");
        String advice = PASSING.getOrDefault(code, LASTING.getOrDefault(code, "See the server's message"));
        return new StoreException(
                "Redis at " + url + " would not " + what + ": " + said(failure) + ". " + advice,
                PASSING.containsKey(code),
                failure);
    }
}
