package dev.sancho.redis;

import dev.sancho.store.Checkup;
import dev.sancho.store.Finding;
import dev.sancho.store.FindingKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import redis.clients.jedis.Protocol.Command;

/** What a Redis server, its processes and its keys tell. Thread-safe. */
record RedisCheckup(Server server) implements Checkup {
    @Override
    public List<FindingKind> kinds() {
        return RedisKinds.ALL;
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>(Vitals.read(server).facts());
        if (server.pipeline("count the keys", List.of(Server.Request.of(Command.DBSIZE)))
                        .getFirst()
                instanceof Long keys) {
            facts.put("keys", keys.toString());
        } // else the user may not ask, and it is only a fact
        return facts;
    }

    @Override
    public List<Supplier<List<Finding>>> looks() {
        return List.of(
                () -> Vitals.read(server).findings(),
                this::rights,
                () -> new Roll(server).findings(),
                () -> KeyWalk.over(server).findings());
    }

    private List<Finding> rights() {
        RightsCheck check = new RightsCheck(server.url);
        List<String> ofClient = check.missing(Rights.CLIENT);
        if (!ofClient.isEmpty()) {
            return List.of(RedisKinds.RIGHTS_OF_CLIENT.found("Rights missing: " + ofClient.size(), ofClient));
        }
        List<String> ofWorker = check.missing(Rights.WORKER);
        return ofWorker.isEmpty()
                ? List.of()
                : List.of(RedisKinds.RIGHTS_OF_WORKER.found("Rights missing: " + ofWorker.size(), ofWorker));
    }

    @Override
    public Optional<Instant> now() {
        return Optional.of(server.now());
    }

    @Override
    public List<String> fix(FindingKind kind) {
        if (kind.equals(RedisKinds.PROCESS_UNRECORDED)) {
            return new Roll(server).strike();
        }
        if (kind.equals(RedisKinds.WORK_ORPHANED)) {
            return deleteOrphans(KeyWalk.over(server).orphans());
        }
        if (kind.equals(RedisKinds.OWNER_UNKNOWN)) {
            return adopt(KeyWalk.over(server).lostOwners());
        }
        if (kind.equals(RedisKinds.QUEUE_UNLISTED)) {
            return enlist(KeyWalk.over(server).unlisted());
        }
        return Checkup.super.fix(kind);
    }

    private List<String> deleteOrphans(List<String> orphans) {
        List<String> done = new ArrayList<>();
        for (String name : orphans) {
            server.call("delete an orphan", Command.UNLINK, server.keys.named(name));
            done.add("Deleted " + name);
        }
        return done;
    }

    private List<String> adopt(Map<String, Long> owners) {
        List<String> done = new ArrayList<>();
        RedisBrowser browser = new RedisBrowser(server, new Runs(server));
        owners.forEach((owner, jobs) -> {
            List<byte[]> arguments = Server.list(owner);
            arguments.add(Keys.bytes(browser.highest(owner)));
            if (server.eval("enter a dead owner", Script.ADOPT, arguments).equals(1L)) {
                done.add("Entered " + owner + " as dead; jobs to be taken over: " + jobs);
            }
        });
        return done;
    }

    private List<String> enlist(List<String> queues) {
        List<String> done = new ArrayList<>();
        for (String queue : queues) {
            server.call("list a queue", Command.SADD, server.keys.queues(), Keys.bytes(queue));
            done.add("Added " + queue + " to the set queues");
        }
        return done;
    }
}
