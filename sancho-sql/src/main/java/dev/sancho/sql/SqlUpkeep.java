package dev.sancho.sql;

import dev.sancho.job.JobDocument;
import dev.sancho.job.Log;
import dev.sancho.job.MalformedPayloadException;
import dev.sancho.job.Payload;
import dev.sancho.job.WireTime;
import dev.sancho.store.End;
import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import dev.sancho.store.Promoted;
import dev.sancho.store.To;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What loops ask for every so often: promotion of what is due, deletion of what is over. In slices. */
record SqlUpkeep(Database database) {
    private static final Log LOG = Log.of(SqlUpkeep.class);
    private static final Duration PROMOTE_AGAIN = Duration.ofSeconds(1);

    /** How long an ended owner's id is remembered: longer than any message of its own can be under way. */
    private static final Duration OWNERS_REMEMBERED = Duration.ofDays(7);

    private static final int SLICE = 500;
    private static final List<JobSet> TIMED = List.of(JobSet.SCHEDULED, JobSet.RETRY);

    /** How far a slice got. */
    private record Done(int rows, int moved) {}

    Promoted promote(int max) {
        int moved = 0;
        if (untilNextDue().isZero()) {
            for (JobSet set : TIMED) {
                moved += promote(set, max);
            }
        }
        return new Promoted(moved, untilNextDue());
    }

    private int promote(JobSet set, int max) {
        int moved = 0;
        int left = max;
        while (left > 0) {
            int wanted = Math.min(SLICE, left);
            Done done = database.write("promote due jobs", tx -> promote(tx, set, wanted));
            moved += done.moved();
            if (done.rows() > done.moved()) {
                LOG.error("{} due payloads are no jobs and went to the dead set, whole", done.rows() - done.moved());
            }
            left = done.rows() < wanted ? 0 : left - wanted;
        }
        return moved;
    }

    private static Done promote(Tx tx, JobSet set, int max) throws SQLException {
        record Due(long row, Payload payload) {}
        Optional<Long> place = tx.places.find(new Place.Sorted(set));
        List<Due> due = place.isEmpty()
                ? List.of()
                : tx.session.list(
                        Sql.SET_DUE,
                        row -> new Due(row.getLong(1), Payload.of(row.getBytes(2))),
                        place.get(),
                        tx.nowMicros,
                        max);
        int moved = 0;
        for (Due job : due) {
            tx.places.remove(job.row());
            To to = promoted(job.payload(), tx.now);
            tx.places.put(to);
            moved += to instanceof To.Queue ? 1 : 0;
        }
        return new Done(due.size(), moved);
    }

    private static To promoted(Payload payload, Instant now) {
        try {
            JobDocument job = JobDocument.parse(payload);
            return new To.Queue(
                    job.queue(),
                    End.BACK,
                    job.edit().time("enqueued_at", now).done().payload());
        } catch (MalformedPayloadException notAJob) {
            return new To.Sorted(JobSet.DEAD, now, payload);
        }
    }

    /** Zero if something is due, a second if nothing is for longer. */
    private Duration untilNextDue() {
        return database.read("look for due jobs", session -> {
            long now = WireTime.toMicros(database.clock().instant());
            long next = now + PROMOTE_AGAIN.toMillis() * 1000;
            for (JobSet set : TIMED) {
                Place place = new Place.Sorted(set);
                Optional<Long> id = session.number(Sql.PLACE_FIND, PlaceKind.of(place).column, PlaceKind.name(place));
                if (id.isPresent()) {
                    next = Math.min(
                            next, session.number(Sql.POSITION_FIRST, id.get()).orElse(next));
                }
            }
            return Duration.ofNanos(Math.max(0, next - now) * 1000);
        });
    }

    /** A step that deletes up to a number of things in a transaction of its own, and says how many. */
    private interface Step {
        int run(Tx tx, int max) throws SQLException;
    }

    int prune(int max) {
        int done = 0;
        for (Sql over : List.of(Sql.LOCKS_PRUNE, Sql.GROUPS_FORGET, Sql.CELLS_PRUNE, Sql.OPERATIONS_PRUNE)) {
            done += slices(max - done, (tx, most) -> tx.session.update(over, tx.nowMicros, most));
        }
        done += slices(max - done, (tx, most) -> tx.owners.prune(most, OWNERS_REMEMBERED));
        done += slices(max - done, (tx, most) -> tx.places.trimDead(most));
        // What nobody can name any more is not counted.
        slices(Integer.MAX_VALUE, SqlUpkeep::pruneGroup);
        slices(SLICE, (tx, most) -> tx.session.update(Sql.PRUNE_PLACES));
        slices(SLICE, (tx, most) -> tx.session.update(Sql.SIGNALS_PRUNE));
        slices(SLICE, (tx, most) -> new SqlRuns(tx).prune());
        return done;
    }

    private int slices(int max, Step step) {
        int done = 0;
        while (done < max) {
            int wanted = Math.min(SLICE, max - done);
            int slice = database.write("delete what is over", tx -> step.run(tx, wanted));
            done += slice;
            if (slice < wanted) {
                return done;
            }
        }
        return done;
    }

    /** Members of forgotten groups, then the groups themselves; fewer than asked for when no forgotten group is left. */
    private static int pruneGroup(Tx tx, int max) throws SQLException {
        int deleted = 0;
        for (Optional<Long> group = tx.session.number(Sql.GROUP_FORGOTTEN);
                group.isPresent() && deleted < max;
                group = tx.session.number(Sql.GROUP_FORGOTTEN)) {
            int wanted = max - deleted;
            int members = tx.session.update(Sql.MEMBERS_PRUNE, group.get(), group.get(), wanted);
            deleted += Math.max(members, 1);
            if (members < wanted) {
                tx.session.update(Sql.RULES_PRUNE, group.get());
                tx.session.update(Sql.GROUP_PRUNE, group.get());
            }
        }
        return deleted;
    }
}
