package dev.sancho.redis;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** One BLMOVE from a queue to a landing list, on a connection and a virtual thread of its own. Thread-safe. */
final class BlockedTake {
    private static final int ASK_AGAIN_MILLIS = 50;

    private final byte[] queue;
    private final byte[] landing;
    private final Link connection;
    private final BlockingQueue<BlockedTake> over;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile long client;
    private volatile boolean landed;
    private volatile @Nullable JedisException failure;

    BlockedTake(byte[] queue, byte[] landing, Link connection, BlockingQueue<BlockedTake> over) {
        this.queue = queue;
        this.landing = landing;
        this.connection = connection;
        this.over = over;
    }

    void start(long end) {
        Thread.ofVirtual().name("sancho-redis-wait").start(() -> {
            try {
                client = connection.clientId();
                landed = take(end - System.nanoTime());
            } catch (JedisDataException refused) {
                // A queue of a wrong type is reported by the claim script, which looks at it as well.
                if (Failures.code(refused).filter("WRONGTYPE"::equals).isEmpty()) {
                    connection.setBroken();
                    failure = refused;
                }
            } catch (JedisException broken) {
                connection.setBroken();
                failure = broken;
            } finally {
                done.countDown();
                over.add(this);
            }
        });
    }

    private boolean take(long nanos) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
        if (millis < 1) {
            return false;
        }
        connection.setSoTimeout((int) millis + Primary.TIMEOUT_MILLIS);
        connection.sendCommand(
                Command.BLMOVE,
                queue,
                landing,
                Keys.bytes("RIGHT"),
                Keys.bytes("LEFT"),
                Keys.bytes(String.format(Locale.ROOT, "%.3f", millis / 1000.0)));
        return connection.getOne() != null;
    }

    /** Returns when the command is over for sure, having ended it if it still waited. */
    void end(Server server) {
        boolean interrupted = Thread.interrupted();
        try {
            while (done.getCount() > 0) {
                unblock(server);
                interrupted |= !awaitDone();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The command may not have reached the server yet, so this is repeated until it is over. */
    private void unblock(Server server) {
        if (!server.primary.isAt(connection.server())) {
            disconnect(); // elsewhere that number is another client's
            return;
        }
        try {
            if (client > 0) {
                server.call("end a wait", Command.CLIENT, Keys.bytes("UNBLOCK"), Keys.bytes(client));
            }
        } catch (RuntimeException unreachable) {
            disconnect();
        }
    }

    /** Ends the read. */
    private void disconnect() {
        connection.setBroken();
        try {
            connection.forceDisconnect();
        } catch (IOException | RuntimeException alreadyGone) {
            failure = new JedisException("the connection of a wait is gone", alreadyGone);
        }
    }

    private boolean awaitDone() {
        try {
            done.await(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException stop) {
            return false;
        }
    }

    boolean landed() {
        return landed;
    }

    @Nullable
    JedisException failure() {
        return failure;
    }

    Link connection() {
        return connection;
    }
}
