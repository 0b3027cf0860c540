package dev.sancho.sql;

import dev.sancho.job.Payload;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Place;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Moves jobs into an owner's in-flight record, within a transaction: claims, rescues, and both sent twice. */
final class SqlClaims {
    private final Tx tx;
    private final Session session;

    SqlClaims(Tx tx) {
        this.tx = tx;
        this.session = tx.session;
    }

    /** What a request sent twice is answered; empty if its numbers are new. */
    Optional<List<ClaimedJob>> again(String id, long firstSeq, int max) throws SQLException {
        SqlOwners.Owner owner = tx.owners.living(id);
        if (firstSeq > owner.highestSeq) {
            return Optional.empty();
        }
        tx.owners.renew(owner);
        return Optional.of(tx.owners.held(owner.place, firstSeq, firstSeq + max - 1, max).stream()
                .map(SqlOwners.HeldJob::job)
                .toList());
    }

    List<ClaimedJob> claim(ClaimRequest request) throws SQLException {
        SqlOwners.Owner owner = tx.owners.living(request.owner());
        List<ClaimedJob> jobs = new ArrayList<>();
        List<String> paused = session.list(Sql.PAUSES, row -> row.getString(1));
        for (ClaimRequest.ParkedShare share : request.parked()) {
            if (!paused.contains(share.queue())) {
                take(new Place.Parked(share.key()), share.max(), request, jobs);
            }
        }
        for (String queue : request.queues()) {
            if (!paused.contains(queue)) {
                take(new Place.Queue(queue), request.max(), request, jobs);
            }
        }
        given(owner, request.firstSeq() + request.max() - 1);
        return jobs;
    }

    private void take(Place from, int most, ClaimRequest request, List<ClaimedJob> jobs) throws SQLException {
        record Picked(long row, Payload payload) {}
        int wanted = Math.min(most, request.max() - jobs.size());
        Optional<Long> place = wanted > 0 ? tx.places.find(from) : Optional.empty();
        if (place.isEmpty()) {
            return;
        }
        List<Picked> picked = session.list(
                Sql.CLAIM_PICK, row -> new Picked(row.getLong(1), Payload.of(row.getBytes(2))), place.get(), wanted);
        long owner = tx.owners.living(request.owner()).place;
        for (Picked job : picked) {
            long seq = request.firstSeq() + jobs.size();
            session.batch(Sql.CLAIM_TAKE, owner, seq, job.row());
            jobs.add(new ClaimedJob(seq, from, job.payload()));
        }
        if (!picked.isEmpty()) {
            session.runBatch(Sql.CLAIM_TAKE);
        }
    }

    List<ClaimedJob> rescue(String rescuer, long firstSeq, int max) throws SQLException {
        SqlOwners.Owner me = tx.owners.living(rescuer);
        List<ClaimedJob> jobs = new ArrayList<>();
        Optional<Long> dead = tx.owners.dead(me);
        if (dead.isPresent()) {
            for (SqlOwners.HeldJob held : tx.owners.held(dead.get(), Long.MIN_VALUE, Long.MAX_VALUE, max)) {
                long seq = firstSeq + jobs.size();
                session.batch(Sql.RESCUE_TAKE, me.place, seq, held.row());
                jobs.add(new ClaimedJob(seq, held.job().origin(), held.job().payload()));
            }
            session.runBatch(Sql.RESCUE_TAKE);
        }
        given(me, firstSeq + max - 1);
        return jobs;
    }

    /** The numbers up to {@code lastSeq} are used from now on, given or not. */
    private void given(SqlOwners.Owner owner, long lastSeq) {
        owner.highestSeq = Math.max(owner.highestSeq, lastSeq);
        tx.owners.renew(owner);
    }
}
