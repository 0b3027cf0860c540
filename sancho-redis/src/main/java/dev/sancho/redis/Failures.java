package dev.sancho.redis;

import dev.sancho.store.StoreException;
import dev.sancho.store.StoreException.JobsExist;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Tells what a server's error means: whether it passes, and what to do. */
final class Failures {
    private static final Pattern CODE = Pattern.compile(
            "\\b(READONLY|LOADING|NOREPLICAS|UNBLOCKED|MISCONF|OOM|NOAUTH|WRONGPASS|NOPERM|user executing the script|WRONGTYPE|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN)\\b");

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
            "WRONGTYPE",
                    "A key holds something that is not Sancho's or Sidekiq's: delete or rename it, or use another database or a prefix");

    /** How Redis 6.2 begins what Redis 7 calls NOPERM. */
    private static final String NOPERM_IN_SCRIPT = "user executing the script";

    private static final String CHECK = "It is tried again; check that it runs";

    /** A server that refuses a client may be gone before the client reads why. */
    private static final String CHECK_TLS = CHECK
            + ", that it speaks TLS at this port, and whether it wants a client certificate (parameters cert and key) that it trusts";

    private static final String SENTINEL_LOGIN =
            "Check the name of the service, and the parameters sentinelUser and sentinelPassword";

    /** Codes with which a server refuses a whole call before it does any of it. */
    private static final Set<String> BEFORE_ANYTHING = Set.of(
            "READONLY",
            "LOADING",
            "NOREPLICAS",
            "MISCONF",
            "OOM",
            "BUSY",
            "MASTERDOWN",
            "CLUSTERDOWN",
            "TRYAGAIN",
            "NOAUTH",
            "WRONGPASS");

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

    /** Whether the server did nothing, and may do it within a second. */
    static boolean passesSoon(JedisDataException failure) {
        return anotherServer(failure) || code(failure).filter("LOADING"::equals).isPresent();
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

    /** As for a call of which nothing was done, if the server did not begin it. */
    static StoreException of(RedisUrl url, String what, JedisException failure) {
        if (failure instanceof JedisDataException refused) {
            return refused(url, what, refused);
        }
        Optional<String> tls = TlsTrouble.advice(failure);
        boolean passing = failure instanceof NoPrimaryException none ? none.passing() : tls.isEmpty();
        return new StoreException(
                "Redis at " + url + " cannot be reached, so it could not " + what + ": " + said(failure) + ". "
                        + tls.orElse(passing ? url.tls() ? CHECK_TLS : CHECK : SENTINEL_LOGIN),
                passing,
                JobsExist.NO,
                failure);
    }

    /** Whether it is no use to try again at once. */
    static boolean isLasting(JedisException failure) {
        return failure instanceof NoPrimaryException none
                ? !none.passing()
                : TlsTrouble.advice(failure).isPresent();
    }

    static StoreException maybeInserted(RedisUrl url, int jobs, JedisConnectionException failure) {
        return new StoreException(
                "The connection to Redis at " + url + " broke while " + jobs
                        + " jobs were inserted: they may exist. Insert them again only if running them twice does no harm, or with a key"
                        + " that makes them unique",
                true,
                JobsExist.MAYBE,
                failure);
    }

    private static StoreException refused(RedisUrl url, String what, JedisDataException failure) {
        String code = code(failure).orElse("");
        String advice = PASSING.getOrDefault(code, LASTING.getOrDefault(code, "See the server's message"));
        boolean inScript = said(failure).contains("script");
        if (code.equals("NOPERM") || code.equals(NOPERM_IN_SCRIPT)) {
            advice = "The server's ACL does not give this right to the user "
                    + url.login().name()
                    + ": docs/guides/redis.md lists those that a client and a worker need, as ACL SETUSER";
        }
        boolean nothingDone = BEFORE_ANYTHING.contains(code) || (code.equals("NOPERM") && !inScript);
        return new StoreException(
                "Redis at " + url + " would not " + what + ": " + said(failure) + ". " + advice,
                PASSING.containsKey(code),
                nothingDone ? JobsExist.NO : JobsExist.MAYBE,
                failure);
    }
}
