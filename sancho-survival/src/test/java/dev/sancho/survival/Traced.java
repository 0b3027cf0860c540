package dev.sancho.survival;

import dev.sancho.feature.Exit;
import dev.sancho.feature.Feature;
import dev.sancho.feature.InsertPlan;
import dev.sancho.job.JobDocument;
import dev.sancho.job.JobState;
import dev.sancho.store.Effect;
import dev.sancho.store.From;
import dev.sancho.store.Guard;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.To;
import java.time.Duration;
import java.util.List;

/** A small feature: each job holds a lock of its own and is a member of one group, from its insertion until it leaves. */
final class Traced implements Feature {
    static final String GROUP = "all";
    private static final Duration DAY = Duration.ofDays(1);

    static String lock(String jid) {
        return "lock of " + jid;
    }

    /** Opens the group. */
    static void begin(JobStore store) {
        Effect open = new Effect.Open(GROUP, List.of(), DAY);
        store.move(List.of(new Move(From.Nothing.NOTHING, To.Gone.GONE, List.of(open))));
    }

    /** What a job of this id is inserted with. */
    static List<Guard> guards(String jid) {
        return List.of(new Guard.Lock(lock(jid), jid, DAY, Guard.OnHeld.REFUSE), new Guard.Join(GROUP, jid));
    }

    @Override
    public void beforeInsert(JobDocument job, InsertPlan plan) {
        guards(job.jid()).forEach(plan::require);
        leaves(plan, job.jid(), Exit.SUCCEEDED, JobState.SUCCEEDED);
        leaves(plan, job.jid(), Exit.DEAD, JobState.DEAD);
        leaves(plan, job.jid(), Exit.CANCELLED, JobState.CANCELLED);
    }

    private static void leaves(InsertPlan plan, String jid, Exit way, JobState state) {
        plan.on(way, new Effect.Unlock(lock(jid), jid));
        plan.on(way, new Effect.Mark(GROUP, jid, state));
    }
}
