package dev.sancho.engine;

import dev.sancho.job.Log;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.StoreException;
import dev.sancho.store.To;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Moves jobs to where the rules have sent them, many with one call: what gathers while a call is on its way goes with the next.
 *
 * <p>A call that fails is repeated until the store has answered, which is safe because a move may be sent twice; after a failure that is not
 * passing each move goes alone. A move that the store refuses (a key that some other program wrote, say) is tried again from time to time: its
 * job stays claimed until someone has repaired what is wrong. Thread-safe.
 */
final class Completer {
    private static final Log LOG = Log.of(Completer.class);
    private static final int BATCH = 500;
    private static final int LAGGING = 5_000;
    private static final int FAILURES_IN_A_ROW = 3;
    private static final long REFUSED_NANOS = Duration.ofSeconds(5).toNanos();

    /** A move on its way; {@code then} runs once the store has made it. */
    private record Pending(
            HeldJob held, Move move, @Nullable Runnable then) {}

    private final JobStore store;
    private final Loop loop;
    private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Doorbell submitted = new Doorbell();
    private final Doorbell drained = new Doorbell();
    private final LogBudget lost = new LogBudget(10, Duration.ofSeconds(10));
    private final LogBudget refusals = new LogBudget(10, Duration.ofSeconds(10));
    private final Queue<Pending> refused = new ConcurrentLinkedQueue<>();
    private final AtomicInteger refusedCount = new AtomicInteger();
    private List<Pending> unanswered = List.of(); // confined to the loop
    private long triedAgainAt = System.nanoTime(); // confined to the loop

    Completer(JobStore store) {
        this.store = store;
        this.loop = new Loop("sancho-completer", this::turn);
    }

    void start() {
        loop.start();
    }

    boolean isCurrent() {
        return loop.isCurrent();
    }

    void submit(HeldJob held, Move move, @Nullable Runnable then) {
        pending.add(new Pending(held, move, then));
        count.incrementAndGet();
        submitted.ring();
    }

    /** Puts a job back where it came from, before those that wait there. */
    void handBack(HeldJob held) {
        submit(held, new Move(held.from(), HandBack.place(held)), null);
    }

    /** Whether so many moves wait that nothing more should be claimed. */
    boolean lagging() {
        return count.get() + refusedCount.get() > LAGGING;
    }

    /** Waits until all is moved or refused, the time is over or the caller is interrupted; returns how many moves are left. */
    int drain(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (count.get() > 0
                && deadline - System.nanoTime() > 0
                && !Thread.currentThread().isInterrupted()) {
            drained.await(Duration.ofMillis(100));
        }
        return count.get();
    }

    void stop() {
        loop.end();
        submitted.ring();
        loop.stop();
    }

    private Duration turn() {
        if (unanswered.isEmpty()) {
            tryRefusedAgain();
            unanswered = gather();
        }
        if (unanswered.isEmpty()) {
            submitted.await(Duration.ofMillis(250));
            return Duration.ZERO;
        }
        List<Pending> batch = unanswered;
        try {
            settle(batch, answers(batch));
            unanswered = List.of();
        } catch (StoreException failure) {
            if (failure.passing() || (batch.size() == 1 && pending.isEmpty())) {
                throw failure;
            }
            unanswered = List.of();
            alone(batch);
        } catch (UnbearableException odd) {
            unanswered = List.of();
            alone(batch);
        }
        return Duration.ZERO;
    }

