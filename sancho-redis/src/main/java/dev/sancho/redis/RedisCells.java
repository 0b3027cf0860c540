package dev.sancho.redis;

import dev.sancho.job.JobState;
import dev.sancho.store.Cells;
import dev.sancho.store.GroupView;
import dev.sancho.store.HeldLock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** Reads and writes cells; reads locks and groups. Thread-safe. */
record RedisCells(Server server) implements Cells {
    @Override
    public Optional<String> get(String cell) {
        return text(look("cell", cell));
    }

    @Override
    public boolean putIf(String cell, @Nullable String expected, @Nullable String value, Duration keep) {
        Pack pack = new Pack().array(4).text(cell);
        MovePack.textOrAbsent(pack, expected);
        MovePack.textOrAbsent(pack, value);
        List<byte[]> arguments = Server.list();
        arguments.add(pack.number(Micros.of(keep)).done());
        arguments.add(new byte[0]);
        return server.evalMarkingRepeats("write a cell", Script.PUT_IF, arguments)
                .equals(1L);
    }

    @Override
    public Map<String, String> scan(String prefix, int max) {
        List<?> pairs = (List<?>) look("cells", prefix, Integer.toString(max));
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            cells.put(Keys.text(pairs.get(i)), Keys.text(pairs.get(i + 1)));
        }
        return cells;
    }

    @Override
    public Optional<String> holder(String lock) {
        return text(look("lock", lock));
    }

    @Override
    public Optional<GroupView> group(String group) {
        if (!(look("group", group) instanceof List<?> parts)) {
            return Optional.empty();
        }
        Map<String, JobState> members = new HashMap<>();
        for (int i = 2; i < parts.size(); i += 2) {
            members.put(Keys.text(parts.get(i)), JobState.valueOf(Keys.text(parts.get(i + 1))));
        }
        boolean sealed = !Keys.text(parts.get(0)).isEmpty();
        return Optional.of(new GroupView(sealed, ((Long) parts.get(1)).intValue(), members));
    }

    @Override
    public Stream<HeldLock> locks() {
        long now = Micros.of(server.now());
        return new Scan(server, Command.HSCAN, server.keys.locks())
                .pairs()
                .map(lock -> new Lock(Keys.text(lock.key()), Keys.text(lock.value())))
                .filter(lock -> lock.until() > now)
                .map(lock -> new HeldLock(lock.name(), lock.holder()))
                .distinct();
    }

    /** A lock as it is stored: until when, a blank, and who holds it. */
    private record Lock(String name, String stored) {
        long until() {
            return Long.parseLong(stored.substring(0, stored.indexOf(' ')));
        }

        String holder() {
            return stored.substring(stored.indexOf(' ') + 1);
        }
    }

    @Override
    public Stream<String> groups() {
        long now = Micros.of(server.now());
        return new Scan(server, Command.ZSCAN, server.keys.over())
                .pairs()
                .filter(entry -> entry.key()[0] == 'g' && Double.parseDouble(Keys.text(entry.value())) > now)
                .map(entry -> Keys.text(entry.key()).substring(1))
                .distinct();
    }

    private Object look(String... arguments) {
        return server.eval("read a " + arguments[0], Script.LOOK, Server.list(arguments));
    }

    private static Optional<String> text(Object reply) {
        return reply instanceof byte[] bytes ? Optional.of(Keys.text(bytes)) : Optional.empty();
    }
}
