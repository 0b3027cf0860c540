package dev.sancho.cli;

import dev.sancho.Sancho;
import dev.sancho.client.Jobs;
import dev.sancho.job.Enqueued;
import dev.sancho.job.JobArgumentException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sancho enqueue}: one job, or a file of them. */
@Command(
        name = "enqueue",
        description = {
            "Puts a job on a queue and prints its id; with --each, a job for each line of a file, and prints how many.",
            "",
            "An ARG is the JSON value that it reads as (5, true, null, '[1,2]', '\"5\"'), and text if it reads as none (bob, 2026-12-24)."
        })
public final class EnqueueCommand implements CliCommand {
    @Mixin
    private final StoreOptions store = new StoreOptions();

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "The job's name: a Ruby constant such as HardWorker or Mailer::Welcome.")
    private String name = "";

    @Parameters(index = "1..*", paramLabel = "ARG", arity = "0..*", description = "The job's arguments.")
    private List<String> args = new ArrayList<>();

    @Option(
            names = "--each",
            paramLabel = "FILE",
            description =
                    "A job for each line of this file (- is stdin): a JSON array of arguments, or one JSON value. Blank lines are left out.")
    private @Nullable String each;

    @Option(
            names = "--in",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Due after this long: 90s, 5m, 1d12h.")
    private @Nullable Duration delay;

    @Option(
            names = "--at",
            paramLabel = "WHEN",
            converter = Times.class,
            description = "Due then: 2026-12-24T18:00, 2026-12-24T18:00Z.")
    private @Nullable Instant at;

    @Option(
            names = {"-q", "--queue"},
            paramLabel = "NAME",
            description = "The queue; default.")
    private @Nullable String queue;

    @Option(
            names = "--retries",
            paramLabel = "N",
            description = "Tried again this often when it fails; 25. 0: straight to the dead set.")
    private @Nullable Integer retries;

    @Option(
            names = "--retry-for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Tried again until this long after it first failed.")
    private @Nullable Duration retryFor;

    @Option(names = "--no-retry", description = "Neither tried again nor kept when it fails.")
    private boolean noRetry;

    @Option(
            names = "--job-timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "A run is interrupted after this long.")
    private @Nullable Duration timeout;

    @Option(names = "--tag", paramLabel = "TEXT", description = "A tag, again and again.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--json", description = "Prints the result as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (delay != null && at != null) {
            throw CliFailure.usage("--in and --at exclude each other");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (each != null) {
            if (!args.isEmpty()) {
                throw CliFailure.usage("--each takes the arguments from the file; leave out " + String.join(" ", args));
            }
            try (Sancho sancho = store.open()) {
                long count = new EachLine(jobs(sancho), name).enqueue(each);
                out.println(json ? JsonText.of(Map.of("enqueued", count)) : Long.toString(count));
            }
        } else {
            List<@Nullable Object> values = JsonArgs.parse(args);
            try (Sancho sancho = store.open()) {
                print(out, jobs(sancho).enqueue(name, values.toArray()));
            }
        }
        out.flush();
        return ExitStatus.OK;
    }

    private void print(PrintWriter out, Enqueued enqueued) {
        if (enqueued instanceof Enqueued.Refused refused) {
            throw CliFailure.of("The job was refused: " + refused.reason());
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("jid", enqueued.id());
        result.put("added", enqueued.added());
        out.println(json ? JsonText.of(result) : enqueued.id());
    }

    /** @throws JobArgumentException at enqueue, for options that make no sense */
    private Jobs jobs(Sancho sancho) {
        try {
            Jobs jobs = sancho.jobs();
            jobs = delay != null ? jobs.in(delay) : jobs;
            jobs = at != null ? jobs.at(at) : jobs;
            jobs = queue != null ? jobs.queue(queue) : jobs;
            jobs = retries != null ? jobs.retries(retries) : jobs;
            jobs = retryFor != null ? jobs.retryFor(retryFor) : jobs;
            jobs = noRetry ? jobs.noRetry() : jobs;
            jobs = timeout != null ? jobs.timeout(timeout) : jobs;
            return tags.isEmpty() ? jobs : jobs.tags(tags.toArray(String[]::new));
        } catch (IllegalArgumentException senseless) {
            throw CliFailure.usage(String.valueOf(senseless.getMessage()));
        }
    }
}
