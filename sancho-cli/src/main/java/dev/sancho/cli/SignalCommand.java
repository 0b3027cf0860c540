package dev.sancho.cli;

import dev.sancho.Sancho;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.Signal;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks worker processes for something through their store, on whatever machine they run, Ruby's too. */
abstract class SignalCommand implements CliCommand {
    private final Signal signal;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    SignalCommand(Signal signal) {
        this.signal = signal;
    }

    /** Which processes are meant. */
    static final class Which {
        @Parameters(
                arity = "1..*",
                paramLabel = "ID",
                description = "Identities as sancho stats shows them, or the beginning of one: HOST:PID.")
        private List<String> ids = List.of();

        @Option(names = "--all", description = "Every worker process, Ruby's among them.")
        private boolean all;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Sancho sancho = store.openExisting()) {
            List<String> living = sancho.store().browser().processes().stream()
                    .map(ProcessRecord::identity)
                    .toList();
            List<String> meant = which.all
                    ? living
                    : which.ids.stream().map(id -> find(id, living)).toList();
            for (String identity : meant) {
                if (!sancho.store().controls().signal(identity, signal)) {
                    throw CliFailure.of(identity + " is gone");
                }
                out.println(
                        identity + " is asked to " + spec.name() + "; it hears with its next heartbeat, within 10 s.");
            }
            if (meant.isEmpty()) {
                out.println("There is no worker process.");
            }
        }
        out.flush();
        return ExitStatus.OK;
    }

    private static String find(String id, List<String> living) {
        List<String> found = living.stream()
                .filter(identity -> identity.equals(id) || identity.startsWith(id))
                .toList();
        if (found.contains(id)) {
            return id;
        }
        if (found.size() != 1) {
            throw CliFailure.of(
                    found.isEmpty()
                            ? "No worker process " + id + " lives. Those that do: " + String.join(", ", living)
                            : id + " may be any of " + String.join(", ", found) + "; say more of it");
        }
        return found.getFirst();
    }

    /** {@code sancho quiet}. */
    @Command(
            name = "quiet",
            description =
                    "Asks worker processes to take no more jobs and to finish those that run. They do not leave by themselves.")
    public static final class Quiet extends SignalCommand {
        /** Made by the list of commands. */
        public Quiet() {
            super(Signal.QUIET);
        }
    }

    /** {@code sancho stop}. */
    @Command(
            name = "stop",
            description =
                    "Asks worker processes to stop: to take no more jobs, to finish or hand back those that run, and to leave.")
    public static final class Stop extends SignalCommand {
        /** Made by the list of commands. */
        public Stop() {
            super(Signal.STOP);
        }
    }

    /** {@code sancho dump}. */
    @Command(
            name = "dump",
            description = "Asks worker processes to write the stacks of their running jobs to their logs.")
    public static final class Dump extends SignalCommand {
        /** Made by the list of commands. */
        public Dump() {
            super(Signal.DUMP);
        }
    }
}
