package dev.sancho.bench;

import dev.sancho.worker.WorkerBuilder;
import java.util.function.Consumer;

/** What {@code sancho work --jobs} is given: the jobs, and the talk with the bench, which is the process that started this one. */
public final class BenchWorker implements Consumer<WorkerBuilder> {
    static final String GATED = "gated";
    static final String OPEN = "open";
    static final String COUNTS = "counts";
    static final String PICKUPS = "pickups";

    @Override
    public void accept(WorkerBuilder worker) {
        BenchJobs jobs = new BenchJobs(() -> Talk.say(GATED));
        worker.handle(BenchJobs::noop, jobs)
                .handle(BenchJobs::nap, jobs)
                .handle(BenchJobs::pickup, jobs)
                .handle(BenchJobs::hold, jobs);
        Talk.listen(order -> obey(order, jobs));
    }

    private static void obey(String order, BenchJobs jobs) {
        switch (order) {
            case OPEN -> jobs.gate().open();
            case COUNTS -> Talk.say(COUNTS + " " + jobs.meter().counts());
            case PICKUPS -> Talk.say(PICKUPS + " " + jobs.meter().pickups());
            default -> throw new IllegalArgumentException(order);
        }
    }
}