    /** The store broke on a move that no store can carry out: one with effects that somebody made up, say. */
    private static final class UnbearableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnbearableException(RuntimeException odd) {
            super(odd.toString(), odd);
        }
    }

    private void tryRefusedAgain() {
        if (!refused.isEmpty() && System.nanoTime() - triedAgainAt > REFUSED_NANOS) {
            triedAgainAt = System.nanoTime();
            for (Pending one = refused.poll(); one != null; one = refused.poll()) {
                pending.add(one);
                count.incrementAndGet();
                refusedCount.decrementAndGet();
            }
        }
    }

    /**
     * Sends each move by itself after the store has failed on all of them for good, so that one it cannot bear does not keep the others from
     * being made. Those it still fails on go to the end of the line; a few in a row mean that it is not about the moves.
     */
    private void alone(List<Pending> batch) {
        StoreException last = null;
        int inARow = 0;
        for (Pending one : batch) {
            try {
                if (inARow < FAILURES_IN_A_ROW) {
                    settle(List.of(one), answers(List.of(one)));
                    inARow = 0;
                    continue;
                }
            } catch (StoreException failure) {
                last = failure;
                inARow++;
            } catch (UnbearableException odd) {
                count.decrementAndGet();
                refused(one, String.valueOf(odd.getMessage()));
                continue;
            }
            pending.add(one);
        }
        if (last != null) {
            throw last;
        }
    }

    private void settle(List<Pending> batch, List<Moved> answers) {
        for (int i = 0; i < batch.size(); i++) {
            settle(batch.get(i), answers.get(i));
        }
        count.addAndGet(-batch.size());
        if (count.get() == 0) {
            drained.ring();
        }
    }

    private List<Pending> gather() {
        List<Pending> batch = new ArrayList<>();
        for (Pending next = pending.poll(); next != null; next = pending.poll()) {
            batch.add(next);
            if (batch.size() == BATCH) {
                break;
            }
        }
        return batch;
    }

    private List<Moved> answers(List<Pending> batch) {
        List<Move> moves = new ArrayList<>(batch.size());
        batch.forEach(one -> moves.add(one.move()));
        List<Moved> answers = moved(moves);
        if (answers.size() != moves.size()) {
            throw new IllegalStateException(
                    "The store gave " + answers.size() + " answers to " + moves.size() + " moves; all are sent again");
        }
        return answers;
    }

    private List<Moved> moved(List<Move> moves) {
        try {
            return store.move(moves);
        } catch (StoreException failure) {
            throw failure;
        } catch (RuntimeException odd) {
            throw new UnbearableException(odd);
        }
    }

    private void settle(Pending done, Moved answer) {
        try {
            settled(done, answer);
        } catch (Throwable broken) {
            LOG.error(
                    "What follows the move of job {} went wrong; the move is made",
                    done.held().seq(),
                    broken);
        }
    }

    private void settled(Pending done, Moved answer) {
        switch (answer) {
            case Moved.Answer.MOVED, Moved.Answer.REPEATED -> {
                done.held().settle();
                if (done.then() != null) {
                    done.then().run();
                }
            }
            case Moved.Answer.GONE -> {
                done.held().settle();
                if (lost.allows()) {
                    LOG.warn(
                            "Job {} of queue {} was taken from {} before its result could be written; the result does not count and the job "
                                    + "runs elsewhere",
                            done.held().seq(),
                            done.held().queue(),
                            done.held().incarnation().id());
                }
            }
            case Moved.HeldBy heldBy -> refused(done, "its lock is held by job " + heldBy.jid());
            case Moved.Refused refused -> refused(done, refused.reason());
        }
    }

    // It stays in this process's in-flight record: nothing is lost. Should the process end, it runs again.
    private void refused(Pending done, String reason) {
        refused.add(done);
        refusedCount.incrementAndGet();
        if (refusals.allows()) {
            LOG.error(
                    "The store refused to move job {} of queue {} to {}: {}. It stays claimed by {}, and the move is tried again every {} s",
                    done.held().seq(),
                    done.held().queue(),
                    name(done.move().to()),
                    reason,
                    done.held().incarnation().id(),
                    Duration.ofNanos(REFUSED_NANOS).toSeconds());
        }
    }

    private static String name(To to) {
        return switch (to) {
            case To.Queue queue -> "queue " + queue.name();
            case To.Sorted sorted -> sorted.set().name();
            case To.Parked parked -> "parking " + parked.key();
            case To.Gone gone -> "its end";
        };
    }
}
