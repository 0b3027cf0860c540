package dev.sancho.examples.demo;

import dev.sancho.client.Jobs;
import dev.sancho.job.Enqueued;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;

/** The demo's client: pushes a mix of jobs, as an application would. Confined to one thread. */
final class Pusher {
    /** How many waves of jobs there are. */
    static final int WAVES = 8;

    private static final int BULK = 2_000;
    private static final int BULK_WAVE = 5;

    private final Jobs jobs;
    private final DemoFolder folder;
    private final Stories stories;
    private long next = 1;

    Pusher(Jobs jobs, DemoFolder folder, Stories stories) {
        this.jobs = jobs;
        this.folder = folder;
        this.stories = stories;
    }

    /** @param wave from 0 */
    void wave(int wave) throws IOException {
        for (int i = 0; i < 5; i++) {
            note(Kind.WELCOME, jobs.enqueue(DemoJobs::welcome, next++));
        }
        for (int i = 0; i < 4; i++) {
            note(Kind.REPORT, jobs.enqueue(DemoJobs::report, "2026-" + (1 + next++ % 12)));
        }
        note(Kind.PAYMENT, jobs.enqueue(DemoJobs::payment, next++, 1));
        note(Kind.PAYMENT, jobs.enqueue(DemoJobs::payment, next++, wave % 2 + 1));
        note(Kind.REMINDER, jobs.in(Duration.ofSeconds(2 + wave % 6)).enqueue(DemoJobs::remind, next++));
        if (wave % 2 == 0) {
            note(Kind.IMPORT, jobs.enqueue(DemoJobs::parse, "customers-" + next++ + ".csv"));
        }
        if (wave == BULK_WAVE) {
            List<Enqueued> bulk = jobs.enqueueAll(
                    DemoJobs::thumbnail, LongStream.range(0, BULK).boxed().toList());
            for (Enqueued one : bulk) {
                note(Kind.THUMBNAIL, one);
            }
        }
    }

    /** One job of any kind, now and then. */
    void trickle() throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        switch (random.nextInt(10)) {
            case 0 -> note(Kind.IMPORT, jobs.enqueue(DemoJobs::parse, "customers-" + next++ + ".csv"));
            case 1, 2 -> note(Kind.PAYMENT, jobs.enqueue(DemoJobs::payment, next++, random.nextInt(3)));
            case 3 -> note(Kind.REMINDER, jobs.in(Duration.ofSeconds(5)).enqueue(DemoJobs::remind, next++));
            case 4, 5 -> note(Kind.REPORT, jobs.enqueue(DemoJobs::report, "2026-" + (1 + next++ % 12)));
            default -> note(Kind.WELCOME, jobs.enqueue(DemoJobs::welcome, next++));
        }
    }

    private void note(Kind kind, Enqueued enqueued) throws IOException {
        stories.add(enqueued.id(), kind);
        folder.pushed(enqueued.id(), kind);
    }
}
