package dev.sancho.cli;

import dev.sancho.Sancho;
import dev.sancho.engine.Audit;
import dev.sancho.engine.Trace;
import dev.sancho.worker.AuditPolicy;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sancho audit}: finds what jobs left behind that another program removed, and settles it. */
@Command(
        name = "audit",
        description = {
            "Finds locks and members of groups whose jobs another program removed, and frees or marks them.",
            "",
            "Looks twice, a minute apart, and settles only what both looks found; workers that run meanwhile are not disturbed. Workers audit "
                    + "their store by themselves every five minutes: this is for those who do not want to wait."
        })
public final class AuditCommand implements CliCommand {
    private static final int WIDTH = 30;

    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Mixin
    private final AuditOptions options = new AuditOptions();

    @Option(names = "--look-only", description = "Changes nothing, only tells what it finds.")
    private boolean lookOnly;

    @Option(
            names = "--apart",
            paramLabel = "TIME",
            converter = Durations.class,
            defaultValue = "1m",
            description =
                    "How long between the two looks; ${DEFAULT-VALUE}. A Ruby process tells only every five to ten seconds what it "
                            + "runs: with less than that its jobs may be taken for gone.")
    private Duration apart = Duration.ofMinutes(1);

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        AuditPolicy policy = lookOnly ? AuditPolicy.LOOK_ONLY : options.policy(store.config());
        PrintWriter out = spec.commandLine().getOut();
        try (Sancho sancho = store.openExisting()) {
            Audit.Report report = Audit.run(sancho.store(), policy, apart);
            out.print(json ? JsonText.of(json(report)) + "\n" : text(report));
            out.flush();
        }
        return ExitStatus.OK;
    }

    private Map<String, Object> json(Audit.Report report) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("store", store.shown());
        all.put("locks", tally(report.locks(), "freed"));
        all.put("members", tally(report.members(), "marked"));
        all.put("found", report.found().stream().map(AuditCommand::json).toList());
        return all;
    }

    private static Map<String, Object> tally(Audit.Tally tally, String settled) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("looked_at", tally.looked());
        counts.put("without_job", tally.absent());
        counts.put(settled, tally.settled());
        return counts;
    }

    private static Map<String, Object> json(Trace trace) {
        return switch (trace) {
            case Trace.Lock lock -> Map.of("lock", lock.key(), "jid", lock.holder());
            case Trace.Member member -> Map.of("group", member.group(), "jid", member.jid(), "state", state(member));
        };
    }

    private String text(Audit.Report report) {
        StringBuilder text = new StringBuilder(store.shown()).append("\n\n");
        line(text, "locks", report.locks(), "freed");
        line(text, "members", report.members(), "marked");
        List<Trace> found = report.found();
        if (!found.isEmpty()) {
            text.append('\n');
        }
        for (Trace trace : found) {
            text.append(
                    switch (trace) {
                        case Trace.Lock lock -> padded("lock", lock.key()) + "  held by " + printable(lock.holder());
                        case Trace.Member member ->
                            padded("group", member.group()) + "  misses " + printable(member.jid()) + ", "
                                    + state(member);
                    });
            text.append('\n');
        }
        long more = report.locks().absent() + report.members().absent() - found.size();
        return more > 0 ? text.append("and ").append(more).append(" more\n").toString() : text.toString();
    }

    private static String padded(String kind, String name) {
        return String.format(Locale.ROOT, "%-6s %-" + WIDTH + "s", kind, printable(name));
    }

    /** What other programs wrote goes to a terminal: no control characters. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static String state(Trace.Member member) {
        return member.state().name().toLowerCase(Locale.ROOT);
    }

    private static void line(StringBuilder text, String name, Audit.Tally tally, String settled) {
        text.append(String.format(
                        Locale.ROOT,
                        "%-10s %,12d   without a job %,d   %s %,d",
                        name,
                        tally.looked(),
                        tally.absent(),
                        settled,
                        tally.settled()))
                .append('\n');
    }
}
