package dev.sancho.bench;

import dev.sancho.Sancho;
import dev.sancho.cli.CliFailure;
import dev.sancho.client.Jobs;
import dev.sancho.job.JobCall.Call2;
import dev.sancho.store.JobBrowser;
import dev.sancho.store.Place;
import java.time.Duration;
import java.util.Collections;
import java.util.stream.IntStream;

/** A worker process and the client that feeds it, and how many jobs it should have run. Confined to one thread. */
final class Rig {
    private static final Duration STUCK_AFTER = Duration.ofSeconds(60);
    private static final int LOOK_EVERY_MILLIS = 2;

    private final Sancho sancho;
    private final Child worker;
    private final int concurrency;
    private final long processedBefore;
    private long runs;

    Rig(Sancho sancho, Child worker, int concurrency) {
        this.sancho = sancho;
        this.worker = worker;
        this.concurrency = concurrency;
        this.processedBefore = browser().counter("processed");
    }

    Jobs jobs() {
        return sancho.jobs();
    }

    Child worker() {
        return worker;
    }

    /** What a filled queue took, and the worker's processor time for draining it. */
    record Round(double enqueueSeconds, double drainSeconds, double cpuSeconds) {}

    /** Fills the queue while nothing runs, and has it drained. */
    Round round(Call2<BenchJobs, Integer> job, int jobs) {
        hold();
        double enqueue = seconds(() -> jobs().enqueueAll(job, numbers(jobs)));
        double cpuBefore = worker.cpuSeconds();
        double drain = drain(jobs);
        return new Round(enqueue, drain, worker.cpuSeconds() - cpuBefore);
    }

    /** Occupies all slots, so that what is put on the queue from now on waits there. */
    void hold() {
        jobs().enqueueAll(BenchJobs::hold, Collections.nCopies(concurrency, concurrency));
        runs += concurrency;
        worker.await(BenchWorker.GATED);
    }

    /** Frees the slots; returns how many seconds it took until these jobs too were counted as processed. */
    double drain(long jobs) {
        return seconds(() -> {
            release();
            await(jobs);
        });
    }

    void release() {
        worker.order(BenchWorker.OPEN);
    }

    /** Waits until so many jobs more have been processed. */
    void await(long jobs) {
        runs += jobs;
        long last = -1;
        long lastChange = System.nanoTime();
        for (long done = processed(); done < runs; done = processed()) {
            long now = System.nanoTime();
            if (done != last) {
                last = done;
                lastChange = now;
            } else if (now - lastChange > STUCK_AFTER.toNanos()) {
                throw CliFailure.of("Of " + runs + " jobs only " + done
                        + " are counted as processed, and none more for " + STUCK_AFTER.toSeconds() + " s");
            }
            worker.checkAlive();
            pause(LOOK_EVERY_MILLIS);
        }
    }

    /** Stops the worker and checks the account; returns the most jobs that ever ran at once. */
    int finish() {
        worker.order(BenchWorker.COUNTS);
        String[] counts = worker.await(BenchWorker.COUNTS).split(" ", -1);
        worker.stop();
        int maxRunning = Integer.parseInt(counts[0]);
        require(maxRunning <= concurrency, maxRunning + " jobs ran at once, but the concurrency is " + concurrency);
        require(processed() == runs, "There were " + runs + " jobs, but " + processed() + " are counted as processed");
        require(Long.parseLong(counts[1]) == runs, "There were " + runs + " jobs, but " + counts[1] + " runs of them");
        require(browser().processes().isEmpty(), "The worker has stopped, but its record is left");
        for (Place place : browser().places()) {
            long left = browser().size(place);
            require(left == 0, "At the end " + left + " jobs are left in " + place);
        }
        return maxRunning;
    }

    static Iterable<Integer> numbers(int count) {
        return () -> IntStream.range(0, count).iterator();
    }

    static double seconds(Runnable work) {
        long begun = System.nanoTime();
        work.run();
        return (System.nanoTime() - begun) / 1e9;
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw CliFailure.of("Interrupted");
        }
    }

    private long processed() {
        return browser().counter("processed") - processedBefore;
    }

    private JobBrowser browser() {
        return sancho.store().browser();
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw CliFailure.of("The account does not come out: " + fault);
        }
    }
}
