package dev.sancho.engine;

import dev.sancho.job.JobState;
import dev.sancho.job.Log;
import dev.sancho.store.Effect;
import dev.sancho.store.From;
import dev.sancho.store.Guard;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.To;
import dev.sancho.worker.AuditPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the traces of jobs that another program has removed without Sancho's effects (a delete, clear or kill in Ruby's Web UI, a trimmed dead
 * set), and settles them by a policy. A trace is settled only if its job was in no place in two looks some time apart; the second look
 * asks three times, for a job that moves may be missed by one walk. What it settles it checks once more in the same atomic step: a lock is freed only
 * from the holder that was seen, a member is marked only if it still stands in the state that was seen. So several audits at once do no
 * harm, nor does one beside running workers.
 *
 * <p>Workers do this by themselves; {@link #run} does it at once. Confined to one thread.
 */
public final class Audit {
    /** The counter of the locks that audits have freed. */
    public static final String FREED = "audit_freed";

    /** The counter of the members that audits have marked. */
    public static final String MARKED = "audit_marked";

    private static final Log LOG = Log.of(Audit.class);
    private static final int SLICE = 100_000; // some 20 MB while it is looked at
    private static final int MOVES = 100;
    private static final int NAMED = 5;
    private static final int LISTED = 1_000;
    private static final int SECOND_LOOKS = 3;

    private final JobStore store;
    private final AuditPolicy policy;
    private final int slice;
    private final Traces traces;

    Audit(JobStore store, AuditPolicy policy) {
        this(store, policy, SLICE);
    }

    /** @param slice how many traces a look is about, at most */
    Audit(JobStore store, AuditPolicy policy, int slice) {
        this.store = store;
        this.policy = policy;
        this.slice = slice;
        this.traces = new Traces(store.cells());
    }

    /**
     * What an audit has seen and done.
     *
     * @param found the traces of jobs that are gone, the first thousand of them
     */
    public record Report(Tally locks, Tally members, List<Trace> found) {
        public Report {
            found = List.copyOf(found);
        }

        static final Report NONE = new Report(Tally.NONE, Tally.NONE, List.of());

        Report plus(Report more) {
            List<Trace> all = Stream.concat(found.stream(), more.found.stream())
                    .limit(LISTED)
                    .toList();
            return new Report(locks.plus(more.locks), members.plus(more.members), all);
        }
    }

    /**
     * Counts of one kind of trace.
     *
     * @param looked how many there were
     * @param absent of these how many whose job is gone
     * @param settled of these how many were freed or marked; fewer than {@code absent} if the policy says so or they changed meanwhile
     */
    public record Tally(long looked, long absent, long settled) {
        static final Tally NONE = new Tally(0, 0, 0);

        Tally plus(Tally more) {
            return new Tally(looked + more.looked, absent + more.absent, settled + more.settled);
        }
    }

    /** What a first look was about, and those of it that a second look is to be about. */
    record Look(Report seen, List<Trace> suspects) {}

    /**
     * Looks at every lock and every group of a store, and settles what is found. Takes its time: the store is walked for every hundred thousand
     * locks and members, and where something is found the caller waits for the second look. Of a group all members are read at once.
     *
     * @param betweenLooks how long; a minute is right, for a Ruby process tells only every five to ten seconds what it runs
     * @throws InterruptedException if the caller is interrupted between two looks; what was settled before stays so
     */
    public static Report run(JobStore store, AuditPolicy policy, Duration betweenLooks) throws InterruptedException {
        Audit audit = new Audit(store, policy);
        Report report = Report.NONE;
        do {
            Look look = audit.look();
            report = report.plus(look.seen());
            if (!look.suspects().isEmpty()) {
                Thread.sleep(betweenLooks);
                report = report.plus(audit.lookAgain(look.suspects()));
            }
        } while (audit.more());
        return report;
    }

    /** The first look, at the next slice of all traces. */
    Look look() {
        List<Trace> seen = traces.next(slice);
        long locks = seen.stream().filter(Trace.Lock.class::isInstance).count();
        Report report = new Report(new Tally(locks, 0, 0), new Tally(seen.size() - locks, 0, 0), List.of());
        return new Look(
                report, traces.standing(withoutJob(seen))); // a job that ended meanwhile has taken its traces along
    }

    /** Whether the next look goes on where the last one ended; else it begins anew. */
    boolean more() {
        return traces.more();
    }

    /** The second look at what the first one found, and what follows from it. */
    Report lookAgain(List<Trace> suspects) {
        List<Trace> left = traces.standing(suspects);
        for (int i = 0; i < SECOND_LOOKS; i++) {
            left = withoutJob(left);
        }
        return settle(traces.standing(left));
    }

    private List<Trace> withoutJob(List<Trace> of) {
        if (of.isEmpty()) {
            return of;
        }
        Set<String> absent = store.browser().absent(of.stream().map(Trace::jid).collect(Collectors.toSet()));
        return of.stream().filter(trace -> absent.contains(trace.jid())).toList();
    }

    private Report settle(List<Trace> gone) {
        List<Trace.Lock> locks = only(Trace.Lock.class, gone);
        List<Trace.Member> members = only(Trace.Member.class, gone);
        boolean free = policy.locks() == AuditPolicy.Locks.FREE;
        Optional<JobState> mark = mark();
        List<Trace.Lock> freed = free ? written(locks, Audit::free) : List.of();
        List<Trace.Member> marked = mark.map(state -> written(members, member -> mark(member, state)))
                .orElse(List.of());
        tell(free ? "Locks freed" : "Locks left by the policy", free ? freed : locks);
        mark.ifPresentOrElse(
                state -> tell("Members of groups marked as " + state, marked),
                () -> tell("Members of groups left by the policy", members));
        return new Report(
                new Tally(0, locks.size(), freed.size()),
                new Tally(0, members.size(), marked.size()),
                gone.stream().limit(LISTED).toList());
    }

    private Optional<JobState> mark() {
        return switch (policy.members()) {
            case CANCELLED -> Optional.of(JobState.CANCELLED);
            case DEAD -> Optional.of(JobState.DEAD);
            case REPORT -> Optional.empty();
        };
    }

    private static <T extends Trace> List<T> only(Class<T> kind, List<Trace> of) {
        return of.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    // The guards let each be written once, however often it is sent.
    private static Move free(Trace.Lock lock) {
        return new Move(
                From.Nothing.NOTHING,
                To.Gone.GONE,
                List.of(new Guard.Holds(lock.key(), lock.holder())),
                List.of(new Effect.Unlock(lock.key(), lock.holder()), new Effect.Add(FREED, 1)));
    }

    private static Move mark(Trace.Member member, JobState state) {
        return new Move(
                From.Nothing.NOTHING,
                To.Gone.GONE,
                List.of(new Guard.Stands(member.group(), member.jid(), member.state())),
                List.of(new Effect.Mark(member.group(), member.jid(), state), new Effect.Add(MARKED, 1)));
    }

    private interface Settling<T> {
        Move of(T trace);
    }

    private <T> List<T> written(List<T> traces, Settling<T> settling) {
        List<T> written = new ArrayList<>();
        for (int from = 0; from < traces.size(); from += MOVES) {
            List<T> some = traces.subList(from, Math.min(traces.size(), from + MOVES));
            List<Moved> answers = store.move(some.stream().map(settling::of).toList());
            for (int i = 0; i < some.size(); i++) {
                if (answers.get(i) == Moved.Answer.MOVED) {
                    written.add(some.get(i));
                }
            }
        }
        return written;
    }

    private static void tell(String what, List<? extends Trace> traces) {
        if (!traces.isEmpty()) {
            LOG.warn(
                    "{}, for their jobs are gone (another program deleted, cleared or ran them): {}, namely {}",
                    what,
                    traces.size(),
                    names(traces));
        }
    }

    private static String names(List<? extends Trace> traces) {
        String first = traces.stream().limit(NAMED).map(Audit::name).collect(Collectors.joining(", "));
        return traces.size() <= NAMED ? first : first + " and " + (traces.size() - NAMED) + " more";
    }

    private static String name(Trace trace) {
        return switch (trace) {
            case Trace.Lock lock -> lock.key() + " of job " + lock.holder();
            case Trace.Member member -> member.jid() + " of " + member.group();
        };
    }
}
