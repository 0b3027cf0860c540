package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.store.Histogram;
import dev.sancho.store.RunTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Reads what ran, by type. */
public final class MetricsExample {
    private static final CountDownLatch RAN = new CountDownLatch(3);

    private MetricsExample() {}

    static void publish(int page) {
        RAN.countDown();
    }

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho));
        }
    }

    static String run(Sancho sancho) throws InterruptedException {
        sancho.jobs().enqueueAll(MetricsExample::publish, List.of(1, 2, 3));
        var worker = sancho.worker(w -> w.handle(MetricsExample::publish)).start();
        RAN.await();
        worker.stop(); // which reports what ran since the last report

        Instant now = Instant.now();
        Instant before = now.minus(Duration.ofHours(1));
        RunTotals runs = sancho.store().browser().runs(before, now.plusSeconds(1)).values().stream()
                .flatMap(types -> types.values().stream())
                .reduce(new RunTotals(0, 0, 0), RunTotals::plus);
        Histogram lengths = sancho.store().browser().lengths("MetricsExample::Publish", before, now.plusSeconds(1));
        return runs.processed() + " runs, " + runs.failed() + " failed, "
                + lengths.counts().stream().mapToLong(Long::longValue).sum() + " timed";
    }
}
