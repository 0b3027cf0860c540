package dev.sancho.store;

import dev.sancho.job.Enqueued;
import dev.sancho.job.JobDocument;
import dev.sancho.job.Log;
import dev.sancho.job.MalformedPayloadException;
import dev.sancho.job.Payload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Keeps jobs in this process and loses them with it: for tests, and the readable specification of every store.
 *
 * <p>One lock, one call at a time. Where {@link JobStore} leaves something open, what is done here is what is meant, and the contract
 * suite compares the other stores to it. Thread-safe.
 */
public final class MemoryStore implements JobStore {
    private static final Log LOG = Log.of(MemoryStore.class);
    private static final Duration OPERATIONS_KEPT = Duration.ofMinutes(1);
    private static final Duration PROMOTE_AGAIN = Duration.ofSeconds(1);

    final MemoryPlaces places = new MemoryPlaces();
    final MemoryFacts facts = new MemoryFacts(this::put);
    final MemoryRuns runs = new MemoryRuns();
    final MemoryOwners owners;
    private final Expiring<Moved> operations = new Expiring<>();
    private final StoreSettings settings;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrivals = lock.newCondition();
    private boolean closed;

    private MemoryStore(StoreSettings settings) {
        this.settings = settings;
        this.clock = Objects.requireNonNullElse(settings.clock(), InstantSource.system());
        this.owners = new MemoryOwners(settings.lease());
    }

    public static MemoryStore open(StoreSettings settings) {
        return new MemoryStore(settings);
    }

    @Override
    public List<Enqueued> insert(List<NewJob> jobs) {
        return at(now -> jobs.stream().map(job -> insert(job, now)).toList());
    }

    private Enqueued insert(NewJob job, Instant now) {
        Optional<Moved> stopped = MemoryPlaces.unfit(job.to()).or(() -> facts.check(job.guards(), now));
        if (stopped.isPresent()) {
            return switch (stopped.get()) {
                case Moved.HeldBy held -> new Enqueued.HeldBy(held.jid());
                case Moved.Refused refused -> new Enqueued.Refused(refused.reason());
                case Moved.Answer answer -> throw new IllegalStateException("No guard answers " + answer);
            };
        }
        put(job.to(), now);
        facts.write(job.guards(), List.of(), now);
        return new Enqueued.Added(job.jid());
    }

