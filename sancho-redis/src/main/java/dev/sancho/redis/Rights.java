package dev.sancho.redis;

import java.util.List;
import java.util.stream.Stream;

/**
 * The least rights that a user of the server's ACL needs, as {@code docs/guides/redis.md} has them. Each command is written as it is sent,
 * with one of the key patterns in the place of its key.
 */
enum Rights {
    /** Puts jobs in, with locks and groups too. */
    CLIENT(
            List.of(
                    "queues",
                    "queue:*",
                    "schedule",
                    "sancho:owners",
                    "sancho:locks",
                    "sancho:until",
                    "sancho:cells",
                    "sancho:cells:names",
                    "sancho:group:*"),
            List.of(
                    "PING",
                    "INFO server",
                    "TIME",
                    "ROLE",
                    "SELECT 0",
                    "WAIT 0 1",
                    "MULTI",
                    "CLIENT SETNAME sancho",
                    "EVALSHA 0 1 sancho:owners",
                    "EVAL 0 1 sancho:owners",
                    "TYPE queue:*",
                    "SADD queues x",
                    "LPUSH queue:* x",
                    "RPUSH queue:* x",
                    "ZADD schedule 1 x",
                    "HGET sancho:locks x",
                    "HSET sancho:locks x x",
                    "HDEL sancho:locks x",
                    "ZREM sancho:until x",
                    "UNLINK sancho:group:*")),
    /** Does all that a worker process does, the jobs' own enqueueing among it. */
    WORKER(
            List.of(
                    "queues",
                    "queue:*",
                    "schedule",
                    "retry",
                    "dead",
                    "processes",
                    "*:[0-9]*:*",
                    "stat:*",
                    "paused",
                    "limit_fetch:pause:*",
                    "super_processes",
                    "j|*",
                    "h|*",
                    "*-[0-9]*:[0-9]*",
                    "sancho:*"),
            Stream.concat(
                            CLIENT.commands.stream().filter(command -> !command.contains("sancho:")),
                            Stream.of(
                                    "CLIENT ID",
                                    "CLIENT UNBLOCK 0",
                                    "EVALSHA 0 1 sancho:*",
                                    "EVAL 0 1 sancho:*",
                                    "BLMOVE queue:* sancho:* RIGHT LEFT 1",
                                    "GET sancho:*",
                                    "SET sancho:* x",
                                    "INCRBY stat:* 1",
                                    "EXPIRE stat:* 1",
                                    "EXISTS sancho:*",
                                    "UNLINK *:[0-9]*:*",
                                    "DEL limit_fetch:pause:*",
                                    "SCAN 0",
                                    "SISMEMBER paused x",
                                    "SREM processes x",
                                    "SMEMBERS processes",
                                    "LLEN queue:*",
                                    "LMOVE sancho:* queue:* LEFT RIGHT",
                                    "LINDEX sancho:* 0",
                                    "RPOP *:[0-9]*:*",
                                    "LPOS queue:* x",
                                    "LREM queue:* 1 x",
                                    "LRANGE queue:* 0 0",
                                    "HGET sancho:* x",
                                    "HMGET sancho:* x",
                                    "HGETALL *:[0-9]*:*",
                                    "HKEYS sancho:*",
                                    "HINCRBY j|* x 1",
                                    "HLEN sancho:*",
                                    "HSCAN sancho:* 0",
                                    "BITFIELD h|* GET u16 0",
                                    "BITFIELD_RO h|* GET u16 0",
                                    "HEXISTS sancho:* x",
                                    "HSET *:[0-9]*:* x x",
                                    "HDEL sancho:* x",
                                    "ZADD retry 1 x",
                                    "ZREM dead x",
                                    "ZCARD dead",
                                    "ZCOUNT dead 0 1",
                                    "ZSCAN retry 0",
                                    "ZSCORE retry x",
                                    "ZRANGE retry 0 0",
                                    "ZRANGEBYSCORE retry 0 1",
                                    "ZRANGEBYLEX sancho:* - +",
                                    "ZREMRANGEBYRANK dead 0 0"))
                    .toList());

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> keys;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> commands;

    Rights(List<String> keys, List<String> commands) {
        this.keys = keys;
        this.commands = commands;
    }

    List<String> keys() {
        return keys;
    }

    List<String> commands() {
        return commands;
    }
}
