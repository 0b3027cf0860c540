package dev.sancho.engine;

import dev.sancho.store.SeqRanges;
import dev.sancho.store.SeqRanges.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One life of a worker process under one owner id: hands out sequence numbers, never twice, and knows which are still in its hands. When its
 * lease is lost it has ended, and the process goes on as another incarnation. Thread-safe.
 */
final class Incarnation {
    /** A number that no process reaches and that every store can compare exactly. */
    private static final long BEYOND = 1L << 53;

    private final String id;
    private final Set<ClaimBatch> open = ConcurrentHashMap.newKeySet();
    private long next = 1;
    private volatile boolean ended;

    Incarnation(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
    }

    /** Reserves numbers for a claim of up to {@code max} jobs. */
    synchronized ClaimBatch ask(int max) {
        ClaimBatch batch = new ClaimBatch(this, next, max);
        next += max;
        open.add(batch);
        return batch;
    }

    /** Whether numbers beyond this batch's were given out: a claim that came to the store after theirs is taken as sent twice. */
    synchronized boolean overtaken(ClaimBatch batch) {
        return next != batch.first() + batch.max();
    }

    void closed(ClaimBatch batch) {
        open.remove(batch);
    }

    /** What the heartbeat must let stand: every number asked for and not settled, and all that may be asked for while it is on its way. */
    SeqRanges held() {
        long from;
        List<ClaimBatch> batches;
        synchronized (this) {
            from = next;
            batches = new ArrayList<>(open);
        }
        List<Range> ranges = new ArrayList<>();
        batches.sort(Comparator.comparingLong(ClaimBatch::first));
        batches.forEach(batch -> batch.addUnsettled(ranges));
        ranges.add(new Range(from, BEYOND));
        return new SeqRanges(ranges);
    }
}
