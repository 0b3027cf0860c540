package dev.sancho.survival;

/** Where a worker process ends itself, as if the power had gone. */
enum FailPoint {
    NONE,
    /** The store has given jobs; the worker does not know yet. */
    AFTER_CLAIM,
    /** Jobs have run; their moves are not sent. */
    AFTER_RUN,
    /** Moves are made; the worker does not know yet. */
    AFTER_MOVE,
    /** While due jobs are being promoted. */
    IN_PROMOTE,
    /** While a dead process's jobs are being taken over. */
    IN_RESCUE
}
