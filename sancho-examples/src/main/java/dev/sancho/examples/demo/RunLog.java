package dev.sancho.examples.demo;

import dev.sancho.client.JobContext;
import dev.sancho.examples.LineFile;
import dev.sancho.job.Json;
import dev.sancho.job.WireTime;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * The file in which the demo's jobs themselves write down each run: a line when it begins, and one when it is done, has failed, or was
 * interrupted by a stop. A run that a kill cut off has only the first. Thread-safe.
 */
final class RunLog {
    private final LineFile file;
    private final InstantSource clock;
    private final long pid = ProcessHandle.current().pid();

    RunLog(Path file, InstantSource clock) {
        this.file = new LineFile(file);
        this.clock = clock;
    }

    /** What a job does. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    void run(JobContext context, Work work) throws Exception {
        write("start", context);
        try {
            work.run();
        } catch (InterruptedException stopped) {
            write("interrupted", context);
            throw stopped;
        } catch (Exception failed) {
            write("fail", context);
            throw failed;
        }
        write("done", context);
    }

    private void write(String event, JobContext context) throws Exception {
        file.append("{\"event\":\"" + event + "\",\"jid\":" + Json.quote(context.id()) + ",\"job\":"
                + Json.quote(context.name()) + ",\"attempt\":" + context.attempt() + ",\"pid\":" + pid + ",\"at\":"
                + WireTime.format(clock.instant()) + "}");
    }
}
