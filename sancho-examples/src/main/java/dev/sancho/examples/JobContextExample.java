package dev.sancho.examples;

import dev.sancho.Sancho;
import dev.sancho.client.JobContext;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a running job may ask about itself, and what it may do: log, tell how far it is, put further jobs on queues, see that it should end. */
public final class JobContextExample {
    private static final BlockingQueue<String> LOG = new LinkedBlockingQueue<>();

    private JobContextExample() {}

    static void importFile(List<String> lines, JobContext context) throws InterruptedException {
        int done = 0;
        for (String line : lines) {
            context.progress(done++, lines.size(), line); // shown with the running jobs of this process
            if (context.cancelled()) {
                throw new InterruptedException("to be run again"); // to return would be to say: done
            }
            context.jobs().enqueue(JobContextExample::importLine, line);
        }
        context.log().info("{} lines", lines.size());
        LOG.add(context.name() + ", attempt " + context.attempt() + ", queue " + context.queue());
    }

    static void importLine(String line) {
        LOG.add(line);
    }

    public static void main(String[] args) throws InterruptedException {
        try (Sancho sancho = Sancho.open("memory")) {
            System.out.println(run(sancho));
        }
    }

    static List<String> run(Sancho sancho) throws InterruptedException {
        sancho.jobs().enqueue(JobContextExample::importFile, List.of("a", "b"));
        sancho.worker(w -> w.handle(JobContextExample::importFile)
                        .handle(JobContextExample::importLine)
                        .concurrency(1))
                .start();
        return List.of(LOG.take(), LOG.take(), LOG.take());
    }
}
