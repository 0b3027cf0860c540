package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.job.Outcome;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A job is a name with JSON arguments: one that another program runs or has pushed, in Ruby say. */
public final class EnqueueByNameExample {
    private EnqueueByNameExample() {}

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho));
        }
    }

    static String run(Sancho sancho) throws InterruptedException {
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        sancho.jobs().queue("ruby").enqueue("HardWorker", "bob", 5, Map.of("urgent", true));
        sancho.worker(w -> w.queues("ruby").handle("HardWorker", (args, context) -> {
                    done.add(context.name() + " " + args);
                    return Outcome.done();
                }))
                .start();
        return done.take();
    }
}
