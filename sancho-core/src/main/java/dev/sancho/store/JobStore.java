package dev.sancho.store;

import dev.sancho.job.Enqueued;
import java.util.List;
import java.util.Set;

/**
 * Keeps jobs and moves them, each call atomic for each job.
 *
 * <p>Every call but {@link #insert} may be sent twice: the second has no further effect and, as far as what it tells can still be known,
 * the same answer. A list is answered in its own order, one answer for each element; one element that cannot be carried out is refused
 * alone. An owner's in-flight record holds what it has claimed under its sequence numbers, and nothing leaves it but by a {@link #move},
 * by {@link #rescue} after its lease has run out, or by {@link #beat} and {@link #leave} on its own word.
 *
 * <p>A store does not ask what locks and groups are for, but the audit does: a lock's holder is a job's id, and so is a group's member, unless
 * its name has a slash in it ({@code batch/…}: a child group). What belongs to a job that is nowhere is freed and marked by the audit.
 *
 * <p>Times are kept to the microsecond, rounded down; what lasts until a time (a lease, a lock, a cell) is over at that time. Calls block; all methods are safe for use by many threads. Each throws {@link StoreException}.
 */
public interface JobStore extends AutoCloseable {
    /**
     * Puts new jobs where they say, if their guards hold. The one call that is not to be repeated by itself when its answer was lost: the
     * exception then says whether the jobs may exist ({@link StoreException#jobsExist}).
     */
    List<Enqueued> insert(List<NewJob> jobs);

    /**
     * Moves jobs into the owner's in-flight record and returns them, in the order of their numbers: first those parked under the keys asked
     * for, then from the front of the queues, each queue emptied before the next is looked at; nothing of queues that are paused. Renews the lease. A call that waits looks again whenever jobs may have come; interrupted, it returns
     * nothing and leaves the thread's interrupt flag set.
     *
     * @throws OwnerEndedException if the owner id has ended or never begun
     */
    List<ClaimedJob> claim(ClaimRequest request);

    /**
     * Carries out moves, one after the other. Renews the lease of every owner whose {@link From.Held} job it moved. The dead set is trimmed
     * as it grows; what is trimmed is added to the counter {@code dead_trimmed}.
     */
    List<Moved> move(List<Move> moves);

    /**
     * Takes jobs of one owner whose lease has run out: ends that owner's id for good, then moves its jobs, in the order of their numbers,
     * into the rescuer's in-flight record under the rescuer's numbers, as {@link #claim} does, sent twice included. Of several dead owners
     * it is the one whose lease ran out first, of equals the first by id; those that hold nothing are ended on the way. Call it until it returns nothing.
     *
     * @throws OwnerEndedException if the rescuer's own id has ended or never begun
     */
    List<ClaimedJob> rescue(String owner, long firstSeq, int max);

    /**
     * Begins or continues an owner: writes its process record, renews its lease, fetches its signals, and puts back what its in-flight
     * record has and the process does not hold: to the front of where it was claimed, in order. Of an owner that has ended it writes nothing.
     *
     * @param held the numbers that the process knows of: running, waiting to run or to be moved on, or asked for and not yet answered
     */
    Beat beat(ProcessRecord me, SeqRanges held);

    /**
     * Ends an owner id by its own wish: puts back whatever it still holds, in order, and deletes its process record. Does nothing for an
     * owner that has ended or never begun.
     */
    void leave(String owner);

    /**
     * Moves up to {@code max} due jobs of each timed set (scheduled, retry) to the back of the queues that their payloads name
     * ({@code default} if they name none), scheduled before retry and oldest first, those of one time by their bytes, with {@code enqueued_at} set to now as the last member of the payload. A payload
     * that is not a JSON object goes to the dead set at the time of now, whole.
     *
     * @param owner who asks; where many processes share a store it may let one of them do this for all
     */
    Promoted promote(String owner, int max);

    /**
     * Adds runs to the metrics of this minute, for {@link JobBrowser#runs}: under a report's operation id once within a minute. Metrics are
     * for the eye: what a process that dies had not reported yet is not counted.
     */
    void record(RunReport report);

    /** Deletes up to {@code max} things whose time is over (locks, cells, groups, operation ids, ended owners, old dead jobs). What is over counts as absent, deleted or not. */
    int prune(int max);

    Cells cells();

    JobBrowser browser();

    Controls controls();

    /** What this kind of store can tell of its own health. */
    default Checkup checkup() {
        return Checkup.NONE;
    }

    Set<Trait> traits();

    /** Gives back what the store has opened; jobs and records stay. Does nothing the second time. */
    @Override
    void close();
}
