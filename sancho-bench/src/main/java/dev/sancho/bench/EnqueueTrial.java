package dev.sancho.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** How fast jobs are put on the queue one by one, while nothing runs; each round is drained afterwards. */
final class EnqueueTrial {
    private static final int THREADS = 100;

    private EnqueueTrial() {}

    /** A fifth of the jobs, by one thread. */
    static Samples singly(Rig rig, BenchSettings settings) {
        return rates(rig, settings, Math.max(1, settings.jobs() / 5), count -> {
            for (int i = 0; i < count; i++) {
                rig.jobs().enqueue(BenchJobs::noop, i);
            }
        });
    }

    /** All jobs, by virtual threads of which each waits for its own job to be stored before it puts the next. */
    static Samples byThreads(Rig rig, BenchSettings settings) {
        return rates(rig, settings, settings.jobs(), count -> {
            AtomicInteger next = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(THREADS);
            for (int i = 0; i < THREADS; i++) {
                Thread.startVirtualThread(() -> {
                    for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                        rig.jobs().enqueue(BenchJobs::noop, number);
                    }
                    done.countDown();
                });
            }
            await(done);
        });
    }

    private interface Putting {
        void put(int count);
    }

    private static Samples rates(Rig rig, BenchSettings settings, int count, Putting putting) {
        List<Double> rates = new ArrayList<>();
        for (int i = -settings.warmUps(); i < settings.rounds(); i++) {
            rig.hold();
            double seconds = Rig.seconds(() -> putting.put(count));
            rig.drain(count);
            rates.addAll(i >= 0 ? List.of(count / seconds) : List.of());
        }
        return new Samples(rates);
    }

    private static void await(CountDownLatch done) {
        try {
            done.await();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
