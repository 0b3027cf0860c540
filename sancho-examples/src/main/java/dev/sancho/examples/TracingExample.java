package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.client.JobContext;
import dev.sancho.job.TraceContext;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A job that came with a place in a distributed trace, from Ruby say, gives it to the jobs that it enqueues. */
public final class TracingExample {
    private static final BlockingQueue<String> SEEN = new LinkedBlockingQueue<>();

    private TracingExample() {}

    static void order(long id, JobContext context) {
        context.jobs().enqueue(TracingExample::invoice, id);
    }

    static void invoice(long id, JobContext context) {
        SEEN.add("invoice " + id + " in "
                + context.trace().map(TraceContext::traceId).orElse("no trace"));
    }

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho));
        }
    }

    static String run(Sancho sancho) throws InterruptedException {
        TraceContext trace = TraceContext.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        sancho.jobs().trace(trace).enqueue(TracingExample::order, 7L);
        sancho.worker(w -> w.handle(TracingExample::order).handle(TracingExample::invoice))
                .start();
        return SEEN.take();
    }
}
