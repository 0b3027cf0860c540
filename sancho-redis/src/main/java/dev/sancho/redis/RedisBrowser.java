package dev.sancho.redis;

import dev.sancho.job.Payload;
import dev.sancho.store.Histogram;
import dev.sancho.store.JobBrowser;
import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.RunTotals;
import dev.sancho.store.StoredJob;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** Reads what lies in Redis by plain commands. Thread-safe. */
record RedisBrowser(Server server, Runs runs) implements JobBrowser {
    @Override
    public List<Place> places() {
        Keys keys = server.keys;
        List<Place> places = new ArrayList<>();
        names(Command.SMEMBERS, keys.queues()).forEach(name -> places.add(new Place.Queue(name)));
        for (JobSet set : JobSet.values()) {
            if (number(call(Command.EXISTS, keys.set(set))) > 0) {
                places.add(new Place.Sorted(set));
            }
        }
        names(Command.SMEMBERS, keys.parking()).forEach(key -> places.add(new Place.Parked(key)));
        List<String> owners = owners();
        List<Object> sizes = server.pipeline(
                "read",
                owners.stream()
                        .map(owner -> Server.Request.of(Command.EXISTS, keys.inFlight(owner)))
                        .toList());
        for (int i = 0; i < owners.size(); i++) {
            if (number(sizes.get(i)) > 0 || landed(owners.get(i)).findAny().isPresent()) {
                places.add(new Place.InFlight(owners.get(i)));
            }
        }
        return places;
    }

    @Override
    public long size(Place place) {
        return switch (place) {
            case Place.Queue queue -> number(call(Command.LLEN, server.keys.queue(queue.name())));
            case Place.Parked key -> number(call(Command.LLEN, server.keys.parked(key.key())));
            case Place.Sorted set -> number(call(Command.ZCARD, server.keys.set(set.set())));
            case Place.InFlight owner ->
                number(call(Command.HLEN, server.keys.inFlight(owner.owner())))
                        + landed(owner.owner()).count();
        };
    }

    @Override
    public List<StoredJob> page(Place place, long offset, int limit) {
        if (limit < 1) {
            return List.of();
        }
        return switch (place) {
            case Place.Queue queue -> line(server.keys.queue(queue.name()), offset, limit);
            case Place.Parked key -> line(server.keys.parked(key.key()), offset, limit);
            case Place.Sorted set -> sorted(server.keys.set(set.set()), offset, limit);
            case Place.InFlight owner -> inFlight(owner.owner(), offset, limit);
        };
    }

    /** The front of a list is its right end. */
    private List<StoredJob> line(byte[] key, long offset, int limit) {
        List<?> jobs = list(Command.LRANGE, key, Keys.bytes(-offset - limit), Keys.bytes(-offset - 1));
        return jobs.reversed().stream().map(RedisBrowser::untimed).toList();
    }

    private List<StoredJob> sorted(byte[] key, long offset, int limit) {
        List<?> pairs =
                list(Command.ZRANGE, key, Keys.bytes(offset), Keys.bytes(offset + limit - 1), Keys.bytes("WITHSCORES"));
        List<StoredJob> jobs = new ArrayList<>();
        for (int i = 0; i < pairs.size(); i += 2) {
            Instant at = Micros.ofScore(Keys.text(pairs.get(i + 1)));
            jobs.add(new StoredJob(Payload.of((byte[]) pairs.get(i)), at, 0));
        }
        return jobs;
    }

    /** By number, then what has landed and has no number yet. */
    private List<StoredJob> inFlight(String owner, long offset, int limit) {
        List<StoredJob> jobs = numbered(owner, offset, limit);
        if (jobs.size() < limit) {
            long numbered = number(call(Command.HLEN, server.keys.inFlight(owner)));
            landed(owner)
                    .skip(Math.max(0, offset - numbered))
                    .limit(limit - jobs.size())
                    .forEach(jobs::add);
        }
        return jobs;
    }

