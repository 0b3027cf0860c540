package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.client.JobContext;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Queues with a concurrency of their own within one worker: mails go out one at a time, whatever else runs. */
public final class CapsulesExample {
    private CapsulesExample() {}

    /** Notes how many run at once. */
    public static final class Post {
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final CountDownLatch rest = new CountDownLatch(50);

        public void mail(int number, JobContext context) {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            running.decrementAndGet();
            rest.countDown();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println("at most " + run(sancho) + " mail at once");
        }
    }

    static int run(Sancho sancho) throws InterruptedException {
        Post post = new Post();
        for (int i = 0; i < 50; i++) {
            sancho.jobs().queue("mail").enqueue(Post::mail, i);
        }
        sancho.worker(w -> w.handle(Post::mail, post)
                        .queue("critical", 3)
                        .queue("default", 1)
                        .concurrency(20)
                        .capsule("mail", capsule -> capsule.queues("mail").concurrency(1)))
                .start();
        post.rest.await();
        return post.most.get();
    }
}
