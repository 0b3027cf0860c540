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
import java.util.function.Predicate;
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
    /** For how long an unused connection is taken to be whole before an insert. */
    private static final long SURE_FOR_MILLIS = 1_000;

    final RedisUrl url;
    final Keys keys;
    final StoreSettings settings;
    final Primary primary;
    private final Connections connections;
    private final Outage outage;
    private final Replicas replicas;
    private final Map<Script, Script.Loaded> scripts = new EnumMap<>(Script.class);

    /** @param change applied to each script's text; tests plant faults with it */
    Server(RedisUrl url, StoreSettings settings, UnaryOperator<String> change) {
        this.url = url;
        this.keys = new Keys(url.prefix());
        this.settings = settings;
        this.primary = new Primary(url);
        this.connections = new Connections(primary, POOL);
        this.outage = new Outage(url);
        this.replicas = new Replicas(url);
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

    /**
     * As {@link #pipeline}, but never sent twice: it inserts that many jobs.
     *
     * @param wrote whether the answers say that a job was written, so that replicas have something to confirm
     */
    List<Object> pipelineOnce(int jobs, List<Request> requests, Predicate<List<?>> wrote) {
        return once(new Insert<>(jobs, connection -> many(connection, requests), wrote));
    }

    /** What the server says to commands that it is to queue and will never carry out; nothing if this user may not have it queue any. */
    List<Object> queuedOnly(String what, List<Request> requests) {
        return repeated(what, connection -> {
            try {
                one(connection, Command.MULTI);
                return many(connection, requests);
            } catch (JedisDataException refused) {
                if (Failures.code(refused).filter("NOPERM"::equals).isEmpty()) {
                    throw refused;
                }
                return List.of();
            } finally {
                connection.setBroken(); // closing it forgets what was queued
            }
        });
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

    /** As {@link #pipelineOnce}, by a script that answers with a list. */
    List<?> evalOnce(int jobs, Script script, List<byte[]> arguments, Predicate<List<?>> wrote) {
        byte[][] all = arguments(null, arguments);
        return once(new Insert<List<?>>(jobs, connection -> (List<?>) evalOn(connection, script, all), wrote));
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
            return new StoreException(
                    "The store " + url + " is closed, so it cannot " + what,
                    false,
                    StoreException.JobsExist.NO,
                    failure);
        }
        StoreException told = Failures.of(url, what, failure);
        if (Failures.isOutage(failure) && told.passing()) {
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

    private Object one(Connection connection, ProtocolCommand command, byte[]... arguments) {
        connection.sendCommand(command, arguments);
        Object answer = Objects.requireNonNullElse(connection.getOne(), false);
        return url.options().protocol() == 3 ? Resp3.asResp2(answer) : answer;
    }

    /** If the server refuses everything because of what it is just now, nothing was done: that is thrown as if it were one command. */
    private List<Object> many(Connection connection, List<Request> requests) {
        for (Request request : requests) {
            connection.sendCommand(request.command(), request.arguments().toArray(byte[][]::new));
        }
        List<Object> answers = connection.getMany(requests.size());
        List<JedisDataException> passing = answers.stream()
                .filter(JedisDataException.class::isInstance)
                .map(JedisDataException.class::cast)
                .filter(Failures::passesSoon)
                .toList();
        if (passing.size() == answers.size()) {
            throw passing.getFirst();
        }
        if (passing.stream().anyMatch(Failures::anotherServer)) {
            connection.setBroken();
        }
        return url.options().protocol() == 3
                ? answers.stream().map(Resp3::asResp2).toList()
                : answers;
    }

    private <T> T repeated(String what, Function<Connection, T> call) {
        for (int attempt = 0; ; attempt++) {
            boolean last = attempt == BACK_OFF_MILLIS.length || (outage.lasts() && attempt > 0) || connections.closed();
            try {
                return attempt(call);
            } catch (JedisDataException refused) {
                if (last || !Failures.passesSoon(refused)) {
                    throw failed(what, refused);
                }
            } catch (JedisException broken) {
                if (last || Failures.isLasting(broken)) {
                    throw failed(what, broken);
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BACK_OFF_MILLIS[attempt]));
        }
    }

    /** A call that inserts so many jobs; {@code wrote} tells from its answers whether replicas have something to confirm. */
    private record Insert<T extends List<?>>(int jobs, Function<Connection, T> call, Predicate<List<?>> wrote) {}

    /** Sends a call again only if it is sure that nothing was done. */
    private <T extends List<?>> T once(Insert<T> insert) {
        String what = "insert " + insert.jobs() + " jobs";
        for (int attempt = 0; ; attempt++) {
            boolean last = attempt == BACK_OFF_MILLIS.length;
            boolean[] sent = {false};
            try {
                return attempt(connection -> send(connection, insert, sent));
            } catch (JedisConnectionException broken) {
                if (sent[0] || last || Failures.isLasting(broken)) {
                    StoreException told = failed(what, broken);
                    throw sent[0] ? Failures.maybeInserted(url, insert.jobs(), broken) : told;
                }
            } catch (JedisDataException refused) {
                if (last || !Failures.passesSoon(refused)) {
                    throw failed(what, refused);
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BACK_OFF_MILLIS[attempt]));
        }
    }

    private <T extends List<?>> T send(Link connection, Insert<T> insert, boolean[] sent) {
        if (connection.idleFor(SURE_FOR_MILLIS)) {
            connection.ping(); // a connection that broke meanwhile is found out before anything is sent
        }
        sent[0] = true;
        T answers = insert.call().apply(connection);
        if (url.options().replicas() > 0 && insert.wrote().test(answers)) {
            replicas.confirm(connection, insert.jobs());
        }
        return answers;
    }

    /**
     * Carries out a call on a connection. An interrupt waits until it is over: in a virtual thread it would close the socket in the midst
     * of it.
     */
    private <T> T attempt(Function<? super Link, T> call) {
        boolean interrupted = Thread.interrupted();
        try {
            Link connection = connections.borrow();
            try {
                return on(connection, call);
            } finally {
                connections.giveBack(connection);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T on(Link connection, Function<? super Link, T> call) {
        try {
            T result = call.apply(connection);
            outage.worked();
            return result;
        } catch (JedisDataException refused) {
            if (Failures.anotherServer(refused)) {
                connection.setBroken();
            }
            throw refused;
        } catch (StoreException told) {
            throw told; // the connection is as good as before
        } catch (RuntimeException broken) {
            connection.setBroken();
            throw broken;
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
