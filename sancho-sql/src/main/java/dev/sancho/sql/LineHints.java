package dev.sancho.sql;

import dev.sancho.store.From;
import dev.sancho.store.Move;
import dev.sancho.store.Place;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of jobs that moves by hand take out of lines, looked up before the transaction: nothing but a walk finds a payload in a long
 * queue, and nobody shall wait for a turn meanwhile. A hint is believed only if the row still is what it was.
 */
record LineHints(Map<From, Long> rows) {
    static LineHints look(Database database, List<Move> moves) {
        List<From> lines =
                moves.stream().map(Move::from).filter(LineHints::isLine).toList();
        Map<From, Long> rows = new HashMap<>();
        for (From from : lines) {
            database.read("look for a job", session -> find(session, from)).ifPresent(row -> rows.put(from, row));
        }
        return new LineHints(rows);
    }

    private static boolean isLine(From from) {
        return from instanceof From.Queued || from instanceof From.Parked;
    }

    private static Optional<Long> find(Session session, From from) throws SQLException {
        return switch (from) {
            case From.Queued queued ->
                find(session, new Place.Queue(queued.queue()), queued.payload().bytes());
            case From.Parked parked ->
                find(session, new Place.Parked(parked.key()), parked.payload().bytes());
            case From.Held held -> Optional.empty();
            case From.Sorted sorted -> Optional.empty();
            case From.Nothing nothing -> Optional.empty();
        };
    }

    private static Optional<Long> find(Session session, Place line, byte[] payload) throws SQLException {
        Optional<Long> place = session.number(Sql.PLACE_FIND, PlaceKind.of(line).column, PlaceKind.name(line));
        return place.isEmpty() ? place : session.number(Sql.LINE_FIND, place.get(), payload);
    }

    Optional<Long> row(From from) {
        return Optional.ofNullable(rows.get(from));
    }
}
