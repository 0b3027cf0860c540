package dev.sancho.engine;

import dev.sancho.feature.Exit;
import dev.sancho.feature.Feature;
import dev.sancho.feature.FinishedRun;
import dev.sancho.feature.MovePlan;
import dev.sancho.feature.SanchoMember;
import dev.sancho.job.JobDocument;
import dev.sancho.store.Effect;
import dev.sancho.store.Guard;
import dev.sancho.store.Move;
import dev.sancho.worker.WorkerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The second half of a job's line, on the job's own thread: run, decide, and give the move to the completer. Thread-safe. */
final class Line {
    private final JobExecutor executor;
    private final OutcomeRules rules;
    private final List<Feature> features;
    private final Completer completer;
    private final Announcer announcer;

    Line(WorkerConfig config, JobExecutor executor, Completer completer, Announcer announcer) {
        this.executor = executor;
        this.rules = new OutcomeRules(new FailureRules(config.maxRetries(), RandomGenerator.getDefault()));
        this.features = config.features();
        this.completer = completer;
        this.announcer = announcer;
    }

    void work(HeldJob held, Slot slot) {
        if (held.incarnation().ended()) {
            held.settle(); // another process has it
            return;
        }
        FinishedJob finished = executor.run(held, slot);
        if (finished != null) {
            settle(finished, decide(finished), null);
        }
    }

    /** What the rules cannot bear (a snooze without a time, say) is the job's own failure. */
    private Decision decide(FinishedJob finished) {
        try {
            return rules.decide(finished);
        } catch (RuntimeException odd) {
            return rules.decide(finished.failedBy(odd));
        }
    }

    /** @param then what to do once the store has made the move */
    void settle(FinishedJob finished, Decision decision, @Nullable Runnable then) {
        List<Guard> guards = List.of();
        List<Effect> effects = decision.effects();
        JobDocument document = decision.document();
        if (document != null && (!features.isEmpty() || document.has("sancho"))) {
            FinishedRun run = new FinishedRun(document, decision.state(), finished.took(), error(finished, decision));
            MovePlan plan = plan(run);
            guards = plan.guards();
            effects = join(effects, plan.effects());
        }
        Throwable death = decision.death();
        Runnable told = death == null || document == null ? then : () -> announcer.died(document, death);
        completer.submit(finished.held(), new Move(finished.held().from(), decision.to(), guards, effects), told);
    }

    private MovePlan plan(FinishedRun run) {
        MovePlan plan = new MovePlan();
        Optional<Exit> exit = run.exit();
        exit.ifPresent(way -> SanchoMember.of(run.job()).on(way).forEach(plan::then));
        features.forEach(feature -> feature.afterRun(run, plan));
        return plan;
    }

    private static @Nullable Throwable error(FinishedJob finished, Decision decision) {
        return finished.outcome() instanceof JobOutcome.Failed failed ? failed.error() : decision.death();
    }

    private static List<Effect> join(List<Effect> first, List<Effect> second) {
        if (second.isEmpty()) {
            return first;
        }
        List<Effect> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
