package dev.sancho.sql;

import dev.sancho.job.Payload;
import dev.sancho.job.WireTime;
import dev.sancho.store.End;
import dev.sancho.store.From;
import dev.sancho.store.JobSet;
import dev.sancho.store.Moved;
import dev.sancho.store.Place;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.To;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where jobs lie, for the length of a transaction. */
final class SqlPlaces {
    private static final String DEAD_TRIMMED = "dead_trimmed";

    private final Tx tx;
    private final Session session;
    private final StoreSettings settings;
    private final Map<Place, Long> ids = new HashMap<>();
    private final Map<Long, Ends> ends = new HashMap<>();
    private long deadSize = -1;
    private int batched;

    /** The lowest and the highest position in use in a line, or given out by this transaction. */
    private static final class Ends {
        long front;
        long back;
    }

    SqlPlaces(Tx tx, StoreSettings settings) {
        this.tx = tx;
        this.session = tx.session;
        this.settings = settings;
    }

    /** The answer to a job for a place that no store has. */
    static Optional<Moved> unfit(To to) {
        return to instanceof To.Sorted sorted && sorted.at().isBefore(Instant.EPOCH)
                ? Optional.of(new Moved.Refused("A job's time cannot be before 1970: " + sorted.at()))
                : Optional.empty();
    }

    /** Empty if the place is not known: nothing lies there. */
    Optional<Long> find(Place place) throws SQLException {
        Long known = ids.get(place);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Long> id = session.number(Sql.PLACE_FIND, PlaceKind.of(place).column, PlaceKind.name(place));
        id.ifPresent(found -> ids.put(place, found));
        return id;
    }

    long make(Place place) throws SQLException {
        Optional<Long> known = find(place);
        if (known.isPresent()) {
            return known.get();
        }
        long id = session.number(Sql.PLACE_MAKE, PlaceKind.of(place).column, PlaceKind.name(place))
                .orElseThrow();
        ids.put(place, id);
        return id;
    }

    /** The row of the job that a move by hand names; nothing is held there by an owner. */
    Optional<Long> row(From from, LineHints hints) throws SQLException {
        return switch (from) {
            case From.Queued queued -> inLine(new Place.Queue(queued.queue()), queued.payload(), hints.row(from));
            case From.Parked parked -> inLine(new Place.Parked(parked.key()), parked.payload(), hints.row(from));
            case From.Sorted sorted -> inSet(sorted);
            case From.Held held -> Optional.empty();
            case From.Nothing nothing -> Optional.empty();
        };
    }

    private Optional<Long> inLine(Place line, Payload payload, Optional<Long> hint) throws SQLException {
        Optional<Long> place = find(line);
        if (place.isEmpty()) {
            return place;
        }
        // What this transaction has put there may lie nearer to the front.
        if (hint.isPresent()
                && !ends.containsKey(place.get())
                && session.any(Sql.LINE_IS, hint.get(), place.get(), payload.bytes())) {
            return hint;
        }
        return session.number(Sql.LINE_FIND, place.get(), payload.bytes());
    }

    private Optional<Long> inSet(From.Sorted from) throws SQLException {
        Optional<Long> place = find(new Place.Sorted(from.set()));
        byte[] payload = from.payload().bytes();
        return place.isEmpty()
                ? place
                : session.number(Sql.SET_FIND, place.get(), hash(payload), payload, WireTime.toMicros(from.at()));
    }

    void remove(long row) throws SQLException {
        session.update(Sql.JOB_REMOVE, row);
        deadSize = -1;
    }

    /** The one way a job that was not here before gets to a place: the dead set is trimmed here, and those who wait are woken. */
    void put(To to) throws SQLException {
        switch (to) {
            case To.Queue queue -> putInLine(new Place.Queue(queue.name()), queue.end(), queue.payload());
            case To.Parked parked -> putInLine(new Place.Parked(parked.key()), End.BACK, parked.payload());
            case To.Sorted sorted -> putInSet(sorted);
            case To.Gone gone -> {}
        }
    }

    private void putInLine(Place line, End end, Payload payload) throws SQLException {
        long place = make(line);
        session.update(Sql.JOB_PUT, place, next(place, end), null, payload.bytes());
        tx.jobCame();
    }

    /** Many of them at once, by {@link #putBatched}; in between nothing may look at lines. */
    void batch(To.Queue to) throws SQLException {
        long place = make(new Place.Queue(to.name()));
        session.batch(
                Sql.JOB_PUT, place, next(place, to.end()), null, to.payload().bytes());
        batched++;
    }

    void putBatched() throws SQLException {
        if (batched > 0) {
            session.runBatch(Sql.JOB_PUT);
            batched = 0;
            tx.jobCame();
        }
    }

    /** The position before the first or behind the last. */
    long next(long place, End end) throws SQLException {
        Ends known = ends.get(place);
        if (known == null) {
            known = new Ends();
            known.front = session.number(Sql.POSITION_FIRST, place).orElse(1L);
            known.back = session.number(Sql.POSITION_LAST, place).orElse(0L);
            ends.put(place, known);
        }
        return end == End.FRONT ? --known.front : ++known.back;
    }

    private void putInSet(To.Sorted to) throws SQLException {
        long place = make(new Place.Sorted(to.set()));
        byte[] payload = to.payload().bytes();
        long hash = hash(payload);
        int replaced = session.update(Sql.SET_REMOVE, place, hash, payload);
        session.update(Sql.JOB_PUT, place, WireTime.toMicros(to.at()), hash, payload);
        if (to.set() == JobSet.DEAD) {
            deadSize = deadSize < 0 ? size(place) : deadSize + 1 - replaced;
            trimDead(Integer.MAX_VALUE);
        }
    }

    private long size(long place) throws SQLException {
        return session.number(Sql.PLACE_SIZE, place).orElse(0L);
    }

    /** Deletes up to {@code max} dead jobs that are too old or too many; returns how many. */
    int trimDead(int max) throws SQLException {
        long place = make(new Place.Sorted(JobSet.DEAD));
        long cutOff = WireTime.toMicros(tx.now.minus(settings.deadKeep()));
        List<Long> rows = session.list(Sql.SET_DUE, row -> row.getLong(1), place, cutOff, max);
        deadSize = (deadSize < 0 ? size(place) : deadSize) - rows.size();
        delete(rows);
        long tooMany = Math.min(max - rows.size(), deadSize - settings.deadMax());
        List<Long> oldest =
                tooMany > 0 ? session.list(Sql.SET_OLDEST, row -> row.getLong(1), place, tooMany) : List.of();
        deadSize -= oldest.size();
        delete(oldest);
        int trimmed = rows.size() + oldest.size();
        if (trimmed > 0) {
            tx.add(DEAD_TRIMMED, trimmed);
        }
        return trimmed;
    }

    private void delete(List<Long> rows) throws SQLException {
        for (long row : rows) {
            session.update(Sql.JOB_REMOVE, row);
        }
    }

    /** FNV-1a: spreads payloads over the index of a set; those that agree in it are compared byte by byte. */
    private static long hash(byte[] bytes) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }
}
