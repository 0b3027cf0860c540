package dev.sancho.engine;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Wakes the one thread that waits at it. Ringing is cheap when nobody waits, and is remembered until the next wait. Thread-safe. */
final class Doorbell {
    private volatile @Nullable Thread waiter;
    private volatile boolean rung;

    /** Whether somebody waits now. */
    boolean awaited() {
        return waiter != null;
    }

    void ring() {
        rung = true;
        Thread thread = waiter;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /** Waits for a ring since the last wait, for the time given, or for an interruption, whichever comes first. */
    void await(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        waiter = Thread.currentThread();
        try {
            while (!rung && !Thread.currentThread().isInterrupted()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    break;
                }
                LockSupport.parkNanos(this, left);
            }
        } finally {
            waiter = null;
            rung = false;
        }
    }
}
