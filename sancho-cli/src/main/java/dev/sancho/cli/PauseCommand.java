package dev.sancho.cli;

import dev.sancho.Sancho;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sancho pause}: queues stand still until they are resumed. */
@Command(
        name = "pause",
        description =
                "Pauses queues: from now on no worker takes jobs from them. What runs, runs on; jobs may still be put in.")
public final class PauseCommand implements CliCommand {
    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Parameters(arity = "1..*", paramLabel = "QUEUE", description = "Their names.")
    private List<String> queues = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Sancho sancho = store.openExisting()) {
            for (String queue : queues) {
                sancho.store().controls().pause(queue);
                out.println("Queue " + queue + " is paused. It goes on after: sancho resume " + queue);
            }
        }
        out.flush();
        return ExitStatus.OK;
    }
}
