package dev.sancho.sql;

import dev.sancho.job.Enqueued;
import dev.sancho.store.Beat;
import dev.sancho.store.Cells;
import dev.sancho.store.Checkup;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Controls;
import dev.sancho.store.JobBrowser;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.NewJob;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.Promoted;
import dev.sancho.store.RunReport;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.Signal;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.Trait;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps jobs in an SQL database.
 *
 * <p>Each call is one write transaction, or one a slice where it was given more than a few hundred elements, so that nobody waits long
 * for a turn. What a transaction does is in {@link SqlInserts}, {@link SqlClaims}, {@link SqlMoves} and {@link SqlUpkeep}, on
 * {@link SqlPlaces}, {@link SqlOwners}, {@link SqlFacts} and {@link SqlGroups}, which mirror the memory store's. Thread-safe.
 */
final class SqlStore implements JobStore {
    private final Dialect dialect;
    private final Database database;
    private final Slices slices;
    private final Waits waits;
    private final SqlUpkeep upkeep;

    private SqlStore(Dialect dialect, Database database) {
        this.dialect = dialect;
        this.database = database;
        this.slices = new Slices(database);
        this.waits = new Waits(dialect, database);
        this.upkeep = new SqlUpkeep(database);
    }

    static SqlStore open(Dialect dialect, Statements statements, StoreSettings settings) {
        Database database = Database.open(dialect, statements, settings);
        try {
            database.write("lay out the store", tx -> {
                Migrations.run(tx, dialect.folder());
                return true;
            });
            return new SqlStore(dialect, database);
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    @Override
    public List<Enqueued> insert(List<NewJob> jobs) {
        return slices.run("insert jobs", jobs, (tx, slice) -> new SqlInserts(tx).run(slice), Enqueued.Refused::new);
    }

    @Override
    public List<Moved> move(List<Move> moves) {
        LineHints hints = LineHints.look(database, moves);
        return slices.run("move jobs", moves, (tx, slice) -> new SqlMoves(tx, hints).run(slice), Moved.Refused::new);
    }

    @Override
    public List<ClaimedJob> claim(ClaimRequest request) {
        return waits.claim(request);
    }

    @Override
    public List<ClaimedJob> rescue(String owner, long firstSeq, int max) {
        return database.write("rescue jobs", tx -> {
            SqlClaims claims = new SqlClaims(tx);
            Optional<List<ClaimedJob>> again = claims.again(owner, firstSeq, max);
            return again.isPresent() ? again.get() : claims.rescue(owner, firstSeq, max);
        });
    }

    @Override
    public Beat beat(ProcessRecord me, SeqRanges held) {
        return database.write("write a heartbeat", tx -> {
            SqlOwners.Owner owner = tx.owners.begin(me.identity());
            if (owner.ended) {
                return new Beat(true, 0, List.of());
            }
            tx.session.update(Sql.OWNER_RECORD, ProcessJson.write(me), owner.place);
            tx.owners.renew(owner);
            int returned = tx.owners.putBack(owner, seq -> !held.contains(seq));
            List<Signal> signals = tx.session.list(Sql.SIGNALS, row -> Signal.valueOf(row.getString(1)), me.identity());
            if (!signals.isEmpty()) {
                tx.session.update(Sql.SIGNALS_FETCHED, me.identity());
            }
            return new Beat(false, returned, signals);
        });
    }

    @Override
    public void leave(String id) {
        database.write("leave", tx -> {
            Optional<SqlOwners.Owner> owner = tx.owners.find(id).filter(known -> !known.ended);
            if (owner.isPresent()) {
                tx.owners.putBack(owner.get(), seq -> true);
                tx.owners.end(owner.get().place);
            }
            return owner.isPresent();
        });
    }

    @Override
    public Promoted promote(String owner, int max) {
        return upkeep.promote(max);
    }

    @Override
    public void record(RunReport report) {
        database.write("record runs", tx -> {
            new SqlRuns(tx).add(report);
            return true;
        });
    }

    @Override
    public int prune(int max) {
        return upkeep.prune(max);
    }

    @Override
    public Cells cells() {
        return new SqlCells(database, database.clock());
    }

    @Override
    public JobBrowser browser() {
        return new SqlBrowser(database, database.clock());
    }

    @Override
    public Controls controls() {
        return new SqlControls(database);
    }

    @Override
    public Checkup checkup() {
        return dialect.checkup(database);
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.DURABLE, Trait.SHARED);
    }

    @Override
    public void close() {
        waits.close();
        database.close();
    }
}
