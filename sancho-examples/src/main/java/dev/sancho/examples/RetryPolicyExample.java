package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.client.JobContext;
import dev.sancho.worker.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What happens when jobs of a type fail: own delays, errors for which a job is given up at once, and a last word before it dies. */
public final class RetryPolicyExample {
    private RetryPolicyExample() {}

    /** A payment service that does not always answer. */
    public static final class Payments {
        private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

        public void capture(long order, JobContext context) {
            if (order < 0) {
                throw new IllegalArgumentException("There is no order " + order);
            }
            if (context.attempt() < 3) {
                throw new IllegalStateException("no answer");
            }
            log.add("captured " + order + " at attempt " + context.attempt());
        }
    }

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho));
        }
    }

    static List<String> run(Sancho sancho) throws InterruptedException {
        Payments payments = new Payments();
        RetryPolicy policy = RetryPolicy.DEFAULT
                .killOn(IllegalArgumentException.class)
                .delay((retry, error, job) -> Optional.of(Duration.ofMillis(50L << retry)))
                .withoutJitter()
                .onExhausted((job, error) -> {
                    payments.log.add("gave up: " + error.getMessage());
                    return true;
                });
        sancho.jobs().enqueue(Payments::capture, -1L);
        sancho.jobs().enqueue(Payments::capture, 7L);
        sancho.worker(w -> w.handle(Payments::capture, payments).retryPolicy("Payments::Capture", policy))
                .start();
        return List.of(payments.log.take(), payments.log.take());
    }
}
