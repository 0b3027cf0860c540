package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.client.ClientMiddleware;
import dev.sancho.client.JobContext;
import dev.sancho.job.Outcome;
import dev.sancho.worker.ServerMiddleware;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What every job goes through: on its way into the store, and around each run. Here a user's language travels along. */
public final class MiddlewareExample {
    private static final BlockingQueue<String> SENT = new LinkedBlockingQueue<>();

    private MiddlewareExample() {}

    static void welcome(long user, JobContext context) {
        SENT.add("welcome " + user + " in " + context.document().text("locale").orElse("?"));
    }

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = open("memory")) {
            System.out.println(run(sancho));
        }
    }

    static Sancho open(String url) {
        ClientMiddleware locale = (draft, next) -> next.enqueue(
                draft.with(draft.document().edit().text("locale", "de").done()));
        return Sancho.builder().url(url).clientMiddleware(locale).open();
    }

    static String run(Sancho sancho) throws InterruptedException {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        ServerMiddleware audit = (context, next) -> {
            Outcome outcome = next.run();
            seen.add(context.name() + ": " + SENT.take());
            return outcome;
        };
        sancho.jobs().enqueue(MiddlewareExample::welcome, 42L);
        sancho.worker(w -> w.handle(MiddlewareExample::welcome).middleware(audit))
                .start();
        return seen.take();
    }
}
