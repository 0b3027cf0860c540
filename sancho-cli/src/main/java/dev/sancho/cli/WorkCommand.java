package dev.sancho.cli;

import dev.sancho.Sancho;
import dev.sancho.worker.Worker;
import dev.sancho.worker.WorkerBuilder;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sancho work}: a worker process. */
@Command(
        name = "work",
        description = {
            "Takes jobs from queues and runs them, until it is told to stop.",
            "",
            "TERM and Ctrl-C stop it: it takes no more, waits for running jobs, hands back what does not end in time. A second Ctrl-C "
                    + "leaves at once and loses nothing. TSTP: take no more jobs. TTIN: log what runs; QUIT: the JVM's own thread dump."
        })
public final class WorkCommand implements CliCommand {
    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final JobSources jobs = new JobSources();

    @Mixin
    private final WorkOptions options = new WorkOptions();

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            defaultValue = "info",
            description = "error, warn, info, debug or trace; ${DEFAULT-VALUE}.")
    private String logLevel = "info";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Logging.level(logLevel);
        jobs.fillFrom(store.config());
        options.fillFrom(store.config());
        Consumer<WorkerBuilder> registration = jobs.load();
        Duration lease = options.lease();
        PrintWriter err = spec.commandLine().getErr();
        store.config().ignored().ifPresent(told -> err.println("sancho: " + told));
        WorkerLife life = new WorkerLife(err, lease);
        try (Sancho sancho = Sancho.builder().url(store.url()).lease(lease).open()) {
            Worker worker = sancho.worker(setup -> {
                registration.accept(setup);
                options.apply(setup);
                setup.listener(life);
            });
            err.print(Banner.text(worker.config(), store.shown(), worker.identity(), lease));
            err.flush();
            life.run(worker);
        }
        return ExitStatus.OK;
    }
}
