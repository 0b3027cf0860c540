package dev.sancho.redis;

import static dev.sancho.store.FindingKind.info;
import static dev.sancho.store.FindingKind.problem;
import static dev.sancho.store.FindingKind.warning;

import dev.sancho.store.FindingKind;
import java.util.List;

/** The kinds of findings that are made on Redis alone. */
final class RedisKinds {
    static final FindingKind EVICTION = problem(
            "redis-eviction",
            "The server deletes keys, jobs among them, when its memory is full",
            "CONFIG SET maxmemory-policy noeviction, and the same in its configuration file; give caches a server of their own");

    static final FindingKind NOT_KEPT = problem(
            "redis-not-kept",
            "The server keeps nothing on disk: when it ends, every job is gone",
            "CONFIG SET appendonly yes, and the same in its configuration file");

    static final FindingKind SAVING_FAILS = problem(
            "redis-saving-fails",
            "The server's last attempt to write its data to disk failed",
            "look at its disk and its log; until then it may refuse all writes");

    static final FindingKind REPLICA = problem(
            "redis-replica",
            "The server is a replica, so nothing can be written to it",
            "point the URL at the primary");

    static final FindingKind CLUSTER = problem(
            "redis-cluster",
            "The server is part of a Redis Cluster, where the keys of one job lie on several nodes",
            "use a server, or a primary with replicas, that is not in cluster mode");

    static final FindingKind RIGHTS_OF_CLIENT = problem(
            "rights-missing",
            "The user of this URL lacks rights that whoever enqueues needs",
            "grant them; docs/guides/redis.md has the least rights of a client and of a worker");

    static final FindingKind RIGHTS_OF_WORKER = warning(
            "rights-of-worker",
            "The user of this URL may enqueue, but lacks rights that a worker process needs",
            "nothing if only clients use it; else grant them, as docs/guides/redis.md has it");

    static final FindingKind OLD = warning(
            "redis-old",
            "The server is older than Redis 7.0, which Sidekiq 8 refuses and which gets no more fixes",
            "update it to Redis 7 or newer, or to Valkey");

    static final FindingKind MEMORY = warning(
            "redis-memory",
            "The server has used nearly all the memory it may use, after which it refuses new jobs",
            "raise maxmemory, let workers catch up, or make jobs smaller");

    static final FindingKind CLIENTS = warning(
            "redis-clients",
            "The server has nearly all the connections it allows, after which it refuses new ones",
            "raise maxclients, or open fewer stores: each has up to 8 connections and one for each capsule that waits");

    static final FindingKind CLOCK_SKEW = problem(
            "clock-skew",
            "Clocks differ by seconds, so that jobs run early or late and waiting times are wrong",
            "keep all machines in step by NTP: times in payloads are those of the machine that writes them");

    static final FindingKind SIDEKIQ_MIXED = warning(
            "sidekiq-mixed",
            "Sidekiq 8 shares the store with Sidekiq 7 or older, whose Web UI cannot read all that 8 writes",
            "use the Web UI of the newest version, and bring all to it");

    static final FindingKind PROCESS_UNRECORDED = warning(
                    "process-unrecorded",
                    "The set of processes has members that are gone: they died without taking their leave",
                    "none is needed; Ruby's Web UI takes them out as well")
            .fixedBy("takes them out of the set");

    static final FindingKind PROCESS_STALE = warning(
            "process-stale",
            "The record of a process has no expiry and has not been renewed for minutes: it is shown for ever and seems to serve its queues",
            "if it is gone indeed, delete the hash that the evidence names");

    static final FindingKind WORK_ORPHANED = warning(
                    "work-orphaned",
                    "Lists of running jobs have neither a process nor an expiry, and stay for ever",
                    "none is needed: they are for the eye, no job is in them alone")
            .fixedBy("deletes them");

    static final FindingKind OWNER_UNKNOWN = problem(
                    "owner-unknown",
                    "Jobs are in flight of processes that the store has lost, so nobody takes them over",
                    "find out who deleted the key sancho:owners or a part of it")
            .fixedBy(
                    "enters the processes as dead; then workers take their jobs over, or the fix of dead-process-jobs does");

    static final FindingKind QUEUE_UNLISTED = problem(
                    "queue-unlisted",
                    "Queues with jobs are missing from the set of queues, so neither the Web UI nor sancho stats shows them",
                    "find out who pushes by hand: a push adds the queue's name to the set queues as well")
            .fixedBy("adds their names to the set");

    static final FindingKind QUEUE_NAME = warning(
            "queue-name",
            "Names of queues are blank, or have characters that Sidekiq's Web UI cannot open",
            "use letters, digits and _ . : - only");

    static final FindingKind KEY_TYPE = problem(
            "key-type",
            "Keys of Sidekiq or Sancho hold something of another type, so what needs them fails",
            "find out who wrote them; rename them out of the way, or give Sancho a prefix or a database of its own");

    static final FindingKind FOREIGN_KEYS = info(
            "foreign-keys",
            "Keys of Sidekiq Pro, Enterprise or a gem are there, which Sancho leaves alone",
            "nothing; docs/beside-ruby.md says which of them are honoured");

    static final List<FindingKind> ALL = List.of(
            EVICTION,
            NOT_KEPT,
            SAVING_FAILS,
            REPLICA,
            CLUSTER,
            CLOCK_SKEW,
            OWNER_UNKNOWN,
            QUEUE_UNLISTED,
            KEY_TYPE,
            RIGHTS_OF_CLIENT,
            RIGHTS_OF_WORKER,
            OLD,
            MEMORY,
            CLIENTS,
            SIDEKIQ_MIXED,
            PROCESS_UNRECORDED,
            PROCESS_STALE,
            WORK_ORPHANED,
            QUEUE_NAME,
            FOREIGN_KEYS);

    private RedisKinds() {}
}
