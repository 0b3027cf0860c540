package dev.sancho.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code sancho} command: finds its subcommands and hands over to the one that was asked for. */
@Command(
        name = "sancho",
        description = "Background jobs for the JVM.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true)
public final class Main implements Runnable {
    private final CommandLine commandLine;

    private Main() {
        commandLine = new CommandLine(this);
        subcommands().forEach(commandLine::addSubcommand);
        commandLine
                .getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit status:%n")
                .exitCodeList(ExitStatus.list());
        commandLine.setExecutionExceptionHandler(Failures::failed);
        commandLine.setParameterExceptionHandler(Failures::misused);
        // A negative number is an argument and no option; JsonArgs refuses what is meant as one.
        commandLine.getSubcommands().values().stream()
                .filter(command -> command.getCommand() instanceof EnqueueCommand)
                .forEach(command -> command.setUnmatchedOptionsArePositionalParams(true));
    }

    /**
     * Runs one command and leaves with its exit status.
     *
     * @param args what the user typed
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new Main().commandLine;
    }

    /** Prints the help: {@code sancho} alone asks for it. */
    @Override
    public void run() {
        commandLine.usage(commandLine.getOut());
    }

    private static List<CommandLine> subcommands() {
        var commands = new ArrayList<CommandLine>();
        for (CliCommand command : ServiceLoader.load(CliCommand.class)) {
            CommandLine line = new CommandLine(command);
            line.getCommandSpec()
                    .mixinStandardHelpOptions(true)
                    .versionProvider(new Version())
                    .usageMessage()
                    .autoWidth(true)
                    .footer("", "The exit status is told by: sancho --help");
            commands.add(line);
        }
        commands.sort(Comparator.comparing(CommandLine::getCommandName));
        return commands;
    }
}
