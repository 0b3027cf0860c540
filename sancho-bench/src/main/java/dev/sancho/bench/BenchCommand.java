package dev.sancho.bench;

import dev.sancho.cli.CliCommand;
import dev.sancho.cli.CliFailure;
import dev.sancho.cli.JsonText;
import dev.sancho.cli.StoreOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sancho bench}: how fast it is here. */
@Command(
        name = "bench",
        description = {
            "Measures how fast jobs are put and run here, by a worker that is sancho work in a process of its own with the settings "
                    + "that ship; only its lines for each job are off.",
            "",
            "It works under a prefix (Redis) or in a file (SQLite) of its own and deletes that at the end. It fails if ever more jobs "
                    + "ran at once than the concurrency, if not every job was run and counted, or if one was left in flight."
        })
public final class BenchCommand implements CliCommand {
    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Option(names = "--jobs", paramLabel = "N", description = "How many no-op jobs a round has; ${DEFAULT-VALUE}.")
    private int jobs = 100_000;

    @Option(
            names = {"-c", "--concurrency"},
            paramLabel = "N",
            description = "How many jobs the worker runs at once; ${DEFAULT-VALUE}.")
    private int concurrency = 10;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How many rounds count, by their median; ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(names = "--warm-ups", paramLabel = "N", description = "How many rounds go before those; ${DEFAULT-VALUE}.")
    private int warmUps = 10;

    @Option(
            names = "--look-ahead",
            paramLabel = "N",
            description = "Given on to the worker; what ships if it is not said.")
    private @Nullable Integer lookAhead;

    @Option(
            names = "--only",
            paramLabel = "WHAT",
            split = ",",
            description =
                    "What to measure, divided by commas: drain, enqueue_bulk, enqueue_single, enqueue_100_threads, pickup, rss, sleepers, "
                            + "no_look_ahead; and two that are measured only if they are named here: contended (a second process "
                            + "inserts singly throughout a drain) and bare_loop (the store's claims and moves with no worker around).")
    private List<String> only = List.of();

    @Option(
            names = "--with-ruby",
            description =
                    "Redis: drain as many jobs by the sidekiq on the PATH, round by round in turn, in an empty database of the same server.")
    private boolean withRuby;

    @Option(
            names = "--private-redis",
            description =
                    "Start a redis-server from the PATH for this run, without persistence, on a free port, and measure on it.")
    private boolean privateRedis;

    @Option(names = "--json", description = "Print one JSON object; what else there is to say goes to stderr.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        BenchSettings settings = settings();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter progress = json ? spec.commandLine().getErr() : out;
        try (Cleanup cleanup = new Cleanup()) {
            Results results = run(settings, cleanup, progress);
            out.println(json ? JsonText.of(results.json()) : results.text());
            out.flush();
            return 0;
        }
    }

    private Results run(BenchSettings settings, Cleanup cleanup, PrintWriter progress) throws IOException {
        try {
            String url = privateRedis ? cleanup.add(PrivateRedis.start()).url() : store.url();
            return new Bench(settings, StoreSpace.of(url, cleanup), cleanup, progress).run();
        } catch (RuntimeException failed) {
            if (cleanup.closed()) {
                throw CliFailure.of("Interrupted; what the bench had made is deleted");
            }
            throw failed;
        }
    }

    private BenchSettings settings() {
        require(jobs >= 1, "--jobs must be 1 or more");
        require(concurrency >= 1 && concurrency <= 10_000, "--concurrency must be from 1 to 10000");
        require(rounds >= 1, "--rounds must be 1 or more");
        require(warmUps >= 0, "--warm-ups must be 0 or more");
        Set<Measure> measures = only.isEmpty() ? Measure.usual() : EnumSet.noneOf(Measure.class);
        only.forEach(name -> measures.add(Measure.parse(name)));
        return new BenchSettings(jobs, concurrency, rounds, warmUps, lookAhead, measures, withRuby);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw CliFailure.usage(message);
        }
    }
}
