package dev.sancho.engine;

import dev.sancho.job.Log;
import dev.sancho.store.JobStore;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.Promoted;
import dev.sancho.store.StoreSettings;
import java.time.Duration;
import java.util.List;

/** The steps of the loops that need no state but the store's: promotion of due jobs, reports of what ran, and pruning of what is over. */
final class Upkeep {
    private static final Log LOG = Log.of(Upkeep.class);
    private static final int PROMOTE_BATCH = 100;
    private static final int PRUNE_BATCH = 1_000;
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(1);
    private static final int PROCESSES_A_ROUND = 5;
    private static final Duration REPORT_EVERY = Duration.ofSeconds(10);

    private final JobStore store;
    private final Lives lives;
    private final UnknownNames unknown;
    private final RunCounts counts;
    private long trimmedBefore = -1;
    private int roundsToSkip;

    Upkeep(Lives lives, UnknownNames unknown, RunCounts counts) {
        this.store = lives.store();
        this.lives = lives;
        this.unknown = unknown;
        this.counts = counts;
    }

    Duration promote() {
        Promoted promoted = store.promote(lives.current().id(), PROMOTE_BATCH);
        return promoted.askAgainIn();
    }

    Duration report() {
        counts.report(store, lives.current().id());
        return REPORT_EVERY;
    }

    Duration prune() {
        lookForOtherPrograms();
        int deleted = store.prune(PRUNE_BATCH);
        long trimmed = store.browser().counter("dead_trimmed");
        if (trimmedBefore >= 0 && trimmed > trimmedBefore) {
            LOG.warn(
                    "The dead set is full or its jobs are too old: {} dead jobs were deleted lately. Retry or delete what lies there, or raise its "
                            + "limit (now as set in {})",
                    trimmed - trimmedBefore,
                    StoreSettings.class.getSimpleName());
        }
        trimmedBefore = trimmed;
        return deleted == PRUNE_BATCH ? Duration.ZERO : PRUNE_EVERY;
    }

    // A look costs a few commands for each process, so that each of many looks more rarely. Whoever finds a Ruby
    // process takes back for all.
    private void lookForOtherPrograms() {
        if (roundsToSkip > 0 && !unknown.any()) {
            roundsToSkip--;
            return;
        }
        List<ProcessRecord> processes = store.browser().processes();
        unknown.working(processes);
        roundsToSkip = processes.size() / PROCESSES_A_ROUND;
    }
}
