package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Jobs for later: after a delay, at a time, or spread over an interval so that many do not come at once. */
public final class ScheduledJobExample {
    private static final BlockingQueue<Long> SENT = new LinkedBlockingQueue<>();

    private ScheduledJobExample() {}

    static void remind(long user) {
        SENT.add(user);
    }

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println("ran " + run(sancho) + ", and still to come: " + scheduled(sancho));
        }
    }

    static long run(Sancho sancho) throws InterruptedException {
        sancho.jobs().in(Duration.ofMillis(200)).enqueue(ScheduledJobExample::remind, 1L);
        sancho.jobs().at(Instant.parse("2126-01-01T00:00:00Z")).enqueue(ScheduledJobExample::remind, 2L);
        sancho.jobs().spread(Duration.ofHours(1)).enqueueAll(ScheduledJobExample::remind, List.of(3L, 4L, 5L));
        sancho.worker(w -> w.handle(ScheduledJobExample::remind)).start();
        return SENT.take();
    }

    static long scheduled(Sancho sancho) {
        return sancho.store().browser().size(new Place.Sorted(JobSet.SCHEDULED));
    }
}