    private List<StoredJob> numbered(String owner, long offset, int limit) {
        List<Long> numbers = names(Command.HKEYS, server.keys.inFlight(owner)).stream()
                .map(Long::valueOf)
                .sorted()
                .skip(offset)
                .limit(limit)
                .toList();
        List<StoredJob> jobs = new ArrayList<>();
        if (!numbers.isEmpty()) {
            List<byte[]> arguments = new ArrayList<>(List.of(server.keys.inFlight(owner)));
            numbers.forEach(number -> arguments.add(Keys.bytes(number)));
            List<?> values = list(Command.HMGET, arguments.toArray(byte[][]::new));
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i) instanceof byte[] value) {
                    jobs.add(new StoredJob(ClaimReply.held(0, value).payload(), null, numbers.get(i)));
                }
            }
        }
        return jobs;
    }

    /** What an owner has in flight, in no order. */
    Stream<StoredJob> held(String owner) {
        Stream<StoredJob> numbered = new Scan(server, Command.HSCAN, server.keys.inFlight(owner))
                .pairs()
                .map(job -> new StoredJob(ClaimReply.held(0, job.value()).payload(), null, 0));
        return Stream.concat(numbered, landed(owner));
    }

    /** The highest number in an owner's in-flight record; 0 if there is none. */
    long highest(String owner) {
        return names(Command.HKEYS, server.keys.inFlight(owner)).stream()
                .filter(number -> number.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }

    List<String> owners() {
        return names(Command.HKEYS, server.keys.owners());
    }

    private Stream<StoredJob> landed(String owner) {
        return names(Command.SMEMBERS, server.keys.landings(owner)).stream()
                .flatMap(queue -> line(server.keys.landing(owner, queue), 0, Integer.MAX_VALUE).stream());
    }

    private static StoredJob untimed(Object payload) {
        return new StoredJob(Payload.of((byte[]) payload), null, 0);
    }

    @Override
    public long counter(String name) {
        return counter(server.keys.counter(name));
    }

    @Override
    public long counter(String name, LocalDate day) {
        return counter(server.keys.counter(name, day));
    }

    private long counter(byte[] key) {
        return call(Command.GET, key) instanceof byte[] value ? Long.parseLong(Keys.text(value)) : 0;
    }

    @Override
    public List<ProcessRecord> processes() {
        List<String> all = names(Command.SMEMBERS, server.keys.processes());
        List<Server.Request> requests = new ArrayList<>();
        for (String identity : all) {
            requests.add(Server.Request.of(Command.HGETALL, server.keys.process(identity)));
            requests.add(Server.Request.of(Command.HGETALL, server.keys.work(identity)));
            requests.add(Server.Request.of(Command.HGETALL, server.keys.oldWork(identity)));
            requests.add(Server.Request.of(Command.HGET, server.keys.owners(), Keys.bytes(identity)));
        }
        List<Object> answers = server.pipeline("read the processes", requests);
        long now = all.isEmpty() ? 0 : Micros.of(server.now());
        List<ProcessRecord> records = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Map<String, String> hash = map(answers.get(4 * i));
            Map<String, String> work = map(answers.get(4 * i + 1));
            if (!hash.isEmpty() && lives(answers.get(4 * i + 3), now)) {
                records.add(ProcessJson.read(all.get(i), hash, work.isEmpty() ? map(answers.get(4 * i + 2)) : work));
            }
        }
        return records;
    }

    @Override
    public Set<String> absent(Collection<String> jids) {
        return new WholeStore(server, this).without(jids);
    }

    @Override
    public Map<Instant, Map<String, RunTotals>> runs(Instant from, Instant until) {
        return runs.totals(from, until);
    }

    @Override
    public Histogram lengths(String type, Instant from, Instant until) {
        return runs.lengths(type, from, until);
    }

    /** One of ours lives as long as its lease; another's as long as its record. */
    static boolean lives(Object owner, long now) {
        return !(owner instanceof byte[] record)
                || Long.parseLong(Keys.text(record)
                                .replaceFirst("^(\\d+) .*$", "$1")
                                .replaceFirst("^\\D.*$", "0"))
                        > now;
    }

    static Map<String, String> map(Object answer) {
        Map<String, String> map = new LinkedHashMap<>();
        if (answer instanceof List<?> pairs) {
            for (int i = 0; i < pairs.size(); i += 2) {
                map.put(Keys.text(pairs.get(i)), Keys.text(pairs.get(i + 1)));
            }
        }
        return map;
    }

    private List<String> names(Command command, byte[] key) {
        TreeSet<String> names = new TreeSet<>();
        list(command, key).forEach(name -> names.add(Keys.text(name)));
        return List.copyOf(names);
    }

    private List<?> list(Command command, byte[]... arguments) {
        return (List<?>) call(command, arguments);
    }

    private static long number(Object answer) {
        if (answer instanceof JedisDataException refused) {
            throw refused;
        }
        return (Long) answer;
    }

    private Object call(Command command, byte[]... arguments) {
        return server.call("read", command, arguments);
    }
}
