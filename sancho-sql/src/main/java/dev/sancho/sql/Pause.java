package dev.sancho.sql;

import java.util.concurrent.locks.LockSupport;

/** A short wait that an interruption does not shorten for long; the thread stays interrupted. */
final class Pause {
    private Pause() {}

    static void nanos(long nanos) {
        boolean interrupted = Thread.interrupted();
        LockSupport.parkNanos(nanos);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
