package dev.sancho.client;

import static java.util.Objects.requireNonNull;

import dev.sancho.job.Enqueued;
import dev.sancho.store.JobStore;
import dev.sancho.store.NewJob;
import dev.sancho.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Makes one call to the store of what many threads insert at the same time.
 *
 * <p>Whoever comes when nobody is inserting leads: it inserts at once all that has gathered, its own among it, and hands the lead to one
 * of those that came meanwhile. A thread alone loses no time. A failed call fails everyone whose job was in it, for any of those jobs may
 * exist. An interrupt does not end the wait, for the call to the store cannot be taken back; it is kept for the caller. Thread-safe.
 */
final class InsertCombiner {
    private static final int MOST_TOGETHER = 1000;

    private final JobStore store;
    private final Queue<Caller> gathered = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean led = new AtomicBoolean();

    InsertCombiner(JobStore store) {
        this.store = store;
    }

    Enqueued insert(NewJob job) {
        Caller me = new Caller(job);
        gathered.add(me);
        if (led.compareAndSet(false, true) || me.awaitDoneOrLead()) {
            try {
                while (!me.done()) {
                    insertGathered();
                }
            } finally {
                handOver();
            }
        }
        return me.answer();
    }

    private void insertGathered() {
        List<Caller> callers = new ArrayList<>();
        for (Caller next = gathered.poll(); next != null; next = gathered.poll()) {
            callers.add(next);
            if (callers.size() == MOST_TOGETHER) {
                break;
            }
        }
        try {
            List<NewJob> jobs = callers.stream().map(caller -> caller.job).toList();
            List<Enqueued> answers = store.insert(jobs);
            if (answers.size() != jobs.size()) {
                throw new IllegalStateException("The store gave " + answers.size() + " answers to " + jobs.size()
                        + " jobs that were to be inserted; which of them exist is not known");
            }
            for (int i = 0; i < callers.size(); i++) {
                callers.get(i).finish(answers.get(i), null);
            }
        } catch (Throwable failed) { // an Error too must not leave the others waiting
            callers.stream().filter(caller -> !caller.done()).forEach(caller -> caller.finish(null, failed));
        }
    }

    private void handOver() {
        do {
            Caller next = gathered.peek();
            if (next != null) {
                next.lead();
                return;
            }
            led.set(false);
            // Someone may have come between the look and the release, and seen that another leads.
        } while (!gathered.isEmpty() && led.compareAndSet(false, true));
    }

    private static final class Caller {
        private final NewJob job;
        private final Thread thread = Thread.currentThread();
        private @Nullable Enqueued added;
        private @Nullable Throwable failed;
        private volatile boolean done;
        private volatile boolean leads;

        Caller(NewJob job) {
            this.job = job;
        }

        boolean done() {
            return done;
        }

        void finish(@Nullable Enqueued answer, @Nullable Throwable failure) {
            added = answer;
            failed = failure;
            done = true;
            LockSupport.unpark(thread);
        }

        void lead() {
            leads = true;
            LockSupport.unpark(thread);
        }

        /** Whether it leads now; false: it is done. */
        boolean awaitDoneOrLead() {
            boolean interrupted = false;
            while (!done && !leads) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                thread.interrupt();
            }
            return leads;
        }

        Enqueued answer() {
            return switch (failed) {
                case null -> requireNonNull(added);
                case StoreException exception ->
                    throw new StoreException(
                            String.valueOf(exception.getMessage()),
                            exception.passing(),
                            exception.jobsExist(),
                            exception);
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                case Throwable impossible -> throw new AssertionError(impossible);
            };
        }
    }
}
