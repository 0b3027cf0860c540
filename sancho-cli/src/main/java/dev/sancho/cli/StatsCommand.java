package dev.sancho.cli;

import dev.sancho.Sancho;
import dev.sancho.cli.StoreStats.ProcessStats;
import dev.sancho.cli.StoreStats.QueueStats;
import dev.sancho.job.LogText;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sancho stats}: what a store holds. */
@Command(name = "stats", description = "Prints what the store holds: counts, queues, worker processes.")
public final class StatsCommand implements CliCommand {
    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Sancho sancho = store.openExisting()) {
            StoreStats stats = StoreStats.read(
                    store.shown(), sancho.store(), InstantSource.system().instant());
            out.print(json ? JsonText.of(stats) + "\n" : text(stats));
            out.flush();
        }
        return ExitStatus.OK;
    }

    static String text(StoreStats stats) {
        StringBuilder text = new StringBuilder();
        text.append(stats.store()).append("\n\n");
        line(
                text,
                "%-10s %,12d   today %,d",
                "processed",
                stats.processed(),
                stats.today().processed());
        line(
                text,
                "%-10s %,12d   today %,d",
                "failed",
                stats.failed(),
                stats.today().failed());
        line(text, "%-10s %,12d", "enqueued", stats.enqueued());
        line(text, "%-10s %,12d", "in flight", stats.inFlight());
        line(text, "%-10s %,12d", "scheduled", stats.scheduled());
        line(text, "%-10s %,12d", "retry", stats.retry());
        line(text, "%-10s %,12d", "dead", stats.dead());
        line(text, "%-10s %,12d", "parked", stats.parked());
        queues(text, stats);
        processes(text, stats);
        return text.toString();
    }

    private static void queues(StringBuilder text, StoreStats stats) {
        int width = Math.max(
                5,
                stats.queues().stream()
                        .mapToInt(queue -> LogText.clean(queue.name()).length())
                        .max()
                        .orElse(0));
        text.append('\n');
        line(text, "%-" + width + "s %12s %12s", "queue", "jobs", "latency");
        for (QueueStats queue : stats.queues()) {
            line(
                    text,
                    "%-" + width + "s %,12d %,10.1f s%s",
                    queue.name(),
                    queue.size(),
                    queue.latencySeconds(),
                    queue.paused() ? "  paused" : "");
        }
    }

    private static void processes(StringBuilder text, StoreStats stats) {
        text.append('\n');
        if (stats.processes().isEmpty()) {
            line(text, "no worker process");
            return;
        }
        int width = stats.processes().stream()
                .mapToInt(process -> LogText.clean(process.identity()).length())
                .max()
                .orElse(0);
        line(text, "%-" + width + "s %10s  %s", "process", "busy", "queues");
        for (ProcessStats process : stats.processes()) {
            String tag = process.tag().isEmpty() ? "" : "  [" + process.tag() + "]";
            line(
                    text,
                    "%-" + width + "s %10s  %s%s%s",
                    process.identity(),
                    process.busy() + " of " + process.concurrency(),
                    String.join(", ", process.queues()),
                    tag,
                    process.quiet() ? "  quiet" : "");
        }
    }

    /** Names come from whoever writes into the store: they are cleaned. */
    @SuppressWarnings("AnnotateFormatMethod") // the widths are made above
    private static void line(StringBuilder text, String format, Object... values) {
        Object[] clean = Arrays.stream(values)
                .map(value -> value instanceof String name ? LogText.clean(name) : value)
                .toArray();
        text.append(String.format(Locale.ROOT, format, clean).stripTrailing()).append('\n');
    }
}
