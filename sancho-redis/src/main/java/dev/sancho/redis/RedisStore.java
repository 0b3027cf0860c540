package dev.sancho.redis;

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
import dev.sancho.store.StoreSettings;
import dev.sancho.store.Trait;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Keeps jobs in Redis where Sidekiq keeps them, and in flight in hashes of Sancho's own. Thread-safe. */
final class RedisStore implements JobStore {
    private static final int PRUNE_SLICE = 500;

    private final Server server;
    private final Landings landings;
    private final Inserts inserts;
    private final Claims claims;
    private final Moves moves;
    private final Owners owners;
    private final Promotions promotions;
    private final Runs runs;

    private RedisStore(Server server) {
        this.server = server;
        this.landings = new Landings(server);
        this.inserts = new Inserts(server);
        this.claims = new Claims(server, landings);
        this.moves = new Moves(server);
        this.owners = new Owners(server, landings);
        this.promotions = new Promotions(server);
        this.runs = new Runs(server);
    }

    static RedisStore open(RedisUrl url, StoreSettings settings) {
        return open(url, settings, UnaryOperator.identity());
    }

    /** @param change applied to each script's text; tests plant faults with it */
    static RedisStore open(RedisUrl url, StoreSettings settings, UnaryOperator<String> change) {
        Server server = new Server(url, settings, change);
        boolean checked = false;
        try {
            ServerCheck.check(server);
            checked = true;
            return new RedisStore(server);
        } finally {
            if (!checked) {
                server.close();
            }
        }
    }

    @Override
    public List<Enqueued> insert(List<NewJob> jobs) {
        return inserts.insert(jobs);
    }

    @Override
    public List<ClaimedJob> claim(ClaimRequest request) {
        return claims.claim(request);
    }

    @Override
    public List<Moved> move(List<Move> list) {
        return moves.move(list);
    }

    @Override
    public List<ClaimedJob> rescue(String owner, long firstSeq, int max) {
        return owners.rescue(owner, firstSeq, max);
    }

    @Override
    public Beat beat(ProcessRecord me, SeqRanges held) {
        return owners.beat(me, held);
    }

    @Override
    public void leave(String owner) {
        owners.leave(owner);
    }

    @Override
    public Promoted promote(String owner, int max) {
        return promotions.promote(owner, max);
    }

    @Override
    public void record(RunReport report) {
        runs.record(report);
    }

    @Override
    public int prune(int max) {
        int done = 0;
        int slice;
        do {
            int asked = Math.min(PRUNE_SLICE, max - done);
            slice = ((Long) server.eval("prune", Script.PRUNE, List.of(Keys.bytes(asked)))).intValue();
            done += slice;
        } while (slice == PRUNE_SLICE && done < max);
        return done;
    }

    @Override
    public Cells cells() {
        return new RedisCells(server);
    }

    @Override
    public JobBrowser browser() {
        return new RedisBrowser(server, runs);
    }

    @Override
    public Controls controls() {
        return new RedisControls(server);
    }

    @Override
    public Checkup checkup() {
        return new RedisCheckup(server);
    }

    @Override
    public Set<Trait> traits() {
        return Set.of(Trait.DURABLE, Trait.SHARED, Trait.SIDEKIQ);
    }

    @Override
    public void close() {
        landings.close();
        server.close();
    }
}
