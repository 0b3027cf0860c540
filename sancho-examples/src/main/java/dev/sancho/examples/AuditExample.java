package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.engine.Audit;
import dev.sancho.feature.Exit;
import dev.sancho.feature.Feature;
import dev.sancho.feature.InsertPlan;
import dev.sancho.job.Enqueued;
import dev.sancho.job.JobDocument;
import dev.sancho.store.Effect;
import dev.sancho.store.From;
import dev.sancho.store.Guard;
import dev.sancho.store.Move;
import dev.sancho.store.Place;
import dev.sancho.store.StoredJob;
import dev.sancho.store.To;
import dev.sancho.worker.AuditPolicy;
import java.time.Duration;
import java.util.List;

/** What a job leaves behind when another program deletes it, found at once; workers find it by themselves within ten minutes. */
public final class AuditExample {
    private AuditExample() {}

    /** A small feature: of each name there is one job at a time. */
    private static final class OneOfAName implements Feature {
        @Override
        public void beforeInsert(JobDocument job, InsertPlan plan) {
            plan.require(new Guard.Lock(job.name(), job.jid(), Duration.ofDays(1), Guard.OnHeld.REFUSE));
            plan.on(Exit.SUCCEEDED, new Effect.Unlock(job.name(), job.jid()));
        }
    }

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = open("memory")) {
            run(sancho).forEach(System.out::println);
        }
    }

    static Sancho open(String url) {
        return Sancho.builder().url(url).feature(new OneOfAName()).open();
    }

    static List<String> run(Sancho sancho) throws InterruptedException {
        sancho.jobs().enqueue("Report");
        deleteAsRubyDoes(sancho);
        Enqueued refused = sancho.jobs().enqueue("Report"); // the lock is still there
        Duration apart = Duration.ZERO; // a minute, where other programs run jobs
        Audit.Report report = Audit.run(sancho.store(), AuditPolicy.DEFAULTS, apart);
        Enqueued added = sancho.jobs().enqueue("Report");
        return List.of(
                "added before the audit: " + refused.added(),
                "locks freed: " + report.locks().settled(),
                "added after it: " + added.added());
    }

    /** Out of the queue, and nothing of what Sancho would write with it. */
    private static void deleteAsRubyDoes(Sancho sancho) {
        StoredJob job =
                sancho.store().browser().page(new Place.Queue("default"), 0, 1).getFirst();
        String jid = JobDocument.parse(job.payload()).jid();
        From from = new From.Queued("default", jid, job.payload(), "delete " + jid);
        sancho.store().move(List.of(new Move(from, To.Gone.GONE)));
    }
}
