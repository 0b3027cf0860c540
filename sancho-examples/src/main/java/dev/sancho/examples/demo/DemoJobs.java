package dev.sancho.examples.demo;

import static java.util.Objects.requireNonNull;

import dev.sancho.client.JobContext;
import dev.sancho.job.Job;
import dev.sancho.job.JobOptions;
import dev.sancho.worker.Worker;
import dev.sancho.worker.WorkerBuilder;
import dev.sancho.worker.WorkerListener;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** The demo's jobs, and what registers them with the worker process that the demo starts. */
public final class DemoJobs implements Consumer<WorkerBuilder> {
    /** The environment variable that names the file of {@link RunLog}. */
    static final String RUNS = "SANCHO_DEMO_RUNS";

    private final RunLog runs;

    /** In the worker process, which was told where to write. */
    public DemoJobs() {
        this(new RunLog(Path.of(requireNonNull(System.getenv(RUNS), RUNS)), InstantSource.system()));
    }

    DemoJobs(RunLog runs) {
        this.runs = runs;
    }

    @Override
    public void accept(WorkerBuilder worker) {
        worker.register(this).listener(new EndWithParent());
    }

    @Job(name = "Mailer::Welcome")
    public void welcome(long user, JobContext context) throws Exception {
        runs.run(context, () -> pause(5, 30));
    }

    @Job(name = "Reports::Build")
    public void report(String month, JobContext context) throws Exception {
        runs.run(context, () -> pause(500, 1200));
    }

    /** Captures a payment, after so many attempts at which the gateway does not answer. */
    @Job(name = "Payments::Capture")
    public void payment(long order, int failures, JobContext context) throws Exception {
        runs.run(context, () -> {
            pause(20, 60);
            if (context.attempt() <= failures) {
                throw new IllegalStateException("The payment gateway did not answer");
            }
        });
    }

    @Job(name = "Imports::Parse")
    @JobOptions(retries = 2)
    public void parse(String file, JobContext context) throws Exception {
        runs.run(context, () -> {
            pause(10, 40);
            throw new IllegalArgumentException(file + ", line 17: \"n/a\" is no number");
        });
    }

    @Job(name = "Reminders::Send")
    public void remind(long user, JobContext context) throws Exception {
        runs.run(context, () -> pause(5, 30));
    }

    @Job(name = "Thumbnails::Make")
    public void thumbnail(long image, JobContext context) throws Exception {
        runs.run(context, () -> pause(3, 9));
    }

    private static void pause(int least, int most) throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextInt(least, most + 1));
    }

    /** Stops the worker when the demo that started it is gone, however it went. */
    private static final class EndWithParent implements WorkerListener {
        @Override
        public void starting(Worker worker) {
            ProcessHandle.current().parent().ifPresent(parent -> {
                var unused = parent.onExit().thenRun(worker::stop);
            });
        }
    }
}
