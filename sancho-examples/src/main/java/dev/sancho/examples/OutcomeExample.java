package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.client.JobContext;
import dev.sancho.job.Outcome;
import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import dev.sancho.worker.Worker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A job says how it ended: done, nothing to do, not yet, or never. An exception says that it failed. */
public final class OutcomeExample {
    private static final Duration LATER = Duration.ofHours(1);

    private OutcomeExample() {}

    static Outcome deliver(String parcel, JobContext context) {
        return switch (parcel) {
            case "on its way" -> Outcome.snooze(LATER);
            case "delivered" -> Outcome.skip("it is there already");
            case "lost" -> Outcome.discard("it will never be there");
            default -> Outcome.done();
        };
    }

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho) + " of 4 parcels is looked at again");
        }
    }

    static long run(Sancho sancho) throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(4);
        for (String parcel : new String[] {"new", "on its way", "delivered", "lost"}) {
            sancho.jobs().enqueue(OutcomeExample::deliver, parcel);
        }
        Worker worker = sancho.worker(w -> w.handle(OutcomeExample::deliver).middleware((context, next) -> {
            Outcome outcome = next.run();
            ran.countDown();
            return outcome;
        }));
        worker.start();
        ran.await();
        worker.stop();
        return sancho.store().browser().size(new Place.Sorted(JobSet.SCHEDULED));
    }
}
