package dev.sancho.engine;

import dev.sancho.store.Histogram;
import dev.sancho.store.JobStore;
import dev.sancho.store.RunReport;
import dev.sancho.store.RunReport.TypeRuns;
import dev.sancho.store.RunTotals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts the runs of this process by job type, until they are reported to the store. Thread-safe; {@link #report} is for one thread. */
final class RunCounts {
    /** More names than any program has; beyond them jobs run uncounted. */
    private static final int MOST_TYPES = 10_000;

    private final Map<String, Counts> types = new ConcurrentHashMap<>();
    private @Nullable RunReport unanswered;
    private long reports;

    private static final class Counts {
        private final LongAdder processed = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder millis = new LongAdder();
        private final AtomicLongArray lengths = new AtomicLongArray(Histogram.RANGES);

        TypeRuns take() {
            List<Long> taken = new ArrayList<>(Histogram.RANGES);
            for (int i = 0; i < Histogram.RANGES; i++) {
                taken.add(lengths.getAndSet(i, 0));
            }
            return new TypeRuns(
                    new RunTotals(processed.sumThenReset(), failed.sumThenReset(), millis.sumThenReset()),
                    new Histogram(taken));
        }
    }

    /** Counts what is a run: not an interruption, an unknown name or a malformed payload. Failures are not timed. */
    void count(FinishedJob finished) {
        Counts counts = finished.document() == null
                        || finished.type() == null
                        || finished.outcome() instanceof JobOutcome.Interrupted
                ? null
                : of(finished.document().name());
        if (counts == null) {
            return;
        }
        counts.processed.increment();
        if (finished.outcome() instanceof JobOutcome.Failed) {
            counts.failed.increment();
        } else {
            counts.millis.add(finished.took().toMillis());
            counts.lengths.incrementAndGet(Histogram.rangeOf(finished.took()));
        }
    }

    private @Nullable Counts of(String type) {
        Counts known = types.get(type);
        return known != null || types.size() >= MOST_TYPES ? known : types.computeIfAbsent(type, first -> new Counts());
    }

    /** Sends what has run since the last time, first of all what may not have arrived then, under the same id. */
    void report(JobStore store, String owner) {
        if (unanswered != null) {
            send(unanswered, store);
        }
        Map<String, TypeRuns> runs = new HashMap<>();
        types.forEach((type, counts) -> runs.put(type, counts.take()));
        runs.values().removeIf(one -> one.totals().processed() == 0);
        if (!runs.isEmpty()) {
            send(new RunReport("runs/" + owner + "/" + ++reports, runs), store);
        }
    }

    private void send(RunReport report, JobStore store) {
        unanswered = report;
        store.record(report);
        unanswered = null;
    }
}
