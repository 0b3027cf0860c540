package dev.sancho.engine;

import dev.sancho.job.Log;
import dev.sancho.store.Place;
import dev.sancho.worker.CapsuleConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The slots of a capsule and the jobs that wait for one.
 *
 * <p>A slot is a virtual thread that takes one ready job after the other and ends when there is none, so never more than
 * {@code concurrency} jobs run at once, and a busy capsule does not pay for a new thread with each job. Thread-safe.
 */
final class Capsule {
    private static final Log LOG = Log.of(Capsule.class);

    private final CapsuleConfig config;
    private final BiConsumer<HeldJob, Slot> executor;
    private final ThreadFactory threads;
    private final Queue<HeldJob> ready = new ConcurrentLinkedQueue<>();
    private final AtomicInteger readyCount = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicLong finished = new AtomicLong();
    private final Set<Slot> slots = ConcurrentHashMap.newKeySet();
    private final Suspects suspects;
    private final Doorbell roomMade = new Doorbell();

    Capsule(CapsuleConfig config, ThreadFactory threads, BiConsumer<HeldJob, Slot> executor) {
        this.config = config;
        this.threads = threads;
        this.executor = executor;
        this.suspects = new Suspects(List.copyOf(config.weights().keySet()), config.concurrency());
    }

    CapsuleConfig config() {
        return config;
    }

    Suspects suspects() {
        return suspects;
    }

    /** Rings when a job has ended, for whoever waits to claim more. */
    Doorbell roomMade() {
        return roomMade;
    }

    Set<Slot> slots() {
        return slots;
    }

    /** Jobs that run or are about to. */
    int busy() {
        return busy.get();
    }

    /** Jobs that are claimed and wait for a slot. */
    int waiting() {
        return readyCount.get();
    }

    /** How many runs have ended since the start. */
    long finished() {
        return finished.get();
    }

    void offer(List<HeldJob> jobs) {
        for (HeldJob job : jobs) {
            if (job.origin() instanceof Place.Parked parked) {
                suspects.entered(parked.key());
                job.whenSettled(() -> suspects.left(parked.key()));
            }
        }
        ready.addAll(jobs);
        readyCount.addAndGet(jobs.size());
        for (int i = 0; i < jobs.size() && occupySlot(); i++) {
            beginSlot();
        }
    }

    private void beginSlot() {
        try {
            threads.newThread(this::work).start();
        } catch (Throwable noThread) {
            busy.decrementAndGet();
            throw noThread;
        }
    }

    /** How long the foremost waiting job has been in this process's hands, in nanoseconds; 0 if none waits. */
    long longestWaitNanos() {
        HeldJob first = ready.peek();
        return first == null ? 0 : System.nanoTime() - first.claimedNanos();
    }

    /** Takes back all jobs that wait, in order. */
    List<HeldJob> withdraw() {
        List<HeldJob> withdrawn = new ArrayList<>();
        for (HeldJob job = poll(); job != null; job = poll()) {
            withdrawn.add(job);
        }
        return withdrawn;
    }

    private boolean occupySlot() {
        int now = busy.get();
        while (now < config.concurrency()) {
            if (busy.compareAndSet(now, now + 1)) {
                return true;
            }
            now = busy.get();
        }
        return false;
    }

    private void work() {
        Slot slot = new Slot(Thread.currentThread());
        boolean givenUp = false;
        try {
            slots.add(slot);
            for (HeldJob job = next(); job != null; job = next()) {
                run(job, slot);
            }
            givenUp = true;
        } finally {
            slots.remove(slot);
            if (!givenUp) {
                busy.decrementAndGet();
            }
        }
    }

    private void run(HeldJob job, Slot slot) {
        try {
            executor.accept(job, slot);
        } catch (Throwable broken) {
            // Its claim is given up without a move: the next heartbeat puts it back.
            job.settle();
            LOG.error("Job {} of queue {} could not be settled; it will be run again", job.seq(), job.queue(), broken);
        } finally {
            finished.incrementAndGet();
            // What a job leaves on its thread is not the next one's.
            Thread.interrupted();
            MDC.clear();
        }
    }

    /** The next job for a slot that has none; null if the slot was given up. */
    private @Nullable HeldJob next() {
        HeldJob job = poll();
        while (job == null) {
            busy.decrementAndGet();
            roomMade.ring();
            // A job offered between the look and the decrement found all slots taken: look once more.
            if (ready.isEmpty() || !occupySlot()) {
                return null;
            }
            job = poll();
        }
        if (roomMade.awaited()) {
            roomMade.ring();
        }
        return job;
    }

    private @Nullable HeldJob poll() {
        HeldJob job = ready.poll();
        if (job != null) {
            readyCount.decrementAndGet();
        }
        return job;
    }
}
