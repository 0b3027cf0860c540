package dev.sancho.redis;

import dev.sancho.store.StoreException;
import dev.sancho.store.StoreSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** Sends commands and scripts, again if the connection broke and the call allows it. Thread-safe. */
final class Server {
    private static final int POOL = 8;
    private static final long[] BACK_OFF_MILLIS = {20, 200, 800};

    final RedisUrl url;
    final Keys keys;
    final StoreSettings settings;
    private final Connections connections;
    private final Outage outage;
    private final Map<Script, Script.Loaded> scripts = new EnumMap<>(Script.class);

    /** @param change applied to each script's text; tests plant faults with it */
    Server(RedisUrl url, StoreSettings settings, UnaryOperator<String> change) {
        this.url = url;
        this.keys = new Keys(url.prefix());
        this.settings = settings;
        this.connections = new Connections(url, POOL);
        this.outage = new Outage(url);
        for (Script script : Script.values()) {
            scripts.put(script, script.load(change));
        }
    }

    /** A command with its arguments. */
    record Request(ProtocolCommand command, List<byte[]> arguments) {
        static Request of(ProtocolCommand command, byte[]... arguments) {
            return new Request(command, List.of(arguments));
        }
    }

    /** One command whose second sending has no further effect. Arrays are lists, strings are bytes, numbers are longs, nothing is false. */
    Object call(String what, ProtocolCommand command, byte[]... arguments) {
        String exactly = arguments.length == 0 ? what : what + " (" + command + " " + Keys.text(arguments[0]) + ")";
        return repeated(exactly, connection -> one(connection, command, arguments));
    }

    /** Commands that change nothing or may be sent twice, in one round trip; the answer to one may be a {@link JedisDataException}. */
    List<Object> pipeline(String what, List<Request> requests) {
        return requests.isEmpty() ? List.of() : repeated(what, connection -> many(connection, requests));
    }

    /** As {@link #pipeline}, but never sent twice: it inserts that many jobs. */
    List<Object> pipelineOnce(int jobs, List<Request> requests) {
        return once(jobs, connection -> many(connection, requests));
    }

    /** Throws what one answer of a pipeline says, if it is a refusal. */
    void check(String what, Object answer) {
        if (answer instanceof JedisDataException refused) {
            throw failed(what, refused);
        }
    }

    /** A script whose second sending has no further effect. */
    Object eval(String what, Script script, List<byte[]> arguments) {
        return eval(what, script, null, arguments);
    }

    /** As {@link #eval}, at a time of its own. */
    Object eval(String what, Script script, @Nullable Instant now, List<byte[]> arguments) {
        byte[][] all = arguments(now, arguments);
        return repeated(what, connection -> evalOn(connection, script, all));
    }

    /** As {@link #eval}; the last argument says whether an earlier sending may have been carried out. */
    Object evalMarkingRepeats(String what, Script script, List<byte[]> arguments) {
        byte[][] all = arguments(null, arguments);
        boolean[] sent = {false};
        return repeated(what, connection -> {
            all[all.length - 1] = Keys.bytes(sent[0] ? "1" : "");
            sent[0] = true;
            return evalOn(connection, script, all);
        });
    }

    /** As {@link #eval}, but never sent twice: it inserts that many jobs. */
    Object evalOnce(int jobs, Script script, List<byte[]> arguments) {
        byte[][] all = arguments(null, arguments);
        return once(jobs, connection -> evalOn(connection, script, all));
    }

    /** The time by which this store goes. */
    Instant now() {
        InstantSource clock = settings.clock();
        if (clock != null) {
            return clock.instant();
        }
        List<?> time = (List<?>) call("ask for the time", Command.TIME);
        return Instant.ofEpochSecond(
                Long.parseLong(Keys.text(time.get(0))), Long.parseLong(Keys.text(time.get(1))) * 1000);
    }

