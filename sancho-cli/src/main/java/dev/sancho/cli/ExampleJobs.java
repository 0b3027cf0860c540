package dev.sancho.cli;

import dev.sancho.worker.WorkerBuilder;
import java.util.function.Consumer;

/**
 * Registers jobs for {@code sancho work --examples}. Any module on the class path adds some: it implements this and lists the class in
 * {@code META-INF/services/dev.sancho.cli.ExampleJobs}.
 */
public interface ExampleJobs extends Consumer<WorkerBuilder> {}
