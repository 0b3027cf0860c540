package dev.sancho.engine;

import dev.sancho.job.JobDocument;
import dev.sancho.job.Progress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job while its code runs: who may interrupt it, and whether its outcome still counts. Thread-safe. */
final class RunningJob {
    /** Why the engine interrupted a job. */
    enum Interruption {
        TIMEOUT,
        STOP
    }

    private final HeldJob held;
    private final JobDocument document;
    private final Thread thread;
    private final Instant startedAt;
    private final @Nullable Duration timeout;
    private volatile @Nullable Progress progress;
    private @Nullable Interruption interruption;
    private @Nullable Interruption latest;
    private boolean finished;
    private boolean abandoned;

    RunningJob(HeldJob held, JobDocument document, Instant startedAt, @Nullable Duration timeout) {
        this.held = held;
        this.document = document;
        this.thread = Thread.currentThread();
        this.startedAt = startedAt;
        this.timeout = timeout;
    }

    HeldJob held() {
        return held;
    }

    JobDocument document() {
        return document;
    }

    Thread thread() {
        return thread;
    }

    Instant startedAt() {
        return startedAt;
    }

    @Nullable
    Duration timeout() {
        return timeout;
    }

    void progress(Progress now) {
        progress = now;
    }

    /** What the job last said of itself; null if it has said nothing. */
    @Nullable
    Progress progress() {
        return progress;
    }

    /**
     * Interrupts the job's thread, once for each reason, and only while the job itself runs on it. A job that has swallowed the interruption of
     * its timeout is interrupted again by a stop; the first reason stands.
     */
    synchronized void interrupt(Interruption reason) {
        if (!finished && latest != reason) {
            interruption = interruption == null ? reason : interruption;
            latest = reason;
            thread.interrupt();
        }
    }

    synchronized @Nullable Interruption interruption() {
        return interruption;
    }

    /** The user's code has returned: nothing interrupts this thread on its account any more. */
    synchronized void finish() {
        finished = true;
        Thread.interrupted();
    }

    /** Gives the job up while its code still runs: it is handed back, and whatever it returns no longer counts. */
    synchronized boolean abandon() {
        if (finished || abandoned) {
            return false;
        }
        abandoned = true;
        return true;
    }

    synchronized boolean abandoned() {
        return abandoned;
    }
}