    /** Reports a failure of a connection that is not one of these. */
    StoreException failed(String what, JedisException failure) {
        if (connections.closed()) {
            return new StoreException("The store " + url + " is closed, so it cannot " + what, false, failure);
        }
        StoreException told = Failures.of(url, what, failure);
        if (Failures.isOutage(failure)) {
            outage.failed(failure);
        }
        return told;
    }

    void close() {
        connections.close();
    }

    private byte[][] arguments(@Nullable Instant now, List<byte[]> own) {
        InstantSource clock = settings.clock();
        Instant at = now == null && clock != null ? clock.instant() : now;
        byte[][] all = new byte[8 + own.size()][];
        all[1] = Keys.bytes(1);
        all[2] = keys.owners();
        all[3] = Keys.bytes(keys.prefix());
        all[4] = at == null ? new byte[0] : Keys.bytes(Micros.of(at));
        all[5] = Keys.bytes(Micros.of(settings.lease()));
        all[6] = Keys.bytes(settings.deadMax());
        all[7] = Keys.bytes(Micros.of(settings.deadKeep()));
        for (int i = 0; i < own.size(); i++) {
            all[8 + i] = own.get(i);
        }
        return all;
    }

    private Object evalOn(Connection connection, Script script, byte[][] arguments) {
        Script.Loaded loaded = Objects.requireNonNull(scripts.get(script));
        try {
            arguments[0] = loaded.sha;
            return one(connection, Command.EVALSHA, arguments);
        } catch (JedisNoScriptException unknown) {
            arguments[0] = loaded.text;
            return one(connection, Command.EVAL, arguments);
        }
    }

    private static Object one(Connection connection, ProtocolCommand command, byte[]... arguments) {
        connection.sendCommand(command, arguments);
        return Objects.requireNonNullElse(connection.getOne(), false);
    }

    private static List<Object> many(Connection connection, List<Request> requests) {
        for (Request request : requests) {
            connection.sendCommand(request.command(), request.arguments().toArray(byte[][]::new));
        }
        return connection.getMany(requests.size());
    }

    private <T> T repeated(String what, Function<Connection, T> call) {
        for (int attempt = 0; ; attempt++) {
            boolean last = attempt == BACK_OFF_MILLIS.length || (outage.lasts() && attempt > 0) || connections.closed();
            try {
                return attempt(call);
            } catch (JedisDataException refused) {
                if (last || !Failures.anotherServer(refused)) {
                    throw failed(what, refused);
                }
            } catch (JedisException broken) {
                if (last) {
                    throw failed(what, broken);
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BACK_OFF_MILLIS[attempt]));
        }
    }

    private <T> T once(int jobs, Function<Connection, T> call) {
        boolean[] sent = {false};
        try {
            return attempt(connection -> {
                sent[0] = true;
                return call.apply(connection);
            });
        } catch (JedisConnectionException broken) {
            StoreException told = failed("insert " + jobs + " jobs", broken);
            throw sent[0] ? Failures.maybeInserted(url, jobs, broken) : told;
        } catch (JedisException refused) {
            throw failed("insert " + jobs + " jobs", refused);
        }
    }

    /**
     * Carries out a call on a connection. An interrupt waits until it is over: in a virtual thread it would close the socket in the midst
     * of it.
     */
    private <T> T attempt(Function<Connection, T> call) {
        boolean interrupted = Thread.interrupted();
        try {
            Link connection = connections.borrow();
            try {
                T result = call.apply(connection);
                outage.worked();
                return result;
            } catch (JedisDataException refused) {
                if (Failures.anotherServer(refused)) {
                    connection.setBroken();
                }
                throw refused;
            } catch (RuntimeException broken) {
                connection.setBroken();
                throw broken;
            } finally {
                connections.giveBack(connection);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A list of arguments to be added to. */
    static List<byte[]> list(String... texts) {
        List<byte[]> list = new ArrayList<>(texts.length + 8);
        for (String text : texts) {
            list.add(Keys.bytes(text));
        }
        return list;
    }
}
