package dev.sancho.bench;

import java.util.List;
import java.util.stream.Stream;

/** How long it takes from the call that puts a job to the job's start, in a worker that has nothing else to do. */
final class PickupTrial {
    private static final int PUSHES = 500;
    private static final int EVERY_MILLIS = 15;

    private PickupTrial() {}

    /** In milliseconds; as many before, to warm up, do not count. */
    static Samples run(Rig rig, BenchSettings settings) {
        int pushes = Math.min(PUSHES, settings.jobs());
        if (settings.warmUps() > 0) {
            push(rig, pushes);
        }
        String[] micros = push(rig, pushes).split(" ", -1);
        List<Double> millis =
                Stream.of(micros).map(took -> Long.parseLong(took) / 1e3).toList();
        return new Samples(millis);
    }

    private static String push(Rig rig, int pushes) {
        for (int i = 0; i < pushes; i++) {
            rig.jobs().enqueue(BenchJobs::pickup, Wall.micros());
            Rig.pause(EVERY_MILLIS);
        }
        rig.await(pushes);
        rig.worker().order(BenchWorker.PICKUPS);
        return rig.worker().await(BenchWorker.PICKUPS);
    }
}
