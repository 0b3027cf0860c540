package dev.sancho.redis;

import dev.sancho.job.JobDocument;
import dev.sancho.job.MalformedPayloadException;
import dev.sancho.job.Payload;
import dev.sancho.store.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Protocol.Command;

/** One walk over all keys, and what their names and types tell. Looks again at what seems astray, for much may change on the way. */
final class KeyWalk {
    private static final int SLICE = 500;
    private static final String IDENTITY = ".+:\\d+:[0-9a-f]{12}";
    private static final String IN_FLIGHT = "sancho:inflight:";
    private static final String LANDINGS = "sancho:landings:";
    private static final String QUEUE = "queue:";
    private static final String PRIVATE_QUEUE = "queue:sq\\|.*";
    private static final Pattern OF_PROCESS = Pattern.compile("(" + IDENTITY + ")(?::work|:workers|-signals)?");
    private static final Pattern WORK = Pattern.compile("(" + IDENTITY + "):work(?:ers)?");
    private static final Pattern ODD_NAME = Pattern.compile("[^A-Za-z0-9_:.-]");

    /** What the names of keys match, and the type that the keys must have. */
    private static final Map<Pattern, String> TYPES = types(
            "set", "queues|processes|paused|super_processes|sancho:parking|sancho:landings:.*",
            "list", "queue:.*|sancho:landing:.*|sancho:parked:.*|" + IDENTITY + "-signals",
            "zset", "schedule|retry|dead|profiles|sancho:until|sancho:cells:names",
            "string", "stat:(processed|failed)(:[\\d-]{10})?|sancho:stat:.*|sancho:promoter|h\\|.*",
            "hash", "sancho:owners|sancho:ended|sancho:inflight:.*|sancho:locks|sancho:cells|sancho:operations",
            "hash", "sancho:group:.*|j\\|.*|" + IDENTITY + "(:work|:workers)?");

    /** Keys of others, by what they are. */
    private static final Map<Pattern, String> FOREIGN = foreign(
            "batches of Sidekiq Pro", "b-[\\w-]{10,}|batches|batch-died",
            "private queues of super_fetch", PRIVATE_QUEUE + "|super_processes|.*:super_queues|orphan-[0-9a-f]{24}",
            "unique locks of Sidekiq Enterprise", "unique:.*",
            "limiters of Sidekiq Enterprise", "lmtr-.*",
            "leader of Sidekiq Enterprise", "dear-leader",
            "sidekiq-limit_fetch", "limit_fetch:.*");

    private final Server server;
    private final List<String> wrongTypes = new ArrayList<>();
    private final Map<String, Long> foreign = new TreeMap<>();
    private final TreeSet<String> work = new TreeSet<>();
    private final TreeSet<String> owners = new TreeSet<>();
    private final TreeSet<String> queues = new TreeSet<>();

    private KeyWalk(Server server) {
        this.server = server;
    }

    static KeyWalk over(Server server) {
        KeyWalk walk = new KeyWalk(server);
        String prefix = server.keys.prefix();
        List<String> slice = new ArrayList<>();
        new Scan(server, Command.SCAN, server.keys.named("*")).keys().forEach(key -> {
            slice.add(Keys.text(key).substring(prefix.length()));
            if (slice.size() == SLICE) {
                walk.see(slice);
                slice.clear();
            }
        });
        walk.see(slice);
        return walk;
    }

