package dev.sancho.examples.demo;

import dev.sancho.Sancho;
import dev.sancho.cli.CliFailure;
import dev.sancho.cli.ExitStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The demo's plot: a client pushes, a worker works and is killed while it runs jobs, another takes over, and at the end the books are
 * compared. Confined to one thread, but for {@link #end}.
 */
final class Demo {
    private static final int SLOTS = 10;
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final List<String> WORKER = List.of(
            "--concurrency",
            "" + SLOTS,
            "--lease",
            LEASE.toSeconds() + "s",
            "--retry-delay",
            "1s",
            "--timeout",
            "3s",
            "--tag",
            "demo");
    private static final int FRAME_MILLIS = 150;
    private static final int FRAMES_A_SECOND = 1000 / FRAME_MILLIS;
    private static final int LONGEST_SECONDS = 150;
    private static final int MOST_WORKERS = 6;
    private static final int SPARKS = 12;

    private final DemoFolder folder;
    private final Screen screen;
    private final boolean exitWhenDone;
    private final Stories stories;
    private final long begun = System.nanoTime();
    private final Deque<Integer> doneBefore = new ArrayDeque<>();
    private final AtomicReference<@Nullable String> signal = new AtomicReference<>();
    private final Feed feed;
    private @Nullable WorkerProcess worker;
    private boolean firstSeen;
    private boolean killed;
    private long killedAt;
    private boolean takenOver;

    Demo(DemoFolder folder, Screen screen, boolean exitWhenDone) {
        this.folder = folder;
        this.screen = screen;
        this.exitWhenDone = exitWhenDone;
        this.stories = new Stories(folder.runs());
        this.feed = new Feed(exitWhenDone);
    }

    /** Ends the demo before its end, for this signal. */
    void end(String signal) {
        this.signal.compareAndSet(null, signal);
    }

    /** Kills the worker, for the demo leaves at once. */
    void kill() {
        WorkerProcess running = worker;
        if (running != null) {
            try {
                running.kill();
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns the exit status. */
    int run() throws IOException, InterruptedException {
        WorkerProcess first = startWorker(1);
        event("Worker 1 starts in a process of its own, pid " + first.pid());
        event("Lease 2 s, retries after 1 s, for the demo (as shipped 60 s, 15 s)");
        show(Holdings.NONE);
        try (Sancho sancho = Sancho.open(folder.url())) {
            takeStock(sancho);
            feed.start(new Pusher(sancho.jobs(), folder, stories));
            Holdings holdings = Holdings.read(sancho.store().browser());
            while (goesOn(holdings)) {
                Thread.sleep(FRAME_MILLIS);
                holdings = turn(sancho);
            }
            stopAll(holdings);
            holdings = Holdings.read(sancho.store().browser());
            show(holdings);
            return signal.get() == null ? settle(holdings) : leave(holdings);
        } finally {
            stopWorker();
        }
    }

    private void stopAll(Holdings holdings) throws IOException, InterruptedException {
        feed.stop();
        event(
                signal.get() == null
                        ? "All jobs are at their end; the worker stops"
                        : "Ending on " + signal.get() + ": the worker stops, within 3 s or so");
        show(holdings);
        stopWorker();
        stories.readOn();
        stories.allDied();
    }

    private boolean goesOn(Holdings holdings) {
        if (exitWhenDone && seconds() > LONGEST_SECONDS) {
            event("This takes too long; ending");
            return false;
        }
        boolean done = exitWhenDone && killed && takenOver && feed.done() && holdings.left() == 0;
        return signal.get() == null && !done;
    }

    /** One frame: looks, acts, draws. */
    private Holdings turn(Sancho sancho) throws IOException, InterruptedException {
        feed.check();
        stories.readOn();
        WorkerProcess running = worker;
        if (running != null) {
            noticeFirst(running);
            noticeTakeOver();
            if (!running.alive()) {
                replace(running);
            } else if (!killed && feed.wave() >= Feed.KILL_AFTER && stories.running(Kind.REPORT, running.pid()) >= 2) {
                killWorker(running);
            }
        }
        Holdings holdings = Holdings.read(sancho.store().browser());
        show(holdings);
        return holdings;
    }

    private void takeStock(Sancho sancho) throws IOException {
        folder.readPushed(stories);
        stories.readOn();
        stories.allDied();
        Holdings.adopt(sancho.store().browser(), stories);
        Map<String, Story> all = stories.byId();
        if (!all.isEmpty()) {
            Holdings left = Holdings.read(sancho.store().browser());
            long done = all.values().stream().filter(Story::done).count();
            event(String.format(
                    Locale.ROOT,
                    "An earlier demo pushed %,d jobs here: %,d done, %,d left to do",
                    all.size(),
                    done,
                    left.left()));
        }
    }

    private WorkerProcess startWorker(int number) throws IOException {
        WorkerProcess started = WorkerProcess.start(number, folder, WORKER);
        worker = started;
        return started;
    }

    private void stopWorker() throws InterruptedException {
        WorkerProcess running = worker;
        if (running != null) {
            running.stop();
        }
    }

    private void noticeFirst(WorkerProcess running) {
        if (!firstSeen && stories.anyRanIn(running.pid())) {
            firstSeen = true;
            event(String.format(Locale.ROOT, "The first job ran, %.1f s after the demo began", millis() / 1000.0));
        }
    }

    private void noticeTakeOver() {
        if (killed && !takenOver && stories.leftCutOff() == 0) {
            takenOver = true;
            event(String.format(
                    Locale.ROOT,
                    "All that the kill cut off ran again, one by one, within %.1f s",
                    (System.nanoTime() - killedAt) / 1e9));
        }
    }

    private void killWorker(WorkerProcess running) throws IOException, InterruptedException {
        running.kill();
        stories.readOn();
        int hit = stories.processDied(running.pid());
        killed = hit > 0;
        killedAt = System.nanoTime();
        event("kill -9 of worker " + running.number()
                + (hit > 0 ? " while it ran " + jobs(hit) : ", but it ran no job; once more"));
        WorkerProcess next = startWorker(running.number() + 1);
        event("Worker " + next.number() + " starts, pid " + next.pid() + ", and takes over when the lease has run out");
    }

    private static String jobs(int count) {
        return count == 1 ? "1 job" : count + " jobs";
    }

    private void replace(WorkerProcess dead) throws IOException {
        stories.processDied(dead.pid());
        if (signal.get() != null) {
            return;
        }
        if (dead.number() >= MOST_WORKERS) {
            throw CliFailure.of("Workers keep ending by themselves; see " + folder.workerLog(dead.number()));
        }
        event("Worker " + dead.number() + " has ended by itself; see " + folder.workerLog(dead.number()));
        startWorker(dead.number() + 1);
    }

    private void show(Holdings holdings) {
        Map<Kind, Tally> tallies = Tally.of(stories, holdings);
        Tally total = Tally.sum(tallies.values());
        doneBefore.addLast(total.done());
        while (doneBefore.size() > SPARKS * FRAMES_A_SECOND + 1) {
            doneBefore.removeFirst();
        }
        List<Integer> rates = rates();
        WorkerProcess running = worker;
        String name = running == null
                ? "no worker"
                : "worker " + running.number() + (running.alive() ? ", pid " + running.pid() : " has ended");
        int last = rates.isEmpty() ? 0 : rates.get(rates.size() - 1);
        screen.show(new Picture(seconds(), name, total.running(), SLOTS, last, rates, tallies));
    }

    private List<Integer> rates() {
        List<Integer> done = List.copyOf(doneBefore);
        List<Integer> rates = new ArrayList<>();
        for (int end = done.size() - 1; end >= FRAMES_A_SECOND; end -= FRAMES_A_SECOND) {
            rates.add(0, Math.max(0, done.get(end) - done.get(end - FRAMES_A_SECOND)));
        }
        return rates;
    }

    private int settle(Holdings holdings) {
        Account account = Account.of(stories, holdings);
        screen.print(account.text(screen.terminal()));
        screen.print(
                " " + String.format(Locale.ROOT, "%.1f s; all of it is in %s%n", millis() / 1000.0, folder.path()));
        return account.agrees() ? ExitStatus.OK : ExitStatus.FAILURE;
    }

    private int leave(Holdings holdings) {
        Tally total = Tally.sum(Tally.of(stories, holdings).values());
        screen.print(String.format(
                Locale.ROOT,
                "%n The worker has ended. Of %,d jobs %,d are done and %,d dead; %,d are left, safe in the store.%n"
                        + " Go on with   ./sancho demo --dir %s%n Look with    ./sancho stats --store %s%n",
                total.pushed(),
                total.done(),
                total.dead(),
                holdings.left(),
                folder.path(),
                folder.url()));
        if (!exitWhenDone) {
            return ExitStatus.OK;
        }
        return "TERM".equals(signal.get()) ? ExitStatus.TERMINATED : ExitStatus.INTERRUPTED;
    }

    private void event(String text) {
        screen.event(new Screen.Event(seconds(), text));
    }

    private int seconds() {
        return (int) (millis() / 1000);
    }

    private long millis() {
        return (System.nanoTime() - begun) / 1_000_000;
    }
}
