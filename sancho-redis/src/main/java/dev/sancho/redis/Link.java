package dev.sancho.redis;

import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;

/** A connection that knows its number on the server. Confined to one thread. */
final class Link extends Connection {
    private long clientId;

    Link(HostAndPort server, JedisClientConfig config) {
        super(server, config);
    }

    /** The number by which another connection can end what this one waits for. */
    long clientId() {
        if (clientId == 0) {
            sendCommand(Command.CLIENT, "ID");
            clientId = getIntegerReply();
        }
        return clientId;
    }
}
