package dev.sancho.cli;

import dev.sancho.store.Signal;
import dev.sancho.worker.Worker;
import dev.sancho.worker.WorkerListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A worker's way from its start to the end of the process: what signals do to it, and when it is over.
 *
 * <p>TERM, INT and HUP stop it, and INT while it stops ends the process at once; TSTP quiets it; TTIN shows what it does. It is also over when
 * it was stopped through the store.
 */
final class WorkerLife implements WorkerListener {
    private final PrintWriter err;
    private final Duration lease;
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile @Nullable Worker worker;

    WorkerLife(PrintWriter err, Duration lease) {
        this.err = err;
        this.lease = lease;
    }

    /** Runs the worker to its end. */
    void run(Worker worker) throws InterruptedException {
        this.worker = worker;
        SystemSignal.handle("TERM", () -> stop(worker, "TERM"));
        SystemSignal.handle("INT", () -> interrupt(worker));
        if (!SystemSignal.isIgnored("HUP")) {
            SystemSignal.handle("HUP", () -> stop(worker, "HUP"));
        }
        SystemSignal.handle("TSTP", worker::quiet);
        SystemSignal.handle("TTIN", this::dump);
        worker.start();
        over.await();
    }

    @Override
    public void stopped(Worker stopped) {
        over.countDown();
    }

    @Override
    public void signalled(Worker signalled, Signal signal) {
        if (signal == Signal.DUMP) {
            dumpThreads();
        }
    }

    private void interrupt(Worker worker) {
        if (!stop(worker, "INT")) {
            say("Leaving at once. " + worker.running() + " jobs ran; other workers take them over when the lease of "
                    + lease.toSeconds() + " s is over.");
            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
        }
    }

    private boolean stop(Worker worker, String signal) {
        if (!stopping.compareAndSet(false, true)) {
            return false;
        }
        String hint = signal.equals("INT") ? " Ctrl-C once more leaves at once." : "";
        say("Stopping on " + signal + ": waiting for " + worker.running() + " running jobs." + hint);
        Thread.ofPlatform().name("sancho-stop").start(() -> {
            try {
                worker.stop();
            } finally {
                over.countDown();
            }
        });
        return true;
    }

    private void dump() {
        Worker running = worker;
        if (running != null) {
            running.dump();
        }
        dumpThreads();
    }

    // The threads of jobs are virtual and not among these; the worker itself shows them.
    private void dumpThreads() {
        StringBuilder text = new StringBuilder("Platform threads:");
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            text.append("\n\"")
                    .append(thread.getKey().getName())
                    .append("\" ")
                    .append(thread.getKey().getState());
            for (StackTraceElement frame : thread.getValue()) {
                text.append("\n    at ").append(frame);
            }
        }
        say(text.toString());
    }

    private void say(String text) {
        err.println(text);
        err.flush();
    }
}
