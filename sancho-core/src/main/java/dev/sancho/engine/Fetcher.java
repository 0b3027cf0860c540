package dev.sancho.engine;

import static java.util.Objects.requireNonNull;

import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimRequest.ParkedShare;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.JobStore;
import dev.sancho.store.OwnerEndedException;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Claims jobs for one capsule: as many as it has free slots, and while they are short a few more, so that the slots need not wait for the store.
 * Confined to its loop, but for {@link #poke} and {@link #end}.
 */
final class Fetcher {
    private static final int MAX_CLAIM = 500;
    private static final Duration IDLE_WAIT = Duration.ofSeconds(5);
    private static final Duration ROOM_WAIT = Duration.ofMillis(50);
    private static final long STALE_NANOS = Duration.ofMillis(250).toNanos();
    private static final long SUSPECTS_NANOS = Duration.ofSeconds(1).toNanos();

    private final Capsule capsule;
    private final JobStore store;
    private final Lives lives;
    private final Completer completer;
    private final UnknownNames unknown;
    private final LookAhead lookAhead;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Loop loop;
    private @Nullable ClaimBatch asked; // sent, and the answer perhaps lost: to be sent again under the same numbers
    private @Nullable ClaimRequest request;
    private int suspectRounds;
    private long suspectsAskedAt;
    private volatile boolean suspectsWait = true;
    private volatile boolean ending;

    /** What the fetchers of one worker share. */
    record Shared(Lives lives, Completer completer, UnknownNames unknown) {}

    Fetcher(Capsule capsule, Shared shared, int maxLookAhead) {
        this.capsule = capsule;
        this.store = shared.lives().store();
        this.lives = shared.lives();
        this.completer = shared.completer();
        this.unknown = shared.unknown();
        this.lookAhead = new LookAhead(maxLookAhead);
        this.loop = new Loop("sancho-fetcher-" + capsule.config().name(), this::turn, this::ended);
        capsule.suspects().whenLeft(this::poke);
    }

    void start() {
        loop.start();
    }

    /** Claims no more and hands back what has not begun, without waiting until that is done. */
    void end() {
        ending = true;
        loop.endByInterrupt();
    }

    /** Waits until all that {@link #end} began is done; returns whether it is. */
    boolean awaitEnd(Duration atMost) {
        return loop.awaitEnd(atMost);
    }

    /** Looks for suspects now, even while it waits for other jobs. */
    void poke() {
        if (!suspectsWait) {
            suspectsWait = true;
            loop.interrupt();
        }
    }

    /** Whether the caller runs on this fetcher's thread. */
    boolean isCurrent() {
        return loop.isCurrent();
    }

    /** One step. */
    Duration turn() {
        handBackStale();
        int room = asked == null ? room() : asked.max();
        if (room == 0 || completer.lagging()) {
            capsule.roomMade().await(ROOM_WAIT);
            return Duration.ZERO;
        }
        if (asked == null && !prepare(room)) {
            Duration untilNext = unknown.untilNext(capsule.config().weights().keySet(), IDLE_WAIT);
            return capsule.waiting() > 0 && untilNext.compareTo(ROOM_WAIT) > 0 ? ROOM_WAIT : untilNext;
        }
        return fetch();
    }

    /** How many jobs to ask for; 0 while it is not worth a call. */
    private int room() {
        int slots = capsule.config().concurrency();
        int ahead = lookAhead.size(capsule.finished());
        int load = capsule.busy() + capsule.waiting();
        int room = slots + ahead - load;
        boolean slotFree = load < slots;
        return slotFree || room > ahead / 2 ? Math.clamp(room, 0, MAX_CLAIM) : 0;
    }

    /** Makes the next request; false if there is no queue to ask. */
    private boolean prepare(int room) {
        List<ParkedShare> shares = suspects();
        List<String> queues = unknown.due(capsule.config().order(random));
        if (queues.isEmpty() && shares.isEmpty()) {
            return false;
        }
        boolean idle = capsule.waiting() == 0 && suspectRounds == 0;
        Duration waitUpTo = idle ? unknown.untilNext(capsule.config().weights().keySet(), IDLE_WAIT) : Duration.ZERO;
        ClaimBatch batch = lives.current().ask(room);
        asked = batch;
        request = new ClaimRequest(batch.incarnation().id(), batch.first(), room, queues, shares, waitUpTo);
        return true;
    }

    private List<ParkedShare> suspects() {
        long now = System.nanoTime();
        if (suspectsWait || now - suspectsAskedAt > SUSPECTS_NANOS) {
            suspectsWait = false;
            suspectsAskedAt = now;
            suspectRounds = capsule.suspects().rounds();
        }
        if (suspectRounds == 0) {
            return List.of();
        }
        suspectRounds--;
        return capsule.suspects().nextShares();
    }

    private Duration fetch() {
        ClaimBatch batch = requireNonNull(asked);
        ClaimRequest sent = requireNonNull(request);
        List<ClaimedJob> jobs;
        try {
            jobs = store.claim(sent);
        } catch (OwnerEndedException ended) {
            asked = null;
            suspectsWait = true;
            lives.lost(batch.incarnation());
            return Duration.ZERO;
        }
        asked = null;
        give(batch.answered(jobs));
        if (jobs.isEmpty()) {
            nothingCame(batch, sent);
        }
        return Duration.ZERO;
    }

    private void give(List<HeldJob> jobs) {
        if (ending) {
            handBack(jobs);
        } else {
            capsule.offer(jobs);
        }
    }

    private void nothingCame(ClaimBatch batch, ClaimRequest sent) {
        if (batch.incarnation().overtaken(batch)) {
            suspectsWait |= !sent.parked().isEmpty(); // the store may not have looked
        } else if (sent.waitUpTo().isZero() && suspectRounds == 0) {
            capsule.roomMade().await(Duration.ofMillis(2));
        }
    }

    private void ended() {
        ClaimBatch unanswered = asked;
        if (unanswered != null) {
            unanswered.drop();
        }
        handBack(capsule.withdraw());
    }

    private void handBackStale() {
        if (capsule.longestWaitNanos() > STALE_NANOS) {
            lookAhead.reset();
            handBack(capsule.withdraw());
        }
    }

    private void handBack(List<HeldJob> jobs) {
        // The last goes first: each is put before those that were put there already.
        for (int i = jobs.size() - 1; i >= 0; i--) {
            completer.handBack(jobs.get(i));
        }
    }
}
