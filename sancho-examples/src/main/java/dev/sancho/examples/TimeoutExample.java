package dev.sancho.examples;

import dev.sancho.Sancho;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A run that takes too long is interrupted and counts as failed. */
public final class TimeoutExample {
    private TimeoutExample() {}

    static void hang() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho));
        }
    }

    static String run(Sancho sancho) throws InterruptedException {
        BlockingQueue<String> deaths = new LinkedBlockingQueue<>();
        sancho.jobs().timeout(Duration.ofMillis(100)).retries(0).enqueue(TimeoutExample::hang);
        sancho.worker(w -> w.handle(TimeoutExample::hang)
                        .onDeath((job, cause) -> deaths.add(cause.getClass().getSimpleName())))
                .start();
        return deaths.take();
    }
}
