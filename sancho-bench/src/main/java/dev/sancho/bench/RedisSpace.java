package dev.sancho.bench;

import dev.sancho.cli.CliFailure;
import dev.sancho.cli.Secrets;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** The keys under a prefix of its own. */
final class RedisSpace implements StoreSpace {
    private static final int PAGE = 1_000;

    private final String given;
    private final String prefix = "sancho-bench-"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + ":";

    RedisSpace(String given) {
        this.given = given;
    }

    @Override
    public String url() {
        return given + (given.contains("?") ? "&" : "?") + "prefix=" + prefix; // the last prefix counts
    }

    @Override
    public String givenUrl() {
        return given;
    }

    /** The URL of the same server's database of another number. */
    String database(int number) {
        URI uri = serverUri();
        return uri.getScheme() + "://" + uri.getRawAuthority() + "/" + number;
    }

    @Override
    public String server() {
        try (RedisClient redis = RedisClient.create(serverUri())) {
            String info = redis.info("server");
            String valkey = find("valkey_version:(\\S+)", info, "Valkey ");
            return valkey.isEmpty() ? find("redis_version:(\\S+)", info, "Redis ") : valkey;
        } catch (JedisException unreachable) {
            throw CliFailure.of("Redis at " + Secrets.mask(given) + " does not answer: " + unreachable.getMessage());
        }
    }

    private static String find(String pattern, String text, String name) {
        var matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? name + matcher.group(1) : "";
    }

    private URI serverUri() {
        return URI.create(given.replaceFirst("\\?.*", ""));
    }

    @Override
    public void close() {
        try (RedisClient redis = RedisClient.create(serverUri())) {
            ScanParams under = new ScanParams().match(prefix + "*").count(PAGE);
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                ScanResult<String> page = redis.scan(cursor, under);
                List<String> keys = page.getResult();
                if (!keys.isEmpty()) {
                    redis.unlink(keys.toArray(String[]::new));
                }
                cursor = page.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        }
    }

    @Override
    public String toString() {
        return Secrets.mask(url());
    }
}
