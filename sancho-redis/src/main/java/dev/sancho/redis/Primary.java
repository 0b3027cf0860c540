package dev.sancho.redis;

import dev.sancho.job.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Connects to the server that takes writes: the one of the URL, or the one that a Sentinel names and that says itself that it is the
 * primary. A Sentinel is asked when a connection breaks, and every second while there are calls: a primary that was replaced while it hung
 * goes on taking writes for some seconds when it is back. Thread-safe.
 */
final class Primary {
    static final int TIMEOUT_MILLIS = 5_000;

    private static final Log LOG = Log.of(Primary.class);
    private static final int SENTINEL_TIMEOUT_MILLIS = 1_000;
    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final RedisUrl url;
    private final JedisClientConfig config;
    private final JedisClientConfig sentinelConfig;
    /** Who answered last stands first. */
    private final List<HostAndPort> sentinels;

    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long lookedAt = System.nanoTime();
    private volatile @Nullable HostAndPort known;
    private volatile @Nullable HostAndPort last;

    Primary(RedisUrl url) {
        this.url = url;
        this.sentinels = new CopyOnWriteArrayList<>(url.hosts());
        DefaultJedisClientConfig.Builder tls = tls(url);
        config = common(tls, url.login(), TIMEOUT_MILLIS)
                .protocol(url.options().protocol() == 3 ? RedisProtocol.RESP3 : RedisProtocol.RESP2)
                .database(url.database())
                .build();
        sentinelConfig = common(tls, url.options().sentinelLogin(), SENTINEL_TIMEOUT_MILLIS)
                .resp2()
                .database(0)
                .build();
    }

    @SuppressWarnings("deprecation") // what replaces it takes no PEM, and reads its files anew for each connection
    private static DefaultJedisClientConfig.Builder tls(RedisUrl url) {
        DefaultJedisClientConfig.Builder builder = DefaultJedisClientConfig.builder();
        return url.tls()
                ? builder.ssl(true)
                        .sslSocketFactory(url.options().files().context().getSocketFactory())
                : builder;
    }

    private static DefaultJedisClientConfig.Builder common(
            DefaultJedisClientConfig.Builder builder, Login login, int timeoutMillis) {
        return builder.autoNegotiateProtocol(false)
                .connectionTimeoutMillis(timeoutMillis)
                .socketTimeoutMillis(timeoutMillis)
                .credentials(new redis.clients.jedis.DefaultRedisCredentials(login.user(), login.password()))
                .clientName("sancho")
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    }

    /** Opens a connection. */
    Link connect() {
        if (!url.sentinel()) {
            return new Link(url.hosts().getFirst(), config);
        }
        HostAndPort address = known;
        if (address == null) {
            address = ask();
            known = address;
        }
        boolean usable = false;
        try {
            Link link = connect(address);
            tellIfNew(address);
            usable = true;
            return link;
        } finally {
            if (!usable) {
                forget(address);
            }
        }
    }

    /** As a Sentinel may name a server that is not the primary yet. */
    private Link connect(HostAndPort address) {
        Link link = new Link(address, config);
        boolean usable = false;
        try {
            usable = link.isPrimary();
        } finally {
            if (!usable) {
                link.close();
            }
        }
        if (!usable) {
            throw new NoPrimaryException(
                    "the Sentinels name " + address + " as the primary of " + url.service()
                            + ", but it is a replica: the fail-over is not done yet",
                    true);
        }
        return link;
    }

    private void tellIfNew(HostAndPort address) {
        HostAndPort before = last;
        last = address;
        if (before != null && !before.equals(address)) {
            LOG.info("Redis at {}: the primary is {} now, and was {}", url, address, before);
        }
    }

    /** Whether a connection goes to the primary, as far as is known. */
    boolean isAt(HostAndPort server) {
        if (!url.sentinel()) {
            return true;
        }
        if (System.nanoTime() - lookedAt > LOOK_AGAIN_NANOS && looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("sancho-redis-sentinel").start(this::lookAgain);
        }
        HostAndPort now = known;
        return now == null || now.equals(server);
    }

    private void lookAgain() {
        try {
            known = ask();
        } catch (NoPrimaryException unanswered) {
            LOG.debug("Redis at {}: what was known of the primary holds on: {}", url, unanswered.getMessage());
        } finally {
            lookedAt = System.nanoTime();
            looking.set(false);
        }
    }

    /** A connection to this server broke, so a Sentinel is asked anew. */
    void forget(HostAndPort address) {
        if (address.equals(known)) {
            known = null;
        }
    }

    private HostAndPort ask() {
        List<String> answers = new ArrayList<>();
        boolean allRefuse = true;
        for (HostAndPort sentinel : sentinels) {
            try (Jedis jedis = new Jedis(sentinel, sentinelConfig)) {
                List<String> address = jedis.sentinelGetMasterAddrByName(url.service());
                if (address != null && address.size() == 2) {
                    if (!sentinel.equals(sentinels.getFirst()) && sentinels.remove(sentinel)) {
                        sentinels.addFirst(sentinel);
                    }
                    return new HostAndPort(address.get(0), Integer.parseInt(address.get(1)));
                }
                answers.add(sentinel + " knows no service of that name");
            } catch (JedisException failed) {
                allRefuse &= failed instanceof JedisDataException;
                answers.add(sentinel + " says: " + Failures.said(failed));
            }
        }
        throw new NoPrimaryException(
                "no Sentinel names a primary of " + url.service() + ": " + String.join("; ", answers), !allRefuse);
    }
}
