package dev.sancho.cli;

import dev.sancho.job.LogText;
import dev.sancho.store.StoreException;
import dev.sancho.worker.InvalidConfigException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells people what went wrong, in one line where it can; no password gets through. */
final class Failures {
    private static final int LONGEST_LINE = 1_000;

    private Failures() {}

    /** Something went wrong while a command ran. */
    static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        switch (failure) {
            case CliFailure known -> say(err, known);
            case StoreException store -> say(err, store);
            case InvalidConfigException config -> say(err, config);
            case IllegalArgumentException argument -> say(err, argument);
            default -> say(err, "Unexpected, please report it: " + stackTrace(failure));
        }
        return switch (failure) {
            case CliFailure known -> known.exitStatus();
            case InvalidConfigException config -> ExitStatus.USAGE;
            case IllegalArgumentException argument -> ExitStatus.USAGE;
            default -> ExitStatus.FAILURE;
        };
    }

    /** The command line makes no sense. */
    static int misused(ParameterException misuse, String[] args) {
        CommandLine command = misuse.getCommandLine();
        PrintWriter err = command.getErr();
        say(err, String.valueOf(misuse.getMessage()));
        UnmatchedArgumentException.printSuggestions(misuse, err);
        err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return ExitStatus.USAGE;
    }

    private static void say(PrintWriter err, Exception failure) {
        say(err, String.valueOf(failure.getMessage()));
    }

    private static void say(PrintWriter err, String message) {
        String clean = Secrets.mask(message)
                .lines()
                .map(line -> LogText.clean(line.replace("\t", "    "), LONGEST_LINE))
                .collect(Collectors.joining(System.lineSeparator()));
        err.println("sancho: " + clean);
        err.flush();
    }

    private static String stackTrace(Exception failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
