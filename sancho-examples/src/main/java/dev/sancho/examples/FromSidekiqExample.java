package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.client.JobContext;
import dev.sancho.job.Job;
import dev.sancho.worker.Worker;

/** Runs what Ruby's Sidekiq enqueues under the name of a Ruby class, and enqueues what is still Ruby's, on one Redis. */
public final class FromSidekiqExample {
    private FromSidekiqExample() {}

    @Job(name = "WelcomeMail") // the Ruby class's name
    static void welcome(long userId, String name, JobContext context) {
        System.out.println("Java welcomed " + name + ", user " + userId);
        context.jobs().queue("default").enqueue("InvoiceJob", 7, 1990); // a class that is still Ruby's
    }

    static Worker worker(Sancho sancho) { // Sancho.open("redis://localhost:6379")
        return sancho.worker(w -> w.handle(FromSidekiqExample::welcome).queues("java"));
    }

    // The argument is the Redis that both use.
    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open(args.length > 0 ? args[0] : "redis://localhost:6379")) {
            worker(sancho).start();
            Thread.currentThread().join();
        }
    }
}
