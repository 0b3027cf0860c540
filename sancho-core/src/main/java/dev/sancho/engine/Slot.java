package dev.sancho.engine;

import org.jspecify.annotations.Nullable;

/** One of a capsule's slots while it is taken: a virtual thread and the job that runs on it. */
final class Slot {
    private final Thread thread;
    private volatile @Nullable RunningJob running;

    Slot(Thread thread) {
        this.thread = thread;
    }

    Thread thread() {
        return thread;
    }

    @Nullable
    RunningJob running() {
        return running;
    }

    void occupiedBy(@Nullable RunningJob job) {
        running = job;
    }
}
