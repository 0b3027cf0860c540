package dev.sancho.redis;

import dev.sancho.job.Payload;
import dev.sancho.store.Beat;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.End;
import dev.sancho.store.From;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.NewJob;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.To;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Short words for what these tests say often. */
final class Fixtures {
    static final String ME = "host:1:me";
    static final String OTHER = "host:2:other";

    private Fixtures() {}

    static Payload payload(String jid) {
        return Payload.of("{\"class\":\"Work\",\"args\":[],\"jid\":\"" + jid + "\",\"queue\":\"q\"}");
    }

    static NewJob job(String queue, String jid) {
        return new NewJob(jid, new To.Queue(queue, End.BACK, payload(jid)));
    }

    static Beat beat(JobStore store, String owner) {
        return store.beat(process(owner), SeqRanges.NONE);
    }

    static ProcessRecord process(String owner) {
        return new ProcessRecord(
                owner, "host", 1, Instant.EPOCH, "", List.of(), "1", Map.of(), 0, false, 1, 1, List.of());
    }

    static List<ClaimedJob> claim(JobStore store, String owner, long firstSeq, int max, String... queues) {
        return store.claim(new ClaimRequest(owner, firstSeq, max, List.of(queues)));
    }

    static List<ClaimedJob> await(JobStore store, String owner, long firstSeq, Duration wait, String... queues) {
        return store.claim(new ClaimRequest(owner, firstSeq, 10, List.of(queues), List.of(), wait));
    }

    static Move finish(String owner, long seq) {
        return new Move(new From.Held(owner, seq), To.Gone.GONE);
    }

    static List<String> texts(List<ClaimedJob> jobs) {
        return jobs.stream().map(job -> job.payload().text()).toList();
    }
}
