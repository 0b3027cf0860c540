package dev.sancho.engine;

import dev.sancho.store.ClaimedJob;
import dev.sancho.store.SeqRanges.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/** The numbers of one claim, and which of the jobs that came under them are settled, that is moved on for good. Thread-safe. */
final class ClaimBatch {
    private final Incarnation incarnation;
    private final long first;
    private final int max;
    private final AtomicInteger left = new AtomicInteger();
    private volatile @Nullable AtomicIntegerArray settled; // null until answered: all numbers may be held
    private volatile long answeredNanos;

    ClaimBatch(Incarnation incarnation, long first, int max) {
        this.incarnation = incarnation;
        this.first = first;
        this.max = max;
    }

    Incarnation incarnation() {
        return incarnation;
    }

    long first() {
        return first;
    }

    int max() {
        return max;
    }

    long answeredNanos() {
        return answeredNanos;
    }

    /** Asks for its answer no more: the next heartbeat puts back what the store may have given. */
    void drop() {
        incarnation.closed(this);
    }

    /** Takes the store's answer. Numbers that it did not give are free of claims from now on. */
    List<HeldJob> answered(List<ClaimedJob> jobs) {
        List<HeldJob> held = new ArrayList<>(jobs.size());
        AtomicIntegerArray marks = new AtomicIntegerArray(max);
        if (jobs.size() < max) {
            for (int i = 0; i < max; i++) {
                marks.setPlain(i, 1);
            }
            jobs.forEach(job -> marks.setPlain((int) (job.seq() - first), 0));
        }
        for (ClaimedJob job : jobs) {
            held.add(new HeldJob(this, job));
        }
        answeredNanos = System.nanoTime();
        left.set(jobs.size());
        settled = marks;
        if (jobs.isEmpty()) {
            incarnation.closed(this);
        }
        return held;
    }

    /** Strikes a job off; returns whether this call did it. */
    boolean settle(long seq) {
        AtomicIntegerArray marks = settled;
        if (marks == null || !marks.compareAndSet((int) (seq - first), 0, 1)) {
            return false;
        }
        if (left.decrementAndGet() == 0) {
            incarnation.closed(this);
        }
        return true;
    }

    void addUnsettled(List<Range> ranges) {
        AtomicIntegerArray marks = settled;
        if (marks == null) {
            ranges.add(new Range(first, first + max - 1));
            return;
        }
        int from = -1;
        for (int i = 0; i <= max; i++) {
            boolean held = i < max && marks.get(i) == 0;
            if (held && from < 0) {
                from = i;
            } else if (!held && from >= 0) {
                ranges.add(new Range(first + from, first + i - 1));
                from = -1;
            }
        }
    }
}
