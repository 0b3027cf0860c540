package dev.sancho.redis;

import dev.sancho.job.JobDocument;
import dev.sancho.job.Payload;
import dev.sancho.store.JobSet;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.ProcessRecord.WorkRecord;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.Protocol.Command;

/** Walks over every job that there is, in slices. Thread-safe. */
record WholeStore(Server server, RedisBrowser browser) {
    private static final int SLICE = 500;

    /** Of these ids those that no job has. */
    Set<String> without(Collection<String> jids) {
        Set<String> left = new HashSet<>(jids);
        if (left.isEmpty()) {
            return left;
        }
        sets(left); // once before the places that jobs go to from there, and once after
        for (String queue : names(server.keys.queues())) {
            line(server.keys.queue(queue), left);
        }
        for (String key : names(server.keys.parking())) {
            line(server.keys.parked(key), left);
        }
        browser.owners().forEach(owner -> browser.held(owner).forEach(job -> found(job.payload(), left)));
        for (ProcessRecord process : browser.processes()) {
            process.work().stream().map(WorkRecord::payload).forEach(payload -> found(payload, left));
        }
        privateQueues(left);
        sets(left);
        return left;
    }

    private void sets(Set<String> left) {
        for (JobSet set : JobSet.values()) {
            new Scan(server, Command.ZSCAN, server.keys.set(set))
                    .pairs()
                    .forEach(member -> found(Payload.of(member.key()), left));
        }
    }

    /** From the end that jobs are put in at: what is taken at the other meanwhile moves nothing along. */
    private void line(byte[] key, Set<String> left) {
        List<?> slice;
        int start = 0;
        do {
            slice = (List<?>)
                    server.call("look for jobs", Command.LRANGE, key, Keys.bytes(start), Keys.bytes(start + SLICE - 1));
            slice.forEach(payload -> found(Payload.of((byte[]) payload), left));
            start += SLICE;
        } while (slice.size() == SLICE && !left.isEmpty());
    }

    /** Where super_fetch of Sidekiq Pro keeps what it runs. */
    private void privateQueues(Set<String> left) {
        if (server.call("look for jobs", Command.EXISTS, server.keys.superProcesses())
                .equals(1L)) {
            new Scan(server, Command.SCAN, server.keys.queue("sq|*")).keys().forEach(key -> line(key, left));
        }
    }

    private List<String> names(byte[] key) {
        return ((List<?>) server.call("look for jobs", Command.SMEMBERS, key))
                .stream().map(Keys::text).toList();
    }

    private static void found(Payload payload, Set<String> left) {
        if (!left.isEmpty()) {
            JobDocument.jidOf(payload).ifPresent(left::remove);
        }
    }
}
