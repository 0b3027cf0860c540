package dev.sancho.redis;

import static dev.sancho.redis.Fixtures.ME;
import static dev.sancho.redis.Fixtures.claim;
import static dev.sancho.redis.Fixtures.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.doctor.Doctor;
import dev.sancho.doctor.Report;
import dev.sancho.job.WireTime;
import dev.sancho.store.End;
import dev.sancho.store.Finding;
import dev.sancho.store.FindingKind;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.NewJob;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.ProcessRecord.CapsuleRecord;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.To;
import dev.sancho.tck.PrivateRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.Jedis;

/** Each finding that is made on Redis alone, brought about on a real server; its fix; and a healthy store, of which nothing is said. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorIT {
    private static final String GONE = "host:77:0123456789ab";

    private PrivateRedis server = PrivateRedis.start("--appendonly", "yes");
    private Jedis raw = new Jedis("127.0.0.1", server.port());
    private JobStore store = open(server);
    private Doctor doctor = doctor(store);

    private static JobStore open(PrivateRedis server) {
        return new RedisStoreProvider().open(server.url(), StoreSettings.DEFAULTS);
    }

    private static Doctor doctor(JobStore store) {
        return Doctor.of(store, StoreSettings.DEFAULTS, Instant::now);
    }

    @BeforeAll
    void aServer() {
        assertThat(raw.ping()).isEqualTo("PONG");
    }

    @BeforeEach
    void aHealthyStore() {
        raw.flushAll();
        beat(ME);
        store.insert(List.of(job("q", "a"), job("q", "b")));
        claim(store, ME, 1, 1, "q");
        Instant later = Instant.now().plusSeconds(3_600);
        store.insert(List.of(new NewJob("c", new To.Sorted(JobSet.SCHEDULED, later, Fixtures.payload("c")))));
        beat(ME, 1L);
    }

    @AfterEach
    void theServerAsItWas() {
        raw.configSet("maxmemory-policy", "noeviction");
        raw.configSet("appendonly", "yes");
    }

    @AfterAll
    void close() {
        store.close();
        raw.close();
        server.close();
    }

    private void beat(String owner, Long... held) {
        Map<String, CapsuleRecord> capsules = Map.of("default", new CapsuleRecord(1, "strict", Map.of("q", 0)));
        store.beat(
                new ProcessRecord(
                        owner,
                        "host",
                        1,
                        Instant.EPOCH,
                        "",
                        List.of(),
                        "Sancho 1.0",
                        capsules,
                        0,
                        false,
                        1,
                        1,
                        List.of()),
                SeqRanges.of(List.of(held)));
    }

    private List<Finding> look() throws InterruptedException {
        return doctor.examine(Duration.ZERO).findings();
    }

    private Finding only(FindingKind kind) throws InterruptedException {
        List<Finding> findings = look();
        assertThat(findings).extracting(Finding::kind).containsExactly(kind);
        return findings.getFirst();
    }

    /** Everything there is, but how long keys live yet. */
    private Map<String, String> dump() {
        Map<String, String> dump = new TreeMap<>();
        raw.keys("*").forEach(key -> dump.put(key, Arrays.toString(raw.dump(key)) + (raw.ttl(key) > 0)));
        return dump;
    }

    @Test
    void saysNothingOfAHealthyStore() throws InterruptedException {
        Report report = doctor.examine(Duration.ZERO);

        assertThat(report.findings()).isEmpty();
        assertThat(report.facts())
                .containsEntry("kept on disk", "append-only file")
                .containsEntry("processes", "Sancho 1.0 × 1")
                .containsKeys("server", "memory", "keys", "jobs");
    }

    @Test
    void changesNothing() throws InterruptedException {
        record(GONE, "{}", Instant.now().plusSeconds(40));
        raw.hset(GONE + "0:workers", "t", "{}");
        raw.sadd("processes", "gone:1:0123456789ab");
        raw.lpush("queue:other", Fixtures.payload("o").text());
        raw.hset("sancho:inflight:lost:1:x", "1", "q1:q" + Fixtures.payload("l").text());
        raw.set("retry", "not a set");
        raw.set("b-abcdefghijkl", "1");
        Map<String, String> before = dump();

        List<Finding> findings = doctor.examine(Duration.ofMillis(20)).findings();

        assertThat(findings).hasSizeGreaterThan(5);
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void evictionPolicy() throws InterruptedException {
        raw.configSet("maxmemory-policy", "allkeys-lru");

        assertThat(only(RedisKinds.EVICTION).said()).isEqualTo("The maxmemory-policy is allkeys-lru");
    }

    @Test
    void nothingIsKeptOnDisk() throws InterruptedException {
        raw.configSet("appendonly", "no");
        assertThat(only(RedisKinds.NOT_KEPT).evidence()).contains("replicas connected: 0");

        raw.configSet("save", "900 1");
        assertThat(look()).isEmpty();
        raw.configSet("save", "");
    }

    @Test
    void savingFails() throws Exception {
        try (PrivateRedis other = PrivateRedis.start();
                Jedis to = new Jedis("127.0.0.1", other.port());
                JobStore there = open(other)) {
            Files.delete(Path.of(to.configGet("dir").get("dir")));
            to.bgsave();
            await("the save fails").until(() -> to.info("persistence").contains("rdb_last_bgsave_status:err"));

            assertThat(doctor(there).examine(Duration.ZERO).findings())
                    .extracting(Finding::kind)
                    .containsExactly(RedisKinds.NOT_KEPT, RedisKinds.SAVING_FAILS);
        }
    }

    @Test
    void aReplica() throws InterruptedException {
        String port = Integer.toString(server.port());
        try (PrivateRedis other = PrivateRedis.start("--appendonly", "yes", "--replicaof", "127.0.0.1", port);
                JobStore there = open(other)) {
            assertThat(doctor(there).examine(Duration.ZERO).findings())
                    .extracting(Finding::kind)
                    .contains(RedisKinds.REPLICA);
        }
    }

    @Test
    void clocksThatDiffer() throws InterruptedException {
        record("ruby:5:0123456789ab", "{\"queues\":[\"ruby\"]}", Instant.now().minusSeconds(30));
        record("ruby:6:0123456789ab", "{\"queues\":[\"ruby\"]}", Instant.now());

        Finding finding = only(RedisKinds.CLOCK_SKEW);

        assertThat(finding.said()).isEqualTo("Processes whose clocks are off: 1 of 3");
        assertThat(finding.evidence().getFirst())
                .matches("ruby:5:0123456789ab: (30\\.\\d|29\\.9) s behind the server's clock");
    }

    @Test
    void theClockOfAWorkersMachine() throws InterruptedException {
        raw.hset(ME, "clock", WireTime.format(Instant.now().plusSeconds(90)));

        assertThat(only(RedisKinds.CLOCK_SKEW).evidence())
                .singleElement()
                .asString()
                .matches(ME + ": (90\\.\\d|89\\.9) s ahead of the server's clock");
    }

    @Test
    void theClockOfThisMachine() throws InterruptedException {
        Doctor late =
                Doctor.of(store, StoreSettings.DEFAULTS, () -> Instant.now().minusSeconds(90));

        assertThat(late.examine(Duration.ZERO).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.said()).contains("behind the store's"));
    }

    @Test
    void sidekiqsThatCannotReadEachOther() throws InterruptedException {
        record("ruby:5:0123456789ab", "{\"queues\":[\"r\"],\"version\":\"8.1.7\"}", Instant.now());
        record("ruby:6:0123456789ab", "{\"queues\":[\"r\"],\"concurrency\":5}", Instant.now());

        List<Finding> findings = look();

        assertThat(findings)
                .extracting(finding -> finding.kind().code())
                .containsExactly("sidekiq-mixed", "versions-mixed");
        assertThat(findings.getFirst().evidence().getLast())
                .startsWith("records of 8 without concurrency")
                .endsWith(": 1");
        assertThat(findings.getLast().evidence()).containsExactly("Sidekiq 6 or older × 1", "Sidekiq 8.1.7 × 1");
    }

    private void record(String identity, String info, Instant beat) {
        raw.sadd("processes", identity);
        raw.hset(
                identity,
                Map.of("info", info, "beat", beat.toEpochMilli() / 1000.0 + "", "busy", "0", "quiet", "false"));
        raw.expire(identity, 60);
    }

    @Test
    void membersWithoutARecord() throws InterruptedException {
        raw.sadd("processes", GONE);
        assertThat(only(RedisKinds.PROCESS_UNRECORDED).evidence()).containsExactly(GONE);

        assertThat(doctor.fix("process-unrecorded")).containsExactly("Took " + GONE + " out of the set processes");

        assertThat(raw.smembers("processes")).containsExactly(ME);
        assertThat(doctor.fix("process-unrecorded")).isEmpty();
        assertThat(look()).isEmpty();
    }

    @Test
    void aRecordThatStaysForEver() throws InterruptedException {
        record(GONE, "{}", Instant.now().minusSeconds(600));
        raw.persist(GONE);

        assertThat(only(RedisKinds.PROCESS_STALE).evidence().getFirst()).startsWith(GONE + ": last renewed ");
    }

    @Test
    void runningJobsOfNobody() throws InterruptedException {
        raw.hset(GONE + ":workers", "thread", "{}");
        raw.hset(GONE + ":work", "thread", "{}");
        raw.hset("another:application:work", "its", "own");
        raw.hset(ME + ":work", "thread", "{}");
        assertThat(only(RedisKinds.WORK_ORPHANED).evidence()).containsExactly(GONE + ":work", GONE + ":workers");

        assertThat(doctor.fix("work-orphaned")).hasSize(2);

        assertThat(raw.keys("*:work*")).containsExactlyInAnyOrder("another:application:work", ME + ":work");
        assertThat(look()).isEmpty();
    }

    @Test
    void runningJobsThatExpireByThemselvesAreNoFinding() throws InterruptedException {
        raw.hset(GONE + ":workers", "thread", "{}");
        raw.expire(GONE + ":workers", 60);

        assertThat(look()).isEmpty();
    }

    @Test
    void jobsInFlightOfAnUnknownOwnerAreTakenOverAfterTheFix() throws InterruptedException {
        raw.hset(
                "sancho:inflight:lost:1:x",
                "7",
                "q1:q" + Fixtures.payload("seven").text());
        raw.sadd("sancho:landings:lost:1:x", "q");
        raw.lpush("sancho:landing:lost:1:x:q", Fixtures.payload("landed").text());
        assertThat(only(RedisKinds.OWNER_UNKNOWN).evidence()).containsExactly("lost:1:x: 2");

        assertThat(doctor.fix("owner-unknown")).containsExactly("Entered lost:1:x as dead; jobs to be taken over: 2");
        assertThat(doctor.fix("owner-unknown")).isEmpty();

        assertThat(Fixtures.texts(store.rescue(ME, 10, 10)))
                .containsExactly(
                        Fixtures.payload("seven").text(),
                        Fixtures.payload("landed").text());
        beat(ME, 1L, 10L, 11L);
        assertThat(look()).isEmpty();
    }

    @Test
    void jobsInFlightOfAnOwnerThatHasEndedAreTakenOverAfterTheFix() throws InterruptedException {
        beat("ended:1:x");
        store.leave("ended:1:x");
        raw.hset(
                "sancho:inflight:ended:1:x",
                "7",
                "q1:q" + Fixtures.payload("seven").text());
        only(RedisKinds.OWNER_UNKNOWN);

        doctor.fix("owner-unknown");

        assertThat(Fixtures.beat(store, "ended:1:x").ended()).isTrue();
        assertThat(doctor.fix("dead-process-jobs"))
                .containsExactly("Put 1 job of dead processes back to the front of their queues");
        assertThat(raw.lrange("queue:q", -1, -1))
                .containsExactly(Fixtures.payload("seven").text());
        assertThat(look()).isEmpty();
    }

    @Test
    void aQueueThatIsNotListed() throws InterruptedException {
        raw.srem("queues", "q");
        assertThat(only(RedisKinds.QUEUE_UNLISTED).evidence()).containsExactly("q");

        assertThat(doctor.fix("queue-unlisted")).containsExactly("Added q to the set queues");

        assertThat(raw.smembers("queues")).containsExactly("q");
        assertThat(look()).isEmpty();
    }

    @Test
    void keysOfOtherProgramsWithNamesLikeOursAreNoFinding() throws InterruptedException {
        raw.lpush("queue:of-images", "animals/cat.jpg");
        raw.set("order:5:0123456789ab", "paid");
        raw.set("order:5:0123456789ab:work", "on it");
        raw.zadd("stat:visits", 1, "x");

        assertThat(look()).isEmpty();
    }

    @Test
    void oddNamesOfQueues() throws InterruptedException {
        raw.sadd("queues", "", "mail \u001b[2J");

        assertThat(only(RedisKinds.QUEUE_NAME).evidence()).containsExactly("\"\"", "\"mail ?[2J\"");
    }

    @Test
    void keysOfTheWrongTypeSilenceNothingElse() throws InterruptedException {
        raw.set("schedule", "x");
        raw.set("queue:bad", "x");
        raw.sadd("queues", "bad");
        raw.configSet("maxmemory-policy", "volatile-ttl");

        List<Finding> findings = look();

        assertThat(findings)
                .extracting(finding -> finding.kind().code())
                .containsExactly("key-type", "look-failed", "redis-eviction");
        assertThat(findings.getFirst().evidence())
                .containsExactlyInAnyOrder(
                        "schedule: a string, and should be a zset", "queue:bad: a string, and should be a list");
    }

    @Test
    void theSetOfQueuesMayBeBrokenItself() throws InterruptedException {
        raw.del("queues", "processes");
        raw.set("queues", "x");
        raw.set("processes", "x");

        assertThat(look()).extracting(finding -> finding.kind().code()).contains("key-type", "look-failed");
    }

    @Test
    void rightsThatAClientLacks() throws InterruptedException {
        Finding finding = onlyOf("~*", "+@all", "-zadd");

        assertThat(finding.kind()).isEqualTo(RedisKinds.RIGHTS_OF_CLIENT);
        assertThat(finding.evidence()).singleElement().asString().endsWith("may not use ZADD: ACL SETUSER clerk +zadd");
    }

    @Test
    void rightsThatOnlyAWorkerLacks() throws InterruptedException {
        Finding finding = onlyOf("~*", "+@all", "-blmove");

        assertThat(finding.kind()).isEqualTo(RedisKinds.RIGHTS_OF_WORKER);
        assertThat(finding.evidence()).singleElement().asString().contains("BLMOVE");
    }

    @Test
    void aUserWhoMayNotAskForSettingsIsToldTheRest() throws InterruptedException {
        raw.configSet("appendonly", "no");

        try (JobStore there = openAs("~*", "+@all", "-config", "-dbsize", "-pttl")) {
            Report report = doctor(there).examine(Duration.ZERO);

            assertThat(report.findings()).isEmpty();
            assertThat(report.facts())
                    .containsEntry("kept on disk", "perhaps snapshots")
                    .doesNotContainKey("keys");
        }
    }

    @Test
    void theRightsOfAWorkerAreEnough() throws InterruptedException {
        GuideUsers.make(server, Rights.WORKER, "");
        String url = server.url().replace("redis://", "redis://" + GuideUsers.login(Rights.WORKER));
        raw.sadd("processes", GONE);

        try (JobStore there = new RedisStoreProvider().open(url, StoreSettings.DEFAULTS)) {
            assertThat(doctor(there).examine(Duration.ZERO).findings()).isEmpty();
        }
        GuideUsers.make(server, Rights.WORKER, "", "+pttl");
        try (JobStore there = new RedisStoreProvider().open(url, StoreSettings.DEFAULTS)) {
            assertThat(doctor(there).examine(Duration.ZERO).findings())
                    .extracting(Finding::kind)
                    .containsExactly(RedisKinds.PROCESS_UNRECORDED);
        }
    }

    private Finding onlyOf(String... rules) throws InterruptedException {
        try (JobStore there = openAs(rules)) {
            List<Finding> findings = doctor(there).examine(Duration.ZERO).findings();
            assertThat(findings).hasSize(1);
            return findings.getFirst();
        }
    }

    private JobStore openAs(String... rules) {
        raw.aclDelUser("clerk");
        raw.aclSetUser("clerk", "on", ">secret");
        raw.aclSetUser("clerk", rules);
        String url = server.url().replace("redis://", "redis://clerk:secret@");
        return new RedisStoreProvider().open(url, StoreSettings.DEFAULTS);
    }

    @Test
    void keysOfOthersAreLeftAlone() throws InterruptedException {
        raw.hset("b-Zm9vYmFyYmF6cQ", "pending", "1");
        raw.sadd("b-Zm9vYmFyYmF6cQ-jids", "x");
        raw.set("unique:abc", "x");
        raw.lpush("queue:sq|host:1:x|default", "x");

        Finding finding = only(RedisKinds.FOREIGN_KEYS);

        assertThat(finding.said()).isEqualTo("Keys left alone: 4");
        assertThat(finding.evidence())
                .containsExactly(
                        "batches of Sidekiq Pro: 2",
                        "private queues of super_fetch: 1",
                        "unique locks of Sidekiq Enterprise: 1");
    }

    @Test
    void jobsOfADeadProcessAreFoundAndPutBack() throws InterruptedException {
        store.insert(List.of(new NewJob("d", new To.Queue("q", End.BACK, Fixtures.payload("d")))));
        try (JobStore short_ =
                new RedisStoreProvider().open(server.url(), StoreSettings.DEFAULTS.withLease(Duration.ofMillis(1)))) {
            short_.beat(Fixtures.process(Fixtures.OTHER), SeqRanges.NONE);
            claim(short_, Fixtures.OTHER, 1, 5, "q");
        }
        store.leave(ME);
        await("the lease is over")
                .until(() -> look().stream()
                        .anyMatch(finding -> finding.kind().code().equals("dead-process-jobs")));

        assertThat(doctor.fix("dead-process-jobs"))
                .containsExactly("Put 2 jobs of dead processes back to the front of their queues");

        assertThat(raw.lrange("queue:q", 0, -1))
                .containsExactly(
                        Fixtures.payload("a").text(),
                        Fixtures.payload("d").text(),
                        Fixtures.payload("b").text());
        assertThat(raw.smembers("processes")).isEmpty();
        assertThat(raw.hgetAll("sancho:owners")).isEmpty();
    }
}
