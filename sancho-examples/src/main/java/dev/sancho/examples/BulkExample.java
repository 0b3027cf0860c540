package dev.sancho.examples;

import dev.sancho.Sancho;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Many jobs at once: a thousand at a time go to the store, and a stream is read only as they go. Or a few jobs of many items each. */
public final class BulkExample {
    private BulkExample() {}

    /** Counts what it is given. */
    public static final class Thumbnails {
        private final AtomicLong made = new AtomicLong();
        private final CountDownLatch rest = new CountDownLatch(2_510);

        public void make(long image) {
            made.incrementAndGet();
            rest.countDown();
        }

        public void makeAll(List<Long> images) {
            made.addAndGet(images.size());
            rest.countDown();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho) + " thumbnails");
        }
    }

    static long run(Sancho sancho) throws InterruptedException {
        Thumbnails thumbnails = new Thumbnails();
        sancho.jobs().enqueueAll(Thumbnails::make, LongStream.range(0, 2_500).boxed());
        sancho.jobs()
                .enqueueSlices(
                        Thumbnails::makeAll, LongStream.range(0, 100).boxed().toList(), 10);
        sancho.worker(w -> w.handle(Thumbnails::make, thumbnails).handle(Thumbnails::makeAll, thumbnails))
                .start();
        thumbnails.rest.await();
        return thumbnails.made.get();
    }
}
