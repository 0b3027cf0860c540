package dev.sancho.survival;

import java.util.concurrent.atomic.AtomicReference;

/** Ends this process: at once, or a moment after it was armed, whatever other threads do then. Thread-safe. */
final class Halt {
    private enum State {
        ARMED,
        OVER,
        DISARMED
    }

    private final Evidence evidence;
    private final FailPoint point;
    private final AtomicReference<State> state = new AtomicReference<>(State.ARMED);

    private Halt(Evidence evidence, FailPoint point) {
        this.evidence = evidence;
        this.point = point;
    }

    static void now(Evidence evidence, FailPoint point) {
        end(evidence, point.name());
    }

    /** Ends the process so many microseconds after a call began, unless it did nothing. */
    static Halt armed(Evidence evidence, FailPoint point, long micros) {
        long end = System.nanoTime() + micros * 1000;
        Halt halt = new Halt(evidence, point);
        Thread.ofPlatform().daemon().start(() -> halt.fire(end));
        return halt;
    }

    /** The call for which it was armed has returned. */
    void over(boolean didSomething) {
        state.compareAndSet(State.ARMED, didSomething ? State.OVER : State.DISARMED);
    }

    private void fire(long end) {
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        switch (state.get()) {
            case ARMED -> end(evidence, point + " inside");
            case OVER -> end(evidence, point + " after");
            case DISARMED -> {}
        }
    }

    private static synchronized void end(Evidence evidence, String where) {
        evidence.write(Evidence.Kind.HALTED, where);
        Runtime.getRuntime().halt(WorkerMain.HALTED);
    }
}
