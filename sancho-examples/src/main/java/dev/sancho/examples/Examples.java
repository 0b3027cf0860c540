package dev.sancho.examples;

import dev.sancho.cli.ExampleJobs;
import dev.sancho.worker.WorkerBuilder;

/** The jobs of {@code sancho work --examples}. */
public final class Examples implements ExampleJobs {
    @Override
    public void accept(WorkerBuilder worker) {
        worker.handle(HardWorker.NAME, HardWorker.fromEnvironment());
    }
}
