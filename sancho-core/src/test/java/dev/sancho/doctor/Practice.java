package dev.sancho.doctor;

import dev.sancho.job.Payload;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.Controls;
import dev.sancho.store.End;
import dev.sancho.store.Finding;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.MemoryStore;
import dev.sancho.store.NewJob;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.ProcessRecord.CapsuleRecord;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.To;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A memory store whose time stands still until the test turns it, and short words for what is put into it. */
final class Practice implements AutoCloseable {
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private Instant now = START;
    final StoreSettings settings =
            StoreSettings.DEFAULTS.withDead(100, Duration.ofDays(1)).withClock(() -> now);
    final JobStore store = MemoryStore.open(settings);
    private Runnable meanwhile = () -> {};
    final Doctor doctor = new Doctor(store, settings, () -> now, this::pass);

    private void pass(Duration time) {
        advance(time);
        meanwhile.run();
    }

    /** What happens between one look and the next. */
    void meanwhile(Runnable action) {
        meanwhile = action;
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    void enqueue(String queue, String... jids) {
        for (String jid : jids) {
            insert(jid, new To.Queue(queue, End.BACK, payload(jid)));
        }
    }

    void enqueueMany(String queue, int count) {
        IntStream.range(0, count).forEach(i -> enqueue(queue, queue + now + i));
    }

    void put(JobSet set, Instant at, String jid) {
        insert(jid, new To.Sorted(set, at, payload(jid)));
    }

    void insert(String jid, To to) {
        store.insert(List.of(new NewJob(jid, to)));
    }

    Payload payload(String jid) {
        return Payload.of("{\"class\":\"Work\",\"args\":[],\"jid\":\"" + jid + "\",\"enqueued_at\":"
                + now.getEpochSecond() + ".0}");
    }

    /** A process that lives for as long as time stands still. */
    void beat(String identity, String version, boolean quiet, String... queues) {
        Map<String, Integer> weights = new java.util.LinkedHashMap<>();
        List.of(queues).forEach(queue -> weights.put(queue, 0));
        Map<String, CapsuleRecord> capsules = Map.of("default", new CapsuleRecord(1, "strict", weights));
        store.beat(
                new ProcessRecord(
                        identity, "host", 1, now, "", List.of(), version, capsules, 0, quiet, 1, 1, List.of()),
                SeqRanges.NONE);
    }

    void claim(String owner, int count, String queue) {
        store.claim(new ClaimRequest(owner, 1, count, List.of(queue)));
    }

    Controls controls() {
        return store.controls();
    }

    List<Finding> look() throws InterruptedException {
        return doctor.examine(Duration.ZERO).findings();
    }

    /** The only finding. */
    Finding only() throws InterruptedException {
        List<Finding> all = look();
        if (all.size() != 1) {
            throw new AssertionError("not one finding: " + all);
        }
        return all.getFirst();
    }

    @Override
    public void close() {
        store.close();
    }
}
