package dev.sancho.bench;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;

/** The jobs that are measured. Each counts itself while it runs. Thread-safe. */
final class BenchJobs {
    private static final int SHORTEST_NAP = 100;
    private static final int LONGEST_NAP = 1_000;

    private final Meter meter = new Meter();
    private final Gate gate;

    /** @param gated is run when as many jobs stand at the gate as it was told */
    BenchJobs(Runnable gated) {
        gate = new Gate(gated);
    }

    Meter meter() {
        return meter;
    }

    Gate gate() {
        return gate;
    }

    void noop(int number) {
        meter.begin();
        meter.end();
    }

    /** Takes from 0.1 to 1 s. */
    void nap(int number) throws InterruptedException {
        meter.begin();
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(SHORTEST_NAP, LONGEST_NAP + 1));
        } finally {
            meter.end();
        }
    }

    void pickup(long pushedMicros) {
        long tookMicros = Wall.micros() - pushedMicros;
        meter.begin();
        meter.pickedUpAfter(tookMicros);
        meter.end();
    }

    /** Occupies a slot until the gate is opened. */
    void hold(int holders) throws InterruptedException {
        meter.begin();
        try {
            gate.pass(holders);
        } finally {
            meter.end();
        }
    }

    /** Holds the jobs that stand in each slot, so that a queue can be filled and then drained from a known moment on. Thread-safe. */
    static final class Gate {
        private final Runnable gated;
        private CountDownLatch closed = new CountDownLatch(1);
        private int waiting;

        private Gate(Runnable gated) {
            this.gated = gated;
        }

        private void pass(int holders) throws InterruptedException {
            come(holders).await();
        }

        private synchronized CountDownLatch come(int holders) {
            waiting++;
            if (waiting == holders) {
                gated.run();
            }
            return closed;
        }

        synchronized void open() {
            closed.countDown();
            closed = new CountDownLatch(1);
            waiting = 0;
        }
    }
}
