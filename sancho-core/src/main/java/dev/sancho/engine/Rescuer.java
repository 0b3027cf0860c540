package dev.sancho.engine;

import dev.sancho.feature.SanchoMember;
import dev.sancho.job.JobDocument;
import dev.sancho.job.JobState;
import dev.sancho.job.Log;
import dev.sancho.job.MalformedPayloadException;
import dev.sancho.job.Options;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.JobSet;
import dev.sancho.store.OwnerEndedException;
import dev.sancho.store.To;
import dev.sancho.worker.PoisonJobException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the jobs of dead processes. Each is a suspect: it waits parked for its next try, or, once enough processes have died with it,
 * goes to the dead set as poison. Confined to its loop.
 */
final class Rescuer {
    private static final Log LOG = Log.of(Rescuer.class);
    private static final int BATCH = 100;

    private final Lives lives;
    private final Line line;
    private final Runnable suspectsParked;
    private final InstantSource clock;
    private final int poisonAfter;
    private @Nullable ClaimBatch asked; // sent, and the answer perhaps lost: to be sent again under the same numbers

    /** @param suspectsParked is run when suspects wait for a fetcher to take them */
    Rescuer(Engine.Setup setup, Lives lives, Line line, Runnable suspectsParked) {
        this.lives = lives;
        this.line = line;
        this.suspectsParked = suspectsParked;
        this.clock = setup.clock();
        this.poisonAfter = setup.config().poisonAfter();
    }

    /** Rescues a batch; returns whether there may be more. */
    boolean rescue() {
        ClaimBatch batch = asked != null ? asked : lives.current().ask(BATCH);
        asked = batch;
        List<ClaimedJob> jobs;
        try {
            jobs = lives.store().rescue(batch.incarnation().id(), batch.first(), batch.max());
        } catch (OwnerEndedException ended) {
            asked = null;
            lives.lost(batch.incarnation());
            return true;
        }
        asked = null;
        batch.answered(jobs).forEach(this::sendOnOrGiveUp);
        if (!jobs.isEmpty()) {
            LOG.warn("Took over {} jobs of a worker process that died or was cut off", jobs.size());
        }
        return !jobs.isEmpty() || batch.incarnation().overtaken(batch);
    }

    Duration turn(Duration every) {
        boolean more = true;
        while (more) {
            more = rescue();
        }
        return every;
    }

    private void sendOnOrGiveUp(HeldJob held) {
        try {
            sendOn(held);
        } catch (RuntimeException broken) {
            held.settle(); // the next heartbeat puts it back
            LOG.error("Job {} could not be taken over; it goes back to its queue", held.seq(), broken);
        }
    }

    private void sendOn(HeldJob held) {
        Instant now = clock.instant();
        JobDocument document;
        try {
            document = JobDocument.parse(held.payload());
        } catch (MalformedPayloadException malformed) {
            JobOutcome outcome = new JobOutcome.Malformed(String.valueOf(malformed.getMessage()));
            To to = new To.Sorted(JobSet.DEAD, now, held.payload());
            line.settle(
                    finished(held, null, outcome, now), new Decision(to, JobState.DEAD, List.of(), null, null), null);
            return;
        }
        SanchoMember mark = SanchoMember.of(document);
        int crashes = mark.crashes() + 1;
        FinishedJob finished = finished(held, document, JobOutcome.INTERRUPTED, now);
        line.settle(
                finished,
                crashes >= poisonAfter ? poison(held, document, crashes, now) : suspect(held, document, mark, crashes),
                suspectsParked);
    }

    private static Decision suspect(HeldJob held, JobDocument document, SanchoMember mark, int crashes) {
        JobDocument marked = mark.withCrashes(crashes).into(document.edit()).done();
        To to = new To.Parked(Suspects.key(held.queue(), crashes), marked.payload());
        return new Decision(to, JobState.ENQUEUED, List.of(), marked, null);
    }

    private static Decision poison(HeldJob held, JobDocument document, int crashes, Instant now) {
        PoisonJobException reason = new PoisonJobException(document.jid(), crashes);
        LOG.error("{}", reason.getMessage());
        JobDocument.Edit edit = FailureRules.failed(document, reason, now).text("queue", held.queue());
        JobDocument dead = SanchoMember.of(document).withCrashes(0).into(edit).done();
        boolean keep = !Boolean.FALSE.equals(Options.of(document).dead());
        To to = keep ? new To.Sorted(JobSet.DEAD, now, dead.payload()) : To.Gone.GONE;
        return new Decision(to, JobState.DEAD, List.of(), dead, reason);
    }

    private static FinishedJob finished(HeldJob held, @Nullable JobDocument document, JobOutcome outcome, Instant now) {
        return new FinishedJob(held, document, null, outcome, now, Duration.ZERO);
    }
}
