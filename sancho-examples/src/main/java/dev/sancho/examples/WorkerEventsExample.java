package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.worker.Worker;
import dev.sancho.worker.WorkerListener;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** Being told: of a worker's life, of each failed run, and of each job that was given up. */
public final class WorkerEventsExample {
    private WorkerEventsExample() {}

    static void fail(String why) {
        throw new IllegalStateException(why);
    }

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho));
        }
    }

    /** Notes the beginning and the end of a worker. */
    private record LifeLog(BlockingQueue<String> log) implements WorkerListener {
        @Override
        public void starting(Worker starting) {
            log.add("starting");
        }

        @Override
        public void stopped(Worker stopped) {
            log.add("stopped");
        }
    }

    static List<String> run(Sancho sancho) throws InterruptedException {
        BlockingQueue<String> log = new LinkedBlockingQueue<>();
        CountDownLatch died = new CountDownLatch(1);
        sancho.jobs().retries(0).enqueue(WorkerEventsExample::fail, "on purpose");
        Worker worker = sancho.worker(w -> w.handle(WorkerEventsExample::fail)
                .onError((error, context) -> log.add("failed: " + error.getMessage()))
                .onDeath((job, cause) -> {
                    log.add("died: " + job.name());
                    died.countDown();
                })
                .listener(new LifeLog(log)));
        worker.start();
        died.await();
        worker.stop();
        return List.copyOf(log);
    }
}
