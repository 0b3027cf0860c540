package dev.sancho.redis;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A bounded number of connections, kept open, the last used first. Thread-safe. */
final class Connections {
    private final Primary primary;
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<Link> idle = new ConcurrentLinkedDeque<>();
    private final Set<Link> lent = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Connections(Primary primary, int most) {
        this.primary = primary;
        this.permits = new Semaphore(most);
    }

    /** Lends a connection, for which it may have to wait. */
    Link borrow() {
        try {
            if (!permits.tryAcquire(Primary.TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new JedisConnectionException(
                        "all connections have been busy for " + Primary.TIMEOUT_MILLIS + " ms");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new JedisConnectionException("interrupted while it waited for a connection", stop);
        }
        return lendOrRelease();
    }

    /** Lends a connection if one may be lent now; null if not. */
    @Nullable
    Link tryBorrow() {
        return permits.tryAcquire() ? lendOrRelease() : null;
    }

    private Link lendOrRelease() {
        boolean done = false;
        try {
            if (closed) {
                throw new JedisConnectionException("this store is closed");
            }
            Link kept = idle.pollFirst();
            while (kept != null && !primary.isAt(kept.server())) {
                disconnect(kept);
                kept = idle.pollFirst();
            }
            Link connection = kept == null ? primary.connect() : kept;
            lent.add(connection);
            done = true;
            return connection;
        } finally {
            if (!done) {
                permits.release();
            }
        }
    }

    /** Takes a connection back. One that is broken takes all idle ones with it: they go to the same server. */
    void giveBack(Link connection) {
        lent.remove(connection);
        if (connection.isBroken() || closed) {
            disconnect(connection);
            dropIdle();
            primary.forget(connection.server());
        } else {
            connection.used();
            idle.addFirst(connection);
            if (closed) {
                dropIdle();
            }
        }
        permits.release();
    }

    private void dropIdle() {
        for (Link next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            disconnect(next);
        }
    }

    /** Closes all connections, lent ones too, so that whoever waits on one stops. */
    void close() {
        closed = true;
        dropIdle();
        lent.forEach(Connections::disconnect);
    }

    boolean closed() {
        return closed;
    }

    private static void disconnect(Link connection) {
        try {
            connection.forceDisconnect();
        } catch (IOException | RuntimeException alreadyGone) {
            connection.setBroken();
        }
    }
}
