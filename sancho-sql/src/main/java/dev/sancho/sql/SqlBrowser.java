package dev.sancho.sql;

import static java.util.Comparator.comparing;

import dev.sancho.job.JobDocument;
import dev.sancho.job.Payload;
import dev.sancho.job.WireTime;
import dev.sancho.store.Histogram;
import dev.sancho.store.JobBrowser;
import dev.sancho.store.Place;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.RunTotals;
import dev.sancho.store.StoredJob;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks without waiting for those who write. */
record SqlBrowser(Database database, InstantSource clock) implements JobBrowser {
    private static final int SLICE = 1_000;

    @Override
    public List<Place> places() {
        List<Place> places = database.read(
                "list the places",
                session -> session.list(Sql.PLACES, row -> PlaceKind.place(row.getString(1), row.getString(2))));
        return places.stream()
                .sorted(comparing(PlaceKind::of).thenComparing(SqlBrowser::compareWithinKind))
                .toList();
    }

    /** By name, but sets in the order of a job's life. */
    private static int compareWithinKind(Place one, Place other) {
        return one instanceof Place.Sorted set && other instanceof Place.Sorted second
                ? set.set().compareTo(second.set())
                : PlaceKind.name(one).compareTo(PlaceKind.name(other));
    }

    @Override
    public long size(Place place) {
        return database.read("count jobs", session -> {
            Optional<Long> id = find(session, place);
            return id.isEmpty() ? 0L : session.number(Sql.PLACE_SIZE, id.get()).orElse(0L);
        });
    }

    @Override
    public List<StoredJob> page(Place place, long offset, int limit) {
        Sql page = place instanceof Place.Sorted ? Sql.PAGE_OF_SET : Sql.PAGE_OF_LINE;
        return database.read("list jobs", session -> {
            Optional<Long> id = find(session, place);
            return id.isEmpty()
                    ? List.of()
                    : session.list(
                            page,
                            row -> stored(place, row.getLong(1), Payload.of(row.getBytes(2))),
                            id.get(),
                            limit,
                            offset);
        });
    }

    private static Optional<Long> find(Session session, Place place) throws SQLException {
        return session.number(Sql.PLACE_FIND, PlaceKind.of(place).column, PlaceKind.name(place));
    }

    private static StoredJob stored(Place place, long position, Payload payload) {
        return switch (place) {
            case Place.Queue queue -> new StoredJob(payload, null, 0);
            case Place.Parked key -> new StoredJob(payload, null, 0);
            case Place.Sorted set -> new StoredJob(payload, WireTime.ofMicros(position), 0);
            case Place.InFlight owner -> new StoredJob(payload, null, position);
        };
    }

    @Override
    public long counter(String name) {
        return counter(name, Tx.EVER);
    }

    @Override
    public long counter(String name, LocalDate day) {
        return counter(name, day.toString());
    }

    private long counter(String name, String day) {
        return database.read(
                "read a counter",
                session -> session.number(Sql.COUNTER_GET, name, day).orElse(0L));
    }

    @Override
    public List<ProcessRecord> processes() {
        long now = WireTime.toMicros(clock.instant());
        return database.read(
                "list the processes",
                session -> session.list(Sql.PROCESSES, row -> ProcessJson.read(row.getString(1)), now));
    }

    @Override
    public Set<String> absent(Collection<String> jids) {
        record Found(long id, Payload payload) {}
        Set<String> absent = new HashSet<>(jids);
        List<Found> slice;
        long after = 0;
        do {
            long from = after;
            slice = absent.isEmpty()
                    ? List.of()
                    : database.read(
                            "look for jobs",
                            session -> session.list(
                                    Sql.JIDS_OF,
                                    row -> new Found(row.getLong(1), Payload.of(row.getBytes(2))),
                                    from,
                                    SLICE));
            for (Found found : slice) {
                JobDocument.jidOf(found.payload()).ifPresent(absent::remove);
                after = found.id();
            }
        } while (slice.size() == SLICE);
        return absent;
    }

    @Override
    public Map<Instant, Map<String, RunTotals>> runs(Instant from, Instant until) {
        return database.read("read the runs", session -> SqlRuns.totals(session, from, until));
    }

    @Override
    public Histogram lengths(String type, Instant from, Instant until) {
        return database.read("read the runs", session -> SqlRuns.lengths(session, type, from, until));
    }
}
