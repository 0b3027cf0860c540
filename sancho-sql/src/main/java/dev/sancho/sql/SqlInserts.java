package dev.sancho.sql;

import dev.sancho.job.Enqueued;
import dev.sancho.store.Moved;
import dev.sancho.store.NewJob;
import dev.sancho.store.To;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts new jobs where they say, within a transaction; those for queues without guards in batches. */
final class SqlInserts {
    private final Tx tx;
    private final SqlFacts facts;

    SqlInserts(Tx tx) {
        this.tx = tx;
        this.facts = new SqlFacts(tx);
    }

    List<Enqueued> run(List<NewJob> jobs) throws SQLException {
        List<Enqueued> answers = new ArrayList<>(jobs.size());
        for (NewJob job : jobs) {
            if (job.to() instanceof To.Queue queue && job.guards().isEmpty()) {
                tx.places.batch(queue);
                answers.add(new Enqueued.Added(job.jid()));
            } else {
                tx.places.putBatched();
                answers.add(insert(job));
            }
        }
        tx.places.putBatched();
        return answers;
    }

    private Enqueued insert(NewJob job) throws SQLException {
        Optional<Moved> stopped = SqlPlaces.unfit(job.to());
        if (stopped.isEmpty()) {
            stopped = facts.check(job.guards());
        }
        if (stopped.isPresent()) {
            return switch (stopped.get()) {
                case Moved.HeldBy held -> new Enqueued.HeldBy(held.jid());
                case Moved.Refused refused -> new Enqueued.Refused(refused.reason());
                case Moved.Answer answer -> throw new IllegalStateException("No guard answers " + answer);
            };
        }
        tx.places.put(job.to());
        facts.write(job.guards(), List.of());
        return new Enqueued.Added(job.jid());
    }
}
