package dev.sancho.bench;

import dev.sancho.Sancho;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** The second process of {@code contended}: while it is told to, it puts one job after the other on the queue and notes how long each took. */
final class Inserter {
    static final String READY = "ready";
    static final String GO = "go";
    static final String GOING = "going";
    static final String STOP = "stop";
    static final String INSERTED = "inserted";

    private final Sancho sancho;
    private final AtomicBoolean on = new AtomicBoolean();

    private Inserter(Sancho sancho) {
        this.sancho = sancho;
    }

    /** Runs until stdin ends. */
    public static void main(String[] args) throws InterruptedException {
        Inserter inserter = new Inserter(Sancho.open(System.getenv("SANCHO_STORE")));
        Talk.listen(inserter::obey);
        Talk.say(READY);
        new CountDownLatch(1).await();
    }

    private void obey(String order) {
        on.set(order.equals(GO));
        if (order.equals(GO)) {
            Thread.ofPlatform().name("sancho-bench-inserter").start(this::insert);
        }
    }

    private void insert() {
        List<Double> millis = new ArrayList<>();
        Talk.say(GOING);
        do {
            long begun = System.nanoTime();
            sancho.jobs().enqueue(BenchJobs::noop, millis.size());
            millis.add((System.nanoTime() - begun) / 1e6);
        } while (on.get());
        Samples samples = new Samples(millis);
        Talk.say(String.format(
                Locale.ROOT, "%s %d %.3f %.3f", INSERTED, millis.size(), samples.percentile(0.99), samples.max()));
    }
}
