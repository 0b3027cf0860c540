package dev.sancho.survival;

import dev.sancho.feature.Exit;
import dev.sancho.feature.Feature;
import dev.sancho.feature.InsertPlan;
import dev.sancho.job.JobDocument;
import dev.sancho.job.Options;
import dev.sancho.store.Effect;
import dev.sancho.store.Guard;
import java.time.Duration;

/** A small feature: of jobs with the same tag {@code lock:…} there is one at a time, from its insertion until it has succeeded or died. */
final class OneAtATime implements Feature {
    private static final Duration DAY = Duration.ofDays(1);

    @Override
    public void beforeInsert(JobDocument job, InsertPlan plan) {
        var tags = Options.of(job).tags();
        if (tags == null) {
            return;
        }
        tags.stream().filter(tag -> tag.startsWith("lock:")).forEach(lock -> {
            plan.require(new Guard.Lock(lock, job.jid(), DAY, Guard.OnHeld.REFUSE));
            plan.on(Exit.SUCCEEDED, new Effect.Unlock(lock, job.jid()));
            plan.on(Exit.DEAD, new Effect.Unlock(lock, job.jid()));
        });
    }
}
