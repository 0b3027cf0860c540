package dev.sancho.sql;

import dev.sancho.job.Payload;
import dev.sancho.job.WireTime;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.End;
import dev.sancho.store.OwnerEndedException;
import dev.sancho.store.Place;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Owner ids, their leases and what each has in flight, for the length of a transaction. */
final class SqlOwners {
    private final Tx tx;
    private final Session session;
    private final Duration lease;
    private final Map<String, Optional<Owner>> known = new HashMap<>();

    /** One owner id. */
    static final class Owner {
        final long place;
        final boolean ended;
        long highestSeq;
        private boolean renewed;

        Owner(long place, long highestSeq, boolean ended) {
            this.place = place;
            this.highestSeq = highestSeq;
            this.ended = ended;
        }
    }

    SqlOwners(Tx tx, Duration lease) {
        this.tx = tx;
        this.session = tx.session;
        this.lease = lease;
    }

    Optional<Owner> find(String id) throws SQLException {
        Optional<Owner> owner = known.get(id);
        if (owner == null) {
            owner = session.first(
                    Sql.OWNER_FIND, row -> new Owner(row.getLong(1), row.getLong(3), row.getBoolean(4)), id);
            known.put(id, owner);
        }
        return owner;
    }

    /** The owner, if it has begun and not ended. */
    Owner living(String id) throws SQLException {
        return find(id).filter(owner -> !owner.ended).orElseThrow(() -> new OwnerEndedException(id));
    }

    /** The owner, begun now if it was not before. */
    Owner begin(String id) throws SQLException {
        Optional<Owner> owner = find(id);
        if (owner.isPresent()) {
            return owner.get();
        }
        long place = tx.places.make(new Place.InFlight(id));
        session.update(Sql.OWNER_BEGIN, place, tx.nowMicros);
        Owner begun = new Owner(place, 0, false);
        known.put(id, Optional.of(begun));
        return begun;
    }

    /** Written with {@link #writeLeases}, once for an owner however many of its jobs a call moves. */
    void renew(Owner owner) {
        owner.renewed = true;
    }

    void writeLeases() throws SQLException {
        for (Optional<Owner> owner : known.values()) {
            if (owner.isPresent() && owner.get().renewed) {
                session.update(Sql.OWNER_RENEW, tx.until(lease), owner.get().highestSeq, owner.get().place);
            }
        }
    }

    void end(long place) throws SQLException {
        session.update(Sql.OWNER_END, tx.nowMicros, place);
    }

    /** Another owner whose lease has run out and who holds jobs, the longest dead first; those on the way who hold none are ended. */
    Optional<Long> dead(Owner rescuer) throws SQLException {
        record Expired(long place, boolean ended, boolean holds) {}
        List<Expired> expired = session.list(
                Sql.OWNERS_DEAD,
                row -> new Expired(row.getLong(1), row.getBoolean(2), row.getBoolean(3)),
                tx.nowMicros,
                rescuer.place);
        for (Expired owner : expired) {
            if (!owner.ended()) {
                end(owner.place());
            }
            if (owner.holds()) {
                return Optional.of(owner.place());
            }
        }
        return Optional.empty();
    }

    /** A job in an in-flight record, with its row. */
    record HeldJob(long row, ClaimedJob job) {}

    /** What an owner holds under these numbers, in their order. */
    List<HeldJob> held(long place, long firstSeq, long lastSeq, int max) throws SQLException {
        return session.list(
                Sql.HELD_RANGE,
                row -> new HeldJob(
                        row.getLong(1),
                        new ClaimedJob(
                                row.getLong(2),
                                PlaceKind.place(row.getString(3), row.getString(4)),
                                Payload.of(row.getBytes(5)))),
                place,
                firstSeq,
                lastSeq,
                max);
    }

    /** Puts back what an owner holds, to the front, in order; returns how many. */
    int putBack(Owner owner, LongPredicate whichSeqs) throws SQLException {
        record Row(long id, long seq) {}
        List<Row> rows = session.list(Sql.HELD_ALL, row -> new Row(row.getLong(1), row.getLong(2)), owner.place);
        int returned = 0;
        for (Row row : rows) {
            if (whichSeqs.test(row.seq())) {
                long origin = session.number(Sql.ORIGIN_OF, row.id()).orElseThrow();
                session.batch(Sql.PUT_BACK, tx.places.next(origin, End.FRONT), row.id());
                returned++;
            }
        }
        if (returned > 0) {
            session.runBatch(Sql.PUT_BACK);
            tx.jobCame();
        }
        return returned;
    }

    /** Forgets up to {@code max} owners that ended long ago and hold nothing; returns how many. */
    int prune(int max, Duration remembered) throws SQLException {
        List<Long> over = session.list(
                Sql.OWNERS_FORGET, row -> row.getLong(1), WireTime.toMicros(tx.now.minus(remembered)), max);
        for (long place : over) {
            session.update(Sql.OWNER_DELETE, place);
            session.update(Sql.PLACE_DELETE, place);
        }
        return over.size();
    }
}
