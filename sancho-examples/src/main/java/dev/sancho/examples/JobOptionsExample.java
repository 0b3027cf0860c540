package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.job.Job;
import dev.sancho.job.JobDocument;
import dev.sancho.job.JobOptions;
import dev.sancho.job.Options;
import dev.sancho.store.Place;
import java.time.Duration;
import java.util.List;

/** How a job is queued, retried and kept: on its type, and for one call over that. */
public final class JobOptionsExample {
    private JobOptionsExample() {}

    @Job(name = "Reports::Build")
    @JobOptions(queue = "low", retries = 3, tags = "monthly", timeout = "5m")
    static void build(String month) {}

    public static void main(String[] args) {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho));
        }
    }

    /** Returns the options of two jobs: as its type says, and with some of the call's. */
    static List<Options> run(Sancho sancho) {
        sancho.jobs().enqueue(JobOptionsExample::build, "2026-11");
        sancho.jobs()
                .queue("high")
                .retryFor(Duration.ofHours(36))
                .keepDead(false)
                .enqueue(JobOptionsExample::build, "2026-12");
        return List.of(optionsOfFirst(sancho, "low"), optionsOfFirst(sancho, "high"));
    }

    private static Options optionsOfFirst(Sancho sancho, String queue) {
        return Options.of(JobDocument.parse(sancho.store()
                .browser()
                .page(new Place.Queue(queue), 0, 1)
                .get(0)
                .payload()));
    }
}
