package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.job.Outcome;
import dev.sancho.worker.UnknownNamePolicy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A worker that serves only queues where it knows all names: it leaves the others alone, and what lies there as it lies. */
public final class UnknownNamesExample {
    private UnknownNamesExample() {}

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho));
        }
    }

    static String run(Sancho sancho) throws InterruptedException {
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        sancho.jobs().queue("mixed").enqueue("RubyOnly", 7);
        sancho.jobs().queue("java").enqueue("HardWorker", "bob", 5);
        sancho.worker(w -> w.queues("mixed", "java")
                        .concurrency(1)
                        .unknownNames(UnknownNamePolicy.LEAVE_QUEUE)
                        .handle("HardWorker", (args, context) -> {
                            done.add(context.name() + " " + args);
                            return Outcome.done();
                        }))
                .start();
        return done.take();
    }
}
