package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.job.ActiveJob;
import dev.sancho.job.GlobalId;
import dev.sancho.job.Job;
import dev.sancho.job.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A job of Rails: pushed as Rails pushes it, and run in Java, with arguments of Java's own types. */
public final class ActiveJobExample {
    private ActiveJobExample() {}

    /** {@code class Admin::WelcomeJob < ApplicationJob; def perform(user, pause, by:, tags: [])} */
    @Job(name = "Admin::WelcomeJob")
    public record Welcome(GlobalId user, Duration pause, Keywords keywords) {}

    /** The keyword arguments, which come last. */
    public record Keywords(GlobalId by, List<String> tags) {}

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho));
        }
    }

    static String run(Sancho sancho) throws InterruptedException {
        BlockingQueue<String> done = new LinkedBlockingQueue<>();
        sancho.worker(w -> w.queues("mailers").handle(Welcome.class, (job, context) -> {
                    done.add(context.name() + ": " + job.user().model() + " "
                            + job.user().id() + " by " + job.keywords().by().id() + " "
                            + job.keywords().tags() + " in " + job.pause());
                    return Outcome.done();
                }))
                .start();
        sancho.jobs()
                .queue("mailers")
                .enqueue(ActiveJob.of("Admin::WelcomeJob", new GlobalId("shop", "User", "42"), Duration.ofMinutes(5))
                        .keyword("by", new GlobalId("shop", "User", "1"))
                        .keyword("tags", List.of(new ActiveJob.Symbol("new"))));
        return done.take();
    }
}
