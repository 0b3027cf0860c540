package dev.sancho.redis;

import dev.sancho.store.JobStore;
import dev.sancho.store.StoreSettings;
import dev.sancho.tck.PrivateRedis;
import dev.sancho.tck.StoreHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Opens stores on the tests' own server, each under a prefix of its own. */
final class RedisHarness implements StoreHarness {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Target target;
    private final List<String> prefixes = new ArrayList<>();
    private final UnaryOperator<String> fault;

    RedisHarness() {
        this(UnaryOperator.identity());
    }

    /** @param fault planted into every script */
    RedisHarness(UnaryOperator<String> fault) {
        this(new Target(PrivateRedis.shared(), "", ""), fault);
    }

    RedisHarness(Target target) {
        this(target, UnaryOperator.identity());
    }

    private RedisHarness(Target target, UnaryOperator<String> fault) {
        this.target = target;
        this.fault = fault;
    }

    /**
     * Where the stores are.
     *
     * @param login {@code user:password@}, or empty
     * @param parameters for the end of the URL, each with the {@code &} before it
     */
    record Target(PrivateRedis server, String login, String parameters) {
        String url(String prefix) {
            return "redis://" + login + "127.0.0.1:" + server.port() + "/0?prefix=" + prefix + parameters;
        }
    }

    @Override
    public JobStore open(StoreSettings settings) {
        prefixes.add("t" + COUNT.incrementAndGet() + ":");
        return reopen(settings);
    }

    @Override
    public JobStore reopen(StoreSettings settings) {
        return RedisStore.open(RedisUrl.parse(target.url(prefix())), settings, fault);
    }

    /** What stands before every key of the last store opened. */
    String prefix() {
        return prefixes.getLast();
    }

    Jedis raw() {
        return new Jedis("127.0.0.1", target.server().port());
    }

    @Override
    public void close() {
        try (Jedis raw = raw()) {
            for (String prefix : prefixes) {
                ScanParams all = new ScanParams().match(prefix + "*").count(1000);
                ScanResult<String> found = raw.scan("0", all);
                while (true) {
                    if (!found.getResult().isEmpty()) {
                        raw.unlink(found.getResult().toArray(String[]::new));
                    }
                    if (found.isCompleteIteration()) {
                        break;
                    }
                    found = raw.scan(found.getCursor(), all);
                }
            }
        }
    }
}
