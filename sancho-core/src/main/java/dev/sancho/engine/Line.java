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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The second half of a job's line, on the job's own thread: run, decide, and give the move to the completer. Thread-safe. */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);

    private final JobExecutor executor;
    private final OutcomeRules rules;
    private final List<Feature> features;
    private final Completer completer;
    private final Announcer announcer;

    Line(JobExecutor executor, OutcomeRules rules, List<Feature> features, Completer completer, Announcer announcer) {
        this.executor = executor;
        this.rules = rules;
        this.features = features;
        this.completer = completer;
        this.announcer = announcer;
    }

    void work(HeldJob held, Slot slot) {
        if (held.incarnation().ended()) {
            held.settle(); // another process has it
            return;
        }
        try {
            FinishedJob finished = executor.run(held, slot);
            if (finished != null) {
                settle(finished, rules.decide(finished));
            }
        } catch (Throwable broken) {
            // Its claim is given up without a move: the next heartbeat puts it back.
            LOG.error(
                    "Job {} of queue {} could not be settled; it will be run again",
                    held.seq(),
                    LogText.clean(held.queue()),
                    broken);
            held.settle();
        }
    }

    void settle(FinishedJob finished, Decision decision) {
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
        Runnable then = death == null || document == null ? null : () -> announcer.died(document, death);
        completer.submit(finished.held(), new Move(finished.held().from(), decision.to(), guards, effects), then);
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
