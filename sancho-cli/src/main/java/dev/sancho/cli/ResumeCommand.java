package dev.sancho.cli;

import dev.sancho.Sancho;
import dev.sancho.store.Controls;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sancho resume}: ends the pauses of queues. */
@Command(name = "resume", description = "Ends the pauses of queues, whichever program began them.")
public final class ResumeCommand implements CliCommand {
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
            Controls controls = sancho.store().controls();
            for (String queue : queues) {
                boolean paused = controls.paused().contains(queue);
                controls.resume(queue);
                out.println("Queue " + queue + (paused ? " goes on." : " was not paused."));
            }
        }
        out.flush();
        return ExitStatus.OK;
    }
}