    private static Map<Pattern, String> types(String... pairs) {
        Map<Pattern, String> patterns = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            patterns.put(Pattern.compile(pairs[i + 1], Pattern.DOTALL), pairs[i]);
        }
        return patterns;
    }

    private static Map<Pattern, String> foreign(String... pairs) {
        return types(pairs);
    }

    private static Optional<String> find(Map<Pattern, String> patterns, String name) {
        return patterns.entrySet().stream()
                .filter(pattern -> pattern.getKey().matcher(name).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private void see(List<String> slice) {
        Map<String, String> expected = new LinkedHashMap<>();
        for (String name : slice) {
            find(FOREIGN, name).ifPresent(family -> foreign.merge(family, 1L, Long::sum));
            find(TYPES, name).ifPresent(type -> expected.put(name, type));
        }
        List<Object> types = server.pipeline(
                "look at keys",
                expected.keySet().stream()
                        .map(name -> Server.Request.of(Command.TYPE, server.keys.named(name)))
                        .toList());
        int i = 0;
        for (Map.Entry<String, String> key : expected.entrySet()) {
            String type = types.get(i++) instanceof byte[] told ? Keys.text(told) : "none";
            if (type.equals(key.getValue())) {
                sort(key.getKey());
            } else if (!type.equals("none") && !ofStranger(key.getKey())) {
                wrongTypes.add(key.getKey() + ": a " + type + ", and should be a " + key.getValue());
            }
        }
    }

    /** Whether it is named as a key of a process, and no process is: another program's key then. */
    private boolean ofStranger(String name) {
        Matcher process = OF_PROCESS.matcher(name);
        return process.matches()
                && !ask(Command.SISMEMBER, server.keys.processes(), Keys.bytes(process.group(1)))
                        .equals(1L);
    }

    private void sort(String name) {
        if (WORK.matcher(name).matches()) {
            work.add(name);
        } else if (name.startsWith(IN_FLIGHT)) {
            owners.add(name.substring(IN_FLIGHT.length()));
        } else if (name.startsWith(LANDINGS)) {
            owners.add(name.substring(LANDINGS.length()));
        } else if (name.startsWith(QUEUE) && !name.matches(PRIVATE_QUEUE)) {
            queues.add(name.substring(QUEUE.length()));
        }
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!wrongTypes.isEmpty()) {
            findings.add(RedisKinds.KEY_TYPE.found("Keys of the wrong type: " + wrongTypes.size(), wrongTypes));
        }
        if (!foreign.isEmpty()) {
            findings.add(RedisKinds.FOREIGN_KEYS.found(
                    "Keys left alone: "
                            + foreign.values().stream().mapToLong(keys -> keys).sum(),
                    foreign.entrySet().stream()
                            .map(family -> family.getKey() + ": " + family.getValue())
                            .toList()));
        }
        List<String> orphans = orphans();
        if (!orphans.isEmpty()) {
            findings.add(RedisKinds.WORK_ORPHANED.found(
                    "Lists of running jobs that nobody runs: " + orphans.size(), orphans));
        }
        lost(findings);
        names(findings);
        return findings;
    }

    private void lost(List<Finding> findings) {
        Map<String, Long> lost = lostOwners();
        if (!lost.isEmpty()) {
            findings.add(RedisKinds.OWNER_UNKNOWN.found(
                    "Jobs in flight of unknown processes: "
                            + lost.values().stream().mapToLong(jobs -> jobs).sum(),
                    lost.entrySet().stream()
                            .map(owner -> owner.getKey() + ": " + owner.getValue())
                            .toList()));
        }
    }

    private void names(List<Finding> findings) {
        List<String> unlisted = unlisted();
        if (!unlisted.isEmpty()) {
            findings.add(RedisKinds.QUEUE_UNLISTED.found("Queues that are not listed: " + unlisted.size(), unlisted));
        }
        TreeSet<String> all = new TreeSet<>(queues);
        names(ask(Command.SMEMBERS, server.keys.queues())).forEach(all::add);
        List<String> odd = all.stream()
                .filter(name -> name.isBlank() || ODD_NAME.matcher(name).find())
                .map(name -> "\"" + name + "\"")
                .toList();
        if (!odd.isEmpty()) {
            findings.add(RedisKinds.QUEUE_NAME.found("Queues with odd names: " + odd.size(), odd));
        }
    }

    /** Lists of running jobs whose process has no record and is in no set, and that never expire. */
    List<String> orphans() {
        List<String> orphans = new ArrayList<>();
        for (String name : work) {
            String identity = name.substring(0, name.lastIndexOf(':'));
            List<Object> told = server.pipeline(
                    "look at running jobs",
                    List.of(
                            Server.Request.of(Command.EXISTS, server.keys.process(identity)),
                            Server.Request.of(Command.SISMEMBER, server.keys.processes(), Keys.bytes(identity)),
                            Server.Request.of(Command.PTTL, server.keys.named(name))));
            if (told.equals(List.of(0L, 0L, -1L))) {
                orphans.add(name);
            }
        }
        return orphans;
    }

    /** Owners that are not among the owners and have something in flight, and how many jobs. */
    Map<String, Long> lostOwners() {
        Map<String, Long> lost = new LinkedHashMap<>();
        for (String owner : owners) {
            boolean unknown = ask(Command.HEXISTS, server.keys.owners(), Keys.bytes(owner))
                    .equals(0L);
            boolean awaited = ask(Command.ZSCORE, server.keys.over(), Keys.bytes("w" + owner)) instanceof byte[];
            long jobs = unknown && !awaited ? inFlight(owner) : 0;
            if (jobs > 0) {
                lost.put(owner, jobs);
            }
        }
        return lost;
    }

    private long inFlight(String owner) {
        long landed = names(ask(Command.SMEMBERS, server.keys.landings(owner))).stream()
                .mapToLong(queue -> number(ask(Command.LLEN, server.keys.landing(owner, queue))))
                .sum();
        return number(ask(Command.HLEN, server.keys.inFlight(owner))) + landed;
    }

    /** Queues that hold jobs and are missing from the set of queues. */
    List<String> unlisted() {
        return queues.stream()
                .filter(queue -> ask(Command.SISMEMBER, server.keys.queues(), Keys.bytes(queue))
                        .equals(0L))
                .filter(this::holdsJobs)
                .toList();
    }

    /** Other programs have lists of such names, too. */
    private boolean holdsJobs(String queue) {
        try {
            return ask(Command.LINDEX, server.keys.queue(queue), Keys.bytes(-1)) instanceof byte[] oldest
                    && !JobDocument.parse(Payload.of(oldest)).name().isEmpty();
        } catch (MalformedPayloadException notAJob) {
            return false;
        }
    }

    /** The answer to a command, which may be that a key is of another type: that is told elsewhere, and keeps nothing from being told. */
    private Object ask(Command command, byte[]... arguments) {
        List<Object> answers = server.pipeline("look at keys", List.of(Server.Request.of(command, arguments)));
        return Objects.requireNonNullElse(answers.getFirst(), false);
    }

    private static long number(Object answer) {
        return answer instanceof Long number ? number : 0;
    }

    private static List<String> names(Object answer) {
        return answer instanceof List<?> names ? names.stream().map(Keys::text).toList() : List.of();
    }
}