    @Override
    public List<ClaimedJob> claim(ClaimRequest request) {
        lock.lock();
        try {
            MemoryOwners.Owner owner = owners.living(request.owner());
            if (request.firstSeq() <= owner.highestSeq) {
                return again(
                        owner, request.firstSeq(), request.max(), now()); // without a wait: no numbers are used anew
            }
            List<ClaimedJob> jobs = claimNew(request, now());
            for (long left = nanos(request.waitUpTo()); jobs.isEmpty() && left > 0 && !closed; ) {
                left = arrivals.awaitNanos(left);
                jobs = claimNew(request, now());
            }
            return jobs;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /** The answer to a claim or rescue sent twice: what of its numbers is still held. */
    private List<ClaimedJob> again(MemoryOwners.Owner owner, long firstSeq, int max, Instant now) {
        owners.renew(owner, now);
        return List.copyOf(owner.inFlight.subMap(firstSeq, firstSeq + max).values());
    }

    private List<ClaimedJob> claimNew(ClaimRequest request, Instant now) {
        MemoryOwners.Owner owner = owners.living(request.owner());
        List<ClaimedJob> jobs = new ArrayList<>();
        for (ClaimRequest.ParkedShare share : request.parked()) {
            if (!places.paused.contains(share.queue())) {
                take(new Place.Parked(share.key()), share.max(), request, jobs);
            }
        }
        for (String queue : request.queues()) {
            if (!places.paused.contains(queue)) {
                take(new Place.Queue(queue), request.max(), request, jobs);
            }
        }
        return give(owner, jobs, request.firstSeq() + request.max() - 1, now);
    }

    private void take(Place from, int most, ClaimRequest request, List<ClaimedJob> jobs) {
        for (int taken = 0; taken < most && jobs.size() < request.max(); taken++) {
            Optional<Payload> job = places.takeFirst(from);
            if (job.isEmpty()) {
                return;
            }
            jobs.add(new ClaimedJob(request.firstSeq() + jobs.size(), from, job.get()));
        }
    }

    /** Writes jobs into the in-flight record. The numbers up to {@code lastSeq} are used from now on, given or not. */
    private List<ClaimedJob> give(MemoryOwners.Owner owner, List<ClaimedJob> jobs, long lastSeq, Instant now) {
        jobs.forEach(job -> owner.inFlight.put(job.seq(), job));
        owner.highestSeq = Math.max(owner.highestSeq, lastSeq);
        owners.renew(owner, now);
        return List.copyOf(jobs);
    }

    @Override
    public List<Moved> move(List<Move> moves) {
        return at(now -> moves.stream().map(move -> move(move, now)).toList());
    }

    private Moved move(Move move, Instant now) {
        Optional<Moved> stopped =
                unfit(move).or(() -> missing(move.from(), now)).or(() -> facts.check(move.guards(), now));
        if (stopped.isPresent()) {
            return stopped.get();
        }
        take(move.from(), now);
        put(move.to(), now);
        facts.write(move.guards(), move.effects(), now);
        return Moved.Answer.MOVED;
    }

    private static Optional<Moved> unfit(Move move) {
        if (move.from() instanceof From.Nothing && !(move.to() instanceof To.Gone)) {
            return Optional.of(new Moved.Refused("A move from nowhere can put no job to " + move.to() + ": insert it"));
        }
        return MemoryPlaces.unfit(move.to());
    }

    /** The answer if the job is not where the move expects it. */
    private Optional<Moved> missing(From from, Instant now) {
        return switch (from) {
            case From.Held held -> missing(held);
            case From.Queued queued -> missing(queued, queued.operation(), now);
            case From.Sorted sorted -> missing(sorted, sorted.operation(), now);
            case From.Parked parked -> missing(parked, parked.operation(), now);
            case From.Nothing nothing -> Optional.empty();
        };
    }

    private Optional<Moved> missing(From.Held held) {
        Optional<MemoryOwners.Owner> owner = owners.find(held.owner()).filter(known -> !known.ended());
        if (owner.isEmpty() || held.seq() > owner.get().highestSeq) {
            return Optional.of(Moved.Answer.GONE);
        }
        return owner.get().inFlight.containsKey(held.seq()) ? Optional.empty() : Optional.of(Moved.Answer.REPEATED);
    }

    private Optional<Moved> missing(From from, String operation, Instant now) {
        if (operations.get(operation, now).isPresent()) {
            return Optional.of(Moved.Answer.REPEATED);
        }
        return places.holds(from) ? Optional.empty() : Optional.of(Moved.Answer.GONE);
    }

    private void take(From from, Instant now) {
        switch (from) {
            case From.Held held -> {
                MemoryOwners.Owner owner = owners.living(held.owner());
                owner.inFlight.remove(held.seq());
                owners.renew(owner, now);
            }
            case From.Queued queued -> remember(queued.operation(), now);
            case From.Sorted sorted -> remember(sorted.operation(), now);
            case From.Parked parked -> remember(parked.operation(), now);
            case From.Nothing nothing -> {}
        }
        places.take(from);
    }

    private void remember(String operation, Instant now) {
        operations.put(operation, Moved.Answer.MOVED, Expiring.until(now, OPERATIONS_KEPT));
    }

    /** The one way a job gets to a place: the dead set is trimmed here, and those who wait for a job are woken. */
    private void put(To to, Instant now) {
        places.put(to);
        if (to instanceof To.Sorted sorted && sorted.set() == JobSet.DEAD) {
            trimDead(Integer.MAX_VALUE, now);
        }
        jobsMayHaveCome();
    }

    void jobsMayHaveCome() {
        arrivals.signalAll();
    }

    private int trimDead(int max, Instant now) {
        MemorySet dead = places.set(JobSet.DEAD);
        List<MemorySet.Entry> old = dead.due(now.minus(settings.deadKeep()), max);
        old.forEach(entry -> dead.remove(entry.payload()));
        List<MemorySet.Entry> tooMany = dead.stream()
                .limit(Math.min(max - old.size(), Math.max(0, dead.size() - settings.deadMax())))
                .toList();
        tooMany.forEach(entry -> dead.remove(entry.payload()));
        int trimmed = old.size() + tooMany.size();
        if (trimmed > 0) {
            facts.add("dead_trimmed", trimmed, now);
        }
        return trimmed;
    }

    @Override
    public List<ClaimedJob> rescue(String rescuer, long firstSeq, int max) {
        return at(now -> {
            MemoryOwners.Owner me = owners.living(rescuer);
            if (firstSeq <= me.highestSeq) {
                return again(me, firstSeq, max, now);
            }
            List<ClaimedJob> jobs = new ArrayList<>();
            owners.dead(rescuer, now).ifPresent(dead -> {
                while (jobs.size() < max && !dead.inFlight.isEmpty()) {
                    ClaimedJob job = dead.inFlight.pollFirstEntry().getValue();
                    jobs.add(new ClaimedJob(firstSeq + jobs.size(), job.origin(), job.payload()));
                }
            });
            return give(me, jobs, firstSeq + max - 1, now);
        });
    }

    @Override
    public Beat beat(ProcessRecord me, SeqRanges held) {
        return at(now -> {
            MemoryOwners.Owner owner = owners.begin(me.identity());
            if (owner.ended()) {
                return new Beat(true, 0, List.of());
            }
            owner.record = me;
            owners.renew(owner, now);
            List<ClaimedJob> unknown = owner.inFlight.values().stream()
                    .filter(job -> !held.contains(job.seq()))
                    .toList();
            putBack(owner, unknown);
            List<Signal> signals = List.copyOf(owner.signals);
            owner.signals.clear();
            return new Beat(false, unknown.size(), signals);
        });
    }

    @Override
    public void leave(String owner) {
        at(now -> {
            owners.find(owner).filter(known -> !known.ended()).ifPresent(known -> {
                putBack(known, List.copyOf(known.inFlight.values()));
                known.end(now);
            });
            return owner;
        });
    }

    /** Last number first, so that the first number ends up in front. */
    private void putBack(MemoryOwners.Owner owner, List<ClaimedJob> jobs) {
        jobs.reversed().forEach(job -> {
            owner.inFlight.remove(job.seq());
            places.putBack(job);
        });
        jobsMayHaveCome();
    }

    @Override
    public Promoted promote(String owner, int max) {
        return at(now -> {
            int moved = 0;
            int seen = 0;
            for (JobSet set : List.of(JobSet.SCHEDULED, JobSet.RETRY)) {
                for (MemorySet.Entry entry : places.set(set).due(now, max)) {
                    seen++;
                    places.set(set).remove(entry.payload());
                    To to = promoted(entry.payload(), now);
                    put(to, now);
                    moved += to instanceof To.Queue ? 1 : 0;
                }
            }
            if (seen > moved) {
                LOG.error("{} due payloads are no jobs and went to the dead set, whole", seen - moved);
            }
            return new Promoted(moved, untilNextDue(now));
        });
    }

    private static To promoted(Payload payload, Instant now) {
        try {
            JobDocument job = JobDocument.parse(payload);
            Payload enqueued = job.edit().time("enqueued_at", now).done().payload();
            return new To.Queue(job.queue(), End.BACK, enqueued);
        } catch (MalformedPayloadException notAJob) {
            return new To.Sorted(JobSet.DEAD, now, payload);
        }
    }

    private Duration untilNextDue(Instant now) {
        return Stream.of(JobSet.SCHEDULED, JobSet.RETRY)
                .flatMap(set -> places.set(set).first().stream())
                .map(first -> first.isAfter(now) ? Duration.between(now, first) : Duration.ZERO)
                .reduce(PROMOTE_AGAIN, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    @Override
    public void record(RunReport report) {
        at(now -> {
            if (operations.get(report.operation(), now).isEmpty()) {
                runs.add(report.runs(), now);
                remember(report.operation(), now);
            }
            return report;
        });
    }

    @Override
    public int prune(int max) {
        return at(now -> {
            int done = facts.prune(max, now);
            done += operations.prune(max - done, now);
            done += owners.prune(max - done, now);
            return done + trimDead(max - done, now);
        });
    }

    @Override
    public Cells cells() {
        return new MemoryCells(this);
    }

    @Override
    public JobBrowser browser() {
        return new MemoryBrowser(this);
    }

    @Override
    public Controls controls() {
        return new MemoryControls(this);
    }

    @Override
    public Set<Trait> traits() {
        return Set.of();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            arrivals.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One call: alone, at one time. */
    <T> T at(Function<Instant, T> call) {
        lock.lock();
        try {
            return call.apply(now());
        } finally {
            lock.unlock();
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static long nanos(Duration wait) {
        return TimeUnit.NANOSECONDS.convert(wait);
    }
}
