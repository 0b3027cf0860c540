package dev.sancho.engine;

import dev.sancho.job.Enqueued;
import dev.sancho.store.Beat;
import dev.sancho.store.Cells;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Controls;
import dev.sancho.store.JobBrowser;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.NewJob;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.Promoted;
import dev.sancho.store.RunReport;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.Signal;
import dev.sancho.store.StoreException;
import dev.sancho.store.Trait;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** A store that fails as it is told to, before it has acted or after, and notes what it was asked. Thread-safe. */
final class FaultyStore implements JobStore {
    final List<ClaimRequest> claims = new CopyOnWriteArrayList<>();
    final List<List<Move>> moves = new CopyOnWriteArrayList<>();
    final ConcurrentLinkedQueue<Signal> signals = new ConcurrentLinkedQueue<>();

    /** May throw in place of a call. */
    volatile java.util.function.Consumer<String> before = call -> {};

    /** May throw in place of an answer. */
    volatile java.util.function.Consumer<String> after = call -> {};

    /** Answers moves in place of the store. */
    volatile Function<List<Move>, List<Moved>> mover;

    private final JobStore store;

    FaultyStore(JobStore store) {
        this.store = store;
        this.mover = store::move;
    }

    static StoreException outage() {
        return new StoreException("The connection was lost", true, null);
    }

    /** Fails the next so many calls of this name. */
    static java.util.function.Consumer<String> failing(String name, int times) {
        var left = new java.util.concurrent.atomic.AtomicInteger(times);
        return call -> {
            if (call.equals(name) && left.getAndDecrement() > 0) {
                throw outage();
            }
        };
    }

    /** From now on nothing comes through, as after a kill of this process. */
    void cutOff() {
        before = call -> {
            throw outage();
        };
    }

    private <T> T call(String name, Supplier<T> call) {
        before.accept(name);
        T answer = call.get();
        after.accept(name);
        return answer;
    }

    @Override
    public List<Enqueued> insert(List<NewJob> jobs) {
        return call("insert", () -> store.insert(jobs));
    }

    @Override
    public List<ClaimedJob> claim(ClaimRequest request) {
        claims.add(request);
        return call("claim", () -> store.claim(request));
    }

    @Override
    public List<Moved> move(List<Move> asked) {
        moves.add(asked);
        return call("move", () -> mover.apply(asked));
    }

    @Override
    public List<ClaimedJob> rescue(String owner, long firstSeq, int max) {
        return call("rescue", () -> store.rescue(owner, firstSeq, max));
    }

    @Override
    public Beat beat(ProcessRecord me, SeqRanges held) {
        return call("beat", () -> {
            Beat beat = store.beat(me, held);
            Signal signal = signals.poll();
            return signal == null ? beat : new Beat(beat.ended(), beat.returned(), List.of(signal));
        });
    }

    @Override
    public void leave(String owner) {
        call("leave", () -> {
            store.leave(owner);
            return owner;
        });
    }

    @Override
    public Promoted promote(String owner, int max) {
        return call("promote", () -> store.promote(owner, max));
    }

    @Override
    public void record(RunReport report) {
        call("record", () -> {
            store.record(report);
            return report;
        });
    }

    @Override
    public int prune(int max) {
        return call("prune", () -> store.prune(max));
    }

    @Override
    public Cells cells() {
        return store.cells();
    }

    @Override
    public JobBrowser browser() {
        return store.browser();
    }

    @Override
    public Controls controls() {
        return store.controls();
    }

    @Override
    public Set<Trait> traits() {
        return store.traits();
    }

    @Override
    public void close() {
        store.close();
    }
}
