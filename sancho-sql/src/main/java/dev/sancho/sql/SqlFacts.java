package dev.sancho.sql;

import dev.sancho.store.Effect;
import dev.sancho.store.Guard;
import dev.sancho.store.Moved;
import dev.sancho.store.NewJob;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known besides the jobs (locks, groups, cells, counters), how guards ask it and how effects change it. */
final class SqlFacts {
    private final Tx tx;
    private final Session session;
    private final SqlGroups groups;

    SqlFacts(Tx tx) {
        this.tx = tx;
        this.session = tx.session;
        this.groups = new SqlGroups(tx);
    }

    /** The answer of the first guard that does not hold. Writes nothing. */
    Optional<Moved> check(List<Guard> guards) throws SQLException {
        for (Guard guard : guards) {
            Optional<Moved> stopped = check(guard);
            if (stopped.isPresent()) {
                return stopped;
            }
        }
        return Optional.empty();
    }

    private Optional<Moved> check(Guard guard) throws SQLException {
        return switch (guard) {
            case Guard.Lock lock when lock.onHeld() == Guard.OnHeld.REPLACE -> Optional.empty();
            case Guard.Lock lock ->
                holder(lock.key())
                        .filter(holder -> !holder.equals(lock.holder()))
                        .map(Moved.HeldBy::new);
            case Guard.Join join ->
                unless(
                        groups.open(join.group()),
                        "Group " + join.group() + " takes no members: it is closed, forgotten or was never opened");
            case Guard.Is is ->
                unless(
                        cell(session, is.cell(), tx.nowMicros).equals(Optional.ofNullable(is.value())),
                        "Cell " + is.cell() + " is not " + is.value());
            case Guard.Holds lock ->
                unless(
                        holder(lock.key()).equals(Optional.of(lock.holder())),
                        "Lock " + lock.key() + " is not held by " + lock.holder());
            case Guard.Stands in ->
                unless(
                        groups.stands(in),
                        "Member " + in.member() + " of group " + in.group() + " is not " + in.state());
        };
    }

    private Optional<String> holder(String lock) throws SQLException {
        return session.first(Sql.LOCK_HOLDER, row -> row.getString(1), lock, tx.nowMicros);
    }

    private static Optional<Moved> unless(boolean holds, String reason) {
        return holds ? Optional.empty() : Optional.of(new Moved.Refused(reason));
    }

    static Optional<String> cell(Session session, String cell, long now) throws SQLException {
        return session.first(Sql.CELL_GET, row -> row.getString(1), cell, now);
    }

    /**
     * Writes the claims of guards that hold, then the effects in their order. What a group's rules add to it waits at the end of the
     * line, so that all that a move names itself is written before anything that follows from it.
     */
    void write(List<Guard> guards, List<Effect> effects) throws SQLException {
        Deque<Effect> work = new ArrayDeque<>(effects);
        for (Guard guard : guards) {
            work.addAll(claim(guard));
        }
        while (!work.isEmpty()) {
            work.addAll(write(work.removeFirst()));
        }
    }

    private List<Effect> claim(Guard guard) throws SQLException {
        return switch (guard) {
            case Guard.Lock lock -> {
                session.update(Sql.LOCK_TAKE, lock.key(), lock.holder(), tx.until(lock.keep()));
                yield List.of();
            }
            case Guard.Join join -> groups.join(join.group(), join.member());
            case Guard.Is is -> List.of();
            case Guard.Holds holds -> List.of();
            case Guard.Stands stands -> List.of();
        };
    }

    private List<Effect> write(Effect effect) throws SQLException {
        return switch (effect) {
            case Effect.Unlock unlock -> {
                session.update(Sql.LOCK_FREE, unlock.key(), unlock.holder(), tx.nowMicros);
                yield List.of();
            }
            case Effect.Open open -> {
                groups.open(open);
                yield List.of();
            }
            case Effect.Seal seal -> groups.seal(seal.group());
            case Effect.Mark mark -> groups.mark(mark.group(), mark.member(), mark.state());
            case Effect.Add add -> {
                tx.add(add.counter(), add.by());
                yield List.of();
            }
            case Effect.Put cell -> {
                putCell(tx, cell.cell(), cell.value(), cell.keep());
                yield List.of();
            }
            case Effect.Insert insert -> insert(insert.job());
        };
    }

    static void putCell(Tx tx, String cell, @Nullable String value, Duration keep) throws SQLException {
        if (value == null) {
            tx.session.update(Sql.CELL_DELETE, cell);
        } else {
            tx.session.update(Sql.CELL_PUT, cell, value, tx.until(keep));
        }
    }

    private List<Effect> insert(NewJob job) throws SQLException {
        if (SqlPlaces.unfit(job.to()).isPresent() || check(job.guards()).isPresent()) {
            return List.of();
        }
        tx.places.put(job.to());
        List<Effect> follow = new ArrayList<>();
        for (Guard guard : job.guards()) {
            follow.addAll(claim(guard));
        }
        return follow;
    }
}
