package dev.sancho.tck;

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
import dev.sancho.store.Trait;
import java.util.List;
import java.util.Set;

/** Passes every call on, to be overridden where a fault is planted. */
class WrappedStore implements JobStore {
    final JobStore store;

    WrappedStore(JobStore store) {
        this.store = store;
    }

    @Override
    public List<Enqueued> insert(List<NewJob> jobs) {
        return store.insert(jobs);
    }

    @Override
    public List<ClaimedJob> claim(ClaimRequest request) {
        return store.claim(request);
    }

    @Override
    public List<Moved> move(List<Move> moves) {
        return moves.stream().map(this::move).toList();
    }

    Moved move(Move move) {
        return store.move(List.of(move)).getFirst();
    }

    @Override
    public List<ClaimedJob> rescue(String owner, long firstSeq, int max) {
        return store.rescue(owner, firstSeq, max);
    }

    @Override
    public Beat beat(ProcessRecord me, SeqRanges held) {
        return store.beat(me, held);
    }

    @Override
    public void leave(String owner) {
        store.leave(owner);
    }

    @Override
    public Promoted promote(String owner, int max) {
        return store.promote(owner, max);
    }

    @Override
    public void record(RunReport report) {
        store.record(report);
    }

    @Override
    public int prune(int max) {
        return store.prune(max);
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
