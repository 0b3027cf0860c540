package dev.sancho.client;

import dev.sancho.job.Enqueued;
import dev.sancho.job.JobDocument;
import dev.sancho.job.Payload;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Takes down what is inserted, call by call, and answers as it is told; everything else is left out. */
final class RecordingStore implements JobStore {
    private final List<List<NewJob>> calls = new ArrayList<>();
    private volatile boolean shortAnswers;
    private volatile Function<NewJob, Enqueued> answers = job -> new Enqueued.Added(job.jid());

    RecordingStore answering(Function<NewJob, Enqueued> answers) {
        this.answers = answers;
        return this;
    }

    void answeringShort() {
        shortAnswers = true;
    }

    synchronized List<List<NewJob>> calls() {
        return List.copyOf(calls);
    }

    List<NewJob> jobs() {
        return calls().stream().flatMap(List::stream).toList();
    }

    NewJob job() {
        return jobs().getLast();
    }

    Payload payload() {
        return payload(job());
    }

    JobDocument document() {
        return JobDocument.parse(payload());
    }

    static Payload payload(NewJob job) {
        return switch (job.to()) {
            case To.Queue queue -> queue.payload();
            case To.Sorted sorted -> sorted.payload();
            case To.Parked parked -> parked.payload();
            case To.Gone gone -> throw new AssertionError(gone);
        };
    }

    @Override
    public List<Enqueued> insert(List<NewJob> jobs) {
        synchronized (this) {
            calls.add(List.copyOf(jobs));
        }
        return shortAnswers ? List.of() : jobs.stream().map(answers).toList();
    }

    @Override
    public List<ClaimedJob> claim(ClaimRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Moved> move(List<Move> moves) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ClaimedJob> rescue(String owner, long firstSeq, int max) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Beat beat(ProcessRecord me, SeqRanges held) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void leave(String owner) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Promoted promote(String owner, int max) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void record(RunReport report) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int prune(int max) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Cells cells() {
        throw new UnsupportedOperationException();
    }

    @Override
    public JobBrowser browser() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Controls controls() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<Trait> traits() {
        return Set.of();
    }

    @Override
    public void close() {}
}
