package dev.sancho.survival;

import dev.sancho.client.JobContext;
import dev.sancho.job.Job;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The job that the tests run. It writes down when it begins and when it ends. Thread-safe. */
final class Chores {
    /** Ends after so many milliseconds. */
    static final String TAKE = "take";
    /** Ends the process. */
    static final String HALT = "halt";
    /** In a process with a gate, ends when the gate is opened; in any other at once. */
    static final String STAND = "stand";
    /** As {@link #STAND}, but in a process without a gate it fails. */
    static final String STUMBLE = "stumble";

    private final Evidence evidence;
    private final Path gate;
    private final boolean gated;

    /** @param gate a file; empty: there is none */
    Chores(Evidence evidence, String gate) {
        this.evidence = evidence;
        this.gate = Path.of(gate);
        this.gated = !gate.isEmpty();
    }

    @Job(name = "Chore")
    void chore(String what, long millis, JobContext context) {
        evidence.write(Evidence.Kind.BEGUN, context.id());
        switch (what) {
            case TAKE -> take(millis);
            case HALT -> Runtime.getRuntime().halt(WorkerMain.HALTED);
            case STAND -> stand();
            case STUMBLE -> stumble();
            default -> throw new IllegalArgumentException(what);
        }
        evidence.write(Evidence.Kind.ENDED, context.id());
    }

    private static void take(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        passTimeUntil(() -> System.nanoTime() >= end, Math.max(1, TimeUnit.MILLISECONDS.toNanos(millis)));
    }

    private void stand() {
        if (gated) {
            passTimeUntil(() -> Files.exists(gate), TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private void stumble() {
        stand();
        if (!gated) {
            throw new IllegalStateException("stumbled");
        }
    }

    private static void passTimeUntil(BooleanSupplier end, long nanos) {
        while (!end.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new IllegalStateException("interrupted");
            }
            LockSupport.parkNanos(nanos);
        }
    }
}
