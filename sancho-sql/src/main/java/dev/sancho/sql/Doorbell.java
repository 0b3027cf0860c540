package dev.sancho.sql;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes those who wait for jobs: at once in this process, and by a {@link Watch} for what other processes write. Thread-safe. */
final class Doorbell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private final Condition someoneWaits = lock.newCondition();
    private long rings;
    private int waiting;
    private boolean closed;

    /** How often it has rung: taken before looking for jobs, so that no ring between the look and the wait is missed. */
    long rings() {
        lock.lock();
        try {
            return rings;
        } finally {
            lock.unlock();
        }
    }

    void ring() {
        lock.lock();
        try {
            rings++;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until it has rung more often than {@code seen}.
     *
     * @return how many of the nanoseconds are left; none once it is closed
     */
    long await(long seen, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waiting++;
            someoneWaits.signalAll();
            long left = nanos;
            while (rings == seen && left > 0 && !closed) {
                left = rung.awaitNanos(left);
            }
            return closed ? 0 : left;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /** For the watch: waits until somebody waits; false once it is closed. */
    boolean awaitSomeone() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting == 0 && !closed) {
                someoneWaits.await();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** For the watch: a pause that ends early only when it is closed. */
    void pause(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (left > 0 && !closed) {
                left = rung.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            rings++;
            rung.signalAll();
            someoneWaits.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
