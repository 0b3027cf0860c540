package dev.sancho.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sancho.job.Enqueued;
import dev.sancho.job.JobDocument;
import dev.sancho.job.MalformedPayloadException;
import dev.sancho.job.Payload;
import dev.sancho.store.Beat;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Effect;
import dev.sancho.store.End;
import dev.sancho.store.From;
import dev.sancho.store.Guard;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.NewJob;
import dev.sancho.store.Place;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.StoredJob;
import dev.sancho.store.To;
import dev.sancho.store.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What all contracts share: a store on empty data, a clock that the test turns, and short words for what tests say often. */
public abstract class ContractTest {
    static final Instant START = Instant.parse("2026-03-01T12:00:00.123456Z");
    static final Duration LEASE = Duration.ofSeconds(60);
    static final Duration DAY = Duration.ofDays(1);
    static final Duration MICRO = Duration.ofNanos(1000);
    static final String ME = "host:1:me";
    static final String OTHER = "host:2:other";
    static final Payload NOT_UTF_8 = Payload.of(new byte[] {(byte) 0xff, 0, (byte) 0xc3, '"', '\n', (byte) 0x80});

    final ManualClock clock = new ManualClock(START);
    private StoreHarness harness;
    JobStore store;

    /** How the store under test is opened. */
    protected abstract StoreHarness harness();

    /** The settings that a contract's tests begin with. */
    StoreSettings settings() {
        return StoreSettings.DEFAULTS.withLease(LEASE).withClock(clock);
    }

    @BeforeEach
    final void openTheStore() {
        harness = harness();
        store = harness.open(settings());
    }

    @AfterEach
    final void closeTheStore() throws Exception {
        store.close();
        harness.close();
    }

    final void assume(Trait trait) {
        assumeTrue(store.traits().contains(trait), () -> "This store is not " + trait);
    }

    final JobStore reopen() {
        return harness.reopen(settings());
    }

    final void advance(Duration by) {
        clock.advance(by);
    }

    static Payload job(String jid) {
        return Payload.of("{\"class\":\"Work\",\"args\":[],\"jid\":\"" + jid + "\",\"queue\":\"q\"}");
    }

    static To back(String queue, String jid) {
        return new To.Queue(queue, End.BACK, job(jid));
    }

    static To front(String queue, String jid) {
        return new To.Queue(queue, End.FRONT, job(jid));
    }

    static To due(JobSet set, Instant at, String jid) {
        return new To.Sorted(set, at, job(jid));
    }

    static To park(String key, String jid) {
        return new To.Parked(key, job(jid));
    }

    static NewJob guarded(String jid, Guard... guards) {
        return new NewJob(jid, back("q", jid), List.of(guards));
    }

    static Guard lock(String key, String holder) {
        return new Guard.Lock(key, holder, DAY, Guard.OnHeld.REFUSE);
    }

    final void enqueue(String queue, String... jids) {
        insert(Stream.of(jids).map(jid -> new NewJob(jid, back(queue, jid))).toList());
    }

    final void insert(String jid, To to) {
        insert(List.of(new NewJob(jid, to)));
    }

    private void insert(List<NewJob> jobs) {
        assertThat(store.insert(jobs)).allMatch(Enqueued::added);
    }

    final Enqueued insert(NewJob job) {
        return store.insert(List.of(job)).getFirst();
    }

    static ProcessRecord process(String owner) {
        return new ProcessRecord(owner, "host", 1, START, "", List.of(), "1", Map.of(), 0, false, 1024, 100, List.of());
    }

    /** Begins owners, or says that they hold nothing. */
    final void begin(String... owners) {
        for (String owner : owners) {
            assertThat(beat(owner).ended()).isFalse();
        }
    }

    final Beat beat(String owner, Long... held) {
        return store.beat(process(owner), SeqRanges.of(List.of(held)));
    }

    final List<ClaimedJob> claim(String owner, long firstSeq, int max, String... queues) {
        return store.claim(new ClaimRequest(owner, firstSeq, max, List.of(queues)));
    }

    /** Begins the owner and lets it claim these jobs, from number 1, by way of queue {@code q}. */
    final void hold(String owner, String... jids) {
        begin(owner);
        enqueue("q", jids);
        assertThat(claim(owner, 1, jids.length, "q")).hasSize(jids.length);
    }

    final Moved move(From from, To to, Effect... effects) {
        return move(new Move(from, to, List.of(effects)));
    }

    final Moved move(Move move) {
        return store.move(List.of(move)).getFirst();
    }

    final Moved finish(String owner, long seq, Effect... effects) {
        return move(held(owner, seq), To.Gone.GONE, effects);
    }

    /** Writes effects by themselves. */
    final void write(Effect... effects) {
        assertThat(move(From.Nothing.NOTHING, To.Gone.GONE, effects)).isEqualTo(Moved.Answer.MOVED);
    }

    static From held(String owner, long seq) {
        return new From.Held(owner, seq);
    }

    static Place queue(String name) {
        return new Place.Queue(name);
    }

    static Place parked(String key) {
        return new Place.Parked(key);
    }

    static Place set(JobSet set) {
        return new Place.Sorted(set);
    }

    static Place inFlight(String owner) {
        return new Place.InFlight(owner);
    }

    final List<StoredJob> page(Place place) {
        return store.browser().page(place, 0, 10_000);
    }

    /** The ids of the jobs that lie in a place, in order. */
    final List<String> jids(Place place) {
        return page(place).stream().map(job -> jid(job.payload())).toList();
    }

    /** The ids of claimed jobs, in order. */
    static List<String> jids(List<ClaimedJob> jobs) {
        return jobs.stream().map(job -> jid(job.payload())).toList();
    }

    static String jid(Payload payload) {
        try {
            return JobDocument.parse(payload).jid();
        } catch (MalformedPayloadException notAJob) {
            return payload.text();
        }
    }
}
