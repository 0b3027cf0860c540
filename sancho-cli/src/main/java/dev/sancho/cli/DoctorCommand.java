package dev.sancho.cli;

import dev.sancho.Sancho;
import dev.sancho.doctor.Doctor;
import dev.sancho.doctor.Report;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sancho doctor}: what is wrong with a store. */
@Command(
        name = "doctor",
        description = {
            "Looks at a live store and says what is wrong, with the evidence and what to do. It changes nothing but what --fix names.",
            "Exit status 0: no problem (warnings are none); 1: a problem, or the store cannot be reached."
        })
public final class DoctorCommand implements CliCommand {
    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Option(
            names = "--watch",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = Durations.class,
            description = "How long to look for queues that grow (${DEFAULT-VALUE}); 0s: look once.")
    private Duration watch = Duration.ZERO;

    @Option(
            names = "--fix",
            paramLabel = "CODE",
            description = "Puts right what is found of this kind before it looks; may be given several times.")
    private List<String> fixes = List.of();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Sancho sancho = store.openExisting()) {
            Doctor doctor = sancho.doctor();
            List<String> done = new ArrayList<>();
            doctor.requireFixes(fixes);
            for (String code : fixes) {
                List<String> fixed = doctor.fix(code);
                done.addAll(fixed.isEmpty() ? List.of("Nothing to fix of " + code) : fixed);
            }
            Report report = doctor.examine(watch);
            out.print(
                    json
                            ? JsonText.of(DoctorJson.of(store.shown(), report, done)) + "\n"
                            : new DoctorText(store.shown(), Ansi.AUTO).of(report, done));
            out.flush();
            return report.wrong() ? ExitStatus.FAILURE : ExitStatus.OK;
        }
    }
}
