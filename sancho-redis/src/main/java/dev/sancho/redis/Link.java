package dev.sancho.redis;

import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;

/** A connection that knows its number on the server, and since when it has been idle. Confined to one thread. */
final class Link extends Connection {
    private final HostAndPort address;
    private long clientId;
    private long lastUsed = System.nanoTime();

    Link(HostAndPort server, JedisClientConfig config) {
        super(server, config);
        this.address = server;
    }

    HostAndPort server() {
        return address;
    }

    /** The number by which another connection can end what this one waits for. */
    long clientId() {
        if (clientId == 0) {
            sendCommand(Command.CLIENT, "ID");
            clientId = getIntegerReply();
        }
        return clientId;
    }

    boolean isPrimary() {
        sendCommand(Command.ROLE);
        return Keys.text(((List<?>) getOne()).getFirst()).equals("master");
    }

    void used() {
        lastUsed = System.nanoTime();
    }

    boolean idleFor(long millis) {
        return System.nanoTime() - lastUsed > TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
