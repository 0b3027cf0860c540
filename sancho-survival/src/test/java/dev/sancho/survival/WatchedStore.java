package dev.sancho.survival;

import dev.sancho.job.Enqueued;
import dev.sancho.job.JobDocument;
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
import dev.sancho.store.To;
import dev.sancho.store.Trait;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A store that writes down what it gave and refused, and ends the process at a {@link FailPoint}. Thread-safe. */
final class WatchedStore implements JobStore {
    /**
     * @param nth at which of the calls that come to the point and do something
     * @param micros how long after the beginning of the call, for the points within one
     */
    record Failure(FailPoint point, int nth, long micros) {}

    private final JobStore store;
    private final Evidence evidence;
    private final Failure failure;
    private final AtomicInteger calls = new AtomicInteger();

    WatchedStore(JobStore store, Evidence evidence, Failure failure) {
        this.store = store;
        this.evidence = evidence;
        this.failure = failure;
    }

    private boolean reached(FailPoint point) {
        return point == failure.point() && calls.incrementAndGet() == failure.nth();
    }

    @Override
    public List<Enqueued> insert(List<NewJob> jobs) {
        return store.insert(jobs);
    }

    @Override
    public List<ClaimedJob> claim(ClaimRequest request) {
        List<ClaimedJob> jobs = store.claim(request);
        if (!jobs.isEmpty() && reached(FailPoint.AFTER_CLAIM)) {
            Halt.now(evidence, FailPoint.AFTER_CLAIM);
        }
        write(Evidence.Kind.CLAIMED, jobs);
        return jobs;
    }

    @Override
    public List<Moved> move(List<Move> moves) {
        boolean finishes = moves.stream().anyMatch(move -> move.to() instanceof To.Gone);
        if (finishes && reached(FailPoint.AFTER_RUN)) {
            Halt.now(evidence, FailPoint.AFTER_RUN);
        }
        List<Moved> answers = store.move(moves);
        if (finishes && reached(FailPoint.AFTER_MOVE)) {
            Halt.now(evidence, FailPoint.AFTER_MOVE);
        }
        answers.stream()
                .filter(answer -> answer != Moved.Answer.MOVED)
                .forEach(answer -> evidence.write(Evidence.Kind.UNMOVED, answer.toString()));
        return answers;
    }

    @Override
    public List<ClaimedJob> rescue(String owner, long firstSeq, int max) {
        List<ClaimedJob> jobs =
                watched(FailPoint.IN_RESCUE, () -> store.rescue(owner, firstSeq, max), rescued -> !rescued.isEmpty());
        write(Evidence.Kind.RESCUED, jobs);
        return jobs;
    }

    @Override
    public Promoted promote(String owner, int max) {
        return watched(FailPoint.IN_PROMOTE, () -> store.promote(owner, max), promoted -> promoted.moved() > 0);
    }

    /** A call in whose midst the process may be to end; whether that is to be this one depends on how many before it did something. */
    private <T> T watched(FailPoint point, Supplier<T> call, Predicate<T> didSomething) {
        if (point != failure.point()) {
            return call.get();
        }
        if (calls.get() + 1 < failure.nth()) {
            T result = call.get();
            if (didSomething.test(result)) {
                calls.incrementAndGet();
            }
            return result;
        }
        Halt halt = Halt.armed(evidence, point, failure.micros());
        T result = call.get();
        halt.over(didSomething.test(result));
        return result;
    }

    private void write(Evidence.Kind kind, List<ClaimedJob> jobs) {
        jobs.forEach(
                job -> evidence.write(kind, JobDocument.parse(job.payload()).jid()));
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
