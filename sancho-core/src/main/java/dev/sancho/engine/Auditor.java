package dev.sancho.engine;

import dev.sancho.store.Cells;
import dev.sancho.worker.WorkerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The step of the loop that audits. Of all processes on a store one does it: the one whose name stands in a cell, which is kept a little longer
 * than it takes to come again, so that another takes the turn of one that has died. Confined to its loop.
 */
final class Auditor {
    private static final String TURN = "audit/turn";

    private final Cells cells;
    private final Audit audit;
    private final String me;
    private final Duration every;
    private final Duration apart;
    private List<Trace> suspects = List.of();

    /** @param me what no other process is called */
    Auditor(Audit audit, Cells cells, String me, WorkerConfig.Audits timing) {
        this.audit = audit;
        this.cells = cells;
        this.me = me;
        this.every = timing.every();
        this.apart = timing.apart();
    }

    Duration turn() {
        if (!mine()) {
            suspects = List.of();
            return soon();
        }
        if (suspects.isEmpty()) {
            suspects = audit.look().suspects();
        } else {
            List<Trace> seen = suspects;
            suspects = List.of();
            audit.lookAgain(seen);
        }
        if (!suspects.isEmpty()) {
            return apart;
        }
        return audit.more() ? soon() : every;
    }

    private Duration soon() {
        return every.compareTo(apart) < 0 ? every : apart;
    }

    /** Takes the turn if nobody has it, and keeps it until a little after the next step. */
    private boolean mine() {
        Optional<String> holder = cells.get(TURN);
        return holder.filter(other -> !other.equals(me)).isEmpty()
                && cells.putIf(TURN, holder.orElse(null), me, every.plus(apart));
    }
}
