package dev.sancho.bench;

import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Effect;
import dev.sancho.store.From;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.To;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Claims and finishes jobs without running them, one call after the other: what the store alone can carry. */
final class BareLoop {
    private static final int BATCH = 500;
    private static final List<Effect> PROCESSED = List.of(new Effect.Add("processed", 1));
    private static final List<String> QUEUES = List.of("default");

    private final JobStore store;
    private final String owner = "bench:" + ProcessHandle.current().pid() + ":0";
    private long next = 1;

    BareLoop(JobStore store) {
        this.store = store;
        store.beat(record(), SeqRanges.NONE);
    }

    /** Takes all there is; returns how many. */
    long drain() {
        long done = 0;
        for (List<ClaimedJob> jobs = claim(); !jobs.isEmpty(); jobs = claim()) {
            store.move(jobs.stream()
                    .map(job -> new Move(new From.Held(owner, job.seq()), To.Gone.GONE, PROCESSED))
                    .toList());
            done += jobs.size();
        }
        return done;
    }

    void leave() {
        store.leave(owner);
    }

    private List<ClaimedJob> claim() {
        long first = next;
        next += BATCH;
        return store.claim(new ClaimRequest(owner, first, BATCH, QUEUES));
    }

    private ProcessRecord record() {
        return new ProcessRecord(
                owner,
                "bench",
                ProcessHandle.current().pid(),
                Instant.EPOCH,
                "",
                List.of(),
                "",
                Map.of(),
                0,
                false,
                0,
                0,
                List.of());
    }
}
