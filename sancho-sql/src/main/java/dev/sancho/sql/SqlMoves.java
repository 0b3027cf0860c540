package dev.sancho.sql;

import dev.sancho.store.Effect;
import dev.sancho.store.From;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.To;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Carries out moves, one after the other, within a transaction. Plain finishes, which nearly all moves are, go in batches: a removal
 * counts, and its effects apply, only where it changed a row.
 */
final class SqlMoves {
    private static final Duration OPERATIONS_KEPT = Duration.ofMinutes(1);

    private final Tx tx;
    private final LineHints hints;
    private final SqlFacts facts;
    private final List<Moved> answers = new ArrayList<>();
    private final List<Move> finishes = new ArrayList<>();

    SqlMoves(Tx tx, LineHints hints) {
        this.tx = tx;
        this.hints = hints;
        this.facts = new SqlFacts(tx);
    }

    List<Moved> run(List<Move> moves) throws SQLException {
        for (Move move : moves) {
            if (isPlainFinish(move)) {
                finishes.add(move);
            } else {
                finish();
                answers.add(run(move));
            }
        }
        finish();
        return answers;
    }

    private static boolean isPlainFinish(Move move) {
        return move.from() instanceof From.Held
                && move.to() instanceof To.Gone
                && move.guards().isEmpty()
                && move.effects().stream().allMatch(Effect.Add.class::isInstance);
    }

    private void finish() throws SQLException {
        List<Move> sent = new ArrayList<>();
        List<Optional<Moved>> early = new ArrayList<>();
        for (Move move : finishes) {
            Optional<Moved> refused = mayHold((From.Held) move.from());
            early.add(refused);
            if (refused.isEmpty()) {
                From.Held held = (From.Held) move.from();
                sent.add(move);
                tx.session.batch(Sql.HELD_FINISH, tx.owners.living(held.owner()).place, held.seq());
            }
        }
        int[] removed = sent.isEmpty() ? new int[0] : tx.session.runBatch(Sql.HELD_FINISH);
        int next = 0;
        for (Optional<Moved> refused : early) {
            answers.add(refused.isPresent() ? refused.get() : finished(sent.get(next), removed[next++] > 0));
        }
        finishes.clear();
    }

    private Moved finished(Move move, boolean removed) throws SQLException {
        if (!removed) {
            return Moved.Answer.REPEATED;
        }
        tx.owners.renew(tx.owners.living(((From.Held) move.from()).owner()));
        for (Effect effect : move.effects()) {
            Effect.Add add = (Effect.Add) effect;
            tx.add(add.counter(), add.by());
        }
        return Moved.Answer.MOVED;
    }

    private Moved run(Move move) throws SQLException {
        Optional<Moved> unfit = unfit(move);
        if (unfit.isPresent()) {
            return unfit.get();
        }
        Optional<Long> row = row(move.from());
        Optional<Moved> stopped = missing(move.from(), row);
        if (stopped.isEmpty()) {
            stopped = facts.check(move.guards());
        }
        if (stopped.isPresent()) {
            return stopped.get();
        }
        take(move.from(), row);
        tx.places.put(move.to());
        facts.write(move.guards(), move.effects());
        return Moved.Answer.MOVED;
    }

    private static Optional<Moved> unfit(Move move) {
        if (move.from() instanceof From.Nothing && !(move.to() instanceof To.Gone)) {
            return Optional.of(new Moved.Refused("A move from nowhere can put no job to " + move.to() + ": insert it"));
        }
        return SqlPlaces.unfit(move.to());
    }

    private Optional<Long> row(From from) throws SQLException {
        if (from instanceof From.Held held) {
            Optional<SqlOwners.Owner> owner = tx.owners.find(held.owner());
            return owner.isEmpty() ? Optional.empty() : tx.session.number(Sql.HELD_FIND, owner.get().place, held.seq());
        }
        return tx.places.row(from, hints);
    }

    /** The answer if the job is not where the move expects it. */
    private Optional<Moved> missing(From from, Optional<Long> row) throws SQLException {
        return switch (from) {
            case From.Held held -> {
                Optional<Moved> never = mayHold(held);
                yield never.isPresent() || row.isPresent() ? never : Optional.of(Moved.Answer.REPEATED);
            }
            case From.Queued queued -> missing(queued.operation(), row);
            case From.Sorted sorted -> missing(sorted.operation(), row);
            case From.Parked parked -> missing(parked.operation(), row);
            case From.Nothing nothing -> Optional.empty();
        };
    }

    /** GONE if the owner cannot hold this number: its id has ended or never begun, or the number was never given to it. */
    private Optional<Moved> mayHold(From.Held held) throws SQLException {
        Optional<SqlOwners.Owner> owner = tx.owners.find(held.owner());
        boolean may = owner.isPresent() && !owner.get().ended && held.seq() <= owner.get().highestSeq;
        return may ? Optional.empty() : Optional.of(Moved.Answer.GONE);
    }

    private Optional<Moved> missing(String operation, Optional<Long> row) throws SQLException {
        if (tx.session.any(Sql.OPERATION_KNOWN, operation, tx.nowMicros)) {
            return Optional.of(Moved.Answer.REPEATED);
        }
        return row.isPresent() ? Optional.empty() : Optional.of(Moved.Answer.GONE);
    }

    private void take(From from, Optional<Long> row) throws SQLException {
        switch (from) {
            case From.Held held -> tx.owners.renew(tx.owners.living(held.owner()));
            case From.Queued queued -> remember(queued.operation());
            case From.Sorted sorted -> remember(sorted.operation());
            case From.Parked parked -> remember(parked.operation());
            case From.Nothing nothing -> {}
        }
        if (row.isPresent()) {
            tx.places.remove(row.get());
        }
    }

    private void remember(String operation) throws SQLException {
        tx.session.update(Sql.OPERATION_REMEMBER, operation, tx.until(OPERATIONS_KEPT));
    }
}
