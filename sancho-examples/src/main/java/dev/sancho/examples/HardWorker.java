package dev.sancho.examples;

import dev.sancho.client.JobContext;
import dev.sancho.job.Json;
import dev.sancho.job.Outcome;
import dev.sancho.job.WireTime;
import dev.sancho.worker.NamedHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sidekiq's example job, the stand-in for a Ruby shop's job in trials by hand: it takes any arguments, and does what the first one says.
 *
 * <ul>
 *   <li>{@code ["sleep", seconds, …]} sleeps first
 *   <li>{@code ["fail", message, …]} throws, and writes nothing
 *   <li>{@code ["halt", …]} ends the whole process, as a crash would
 *   <li>anything else just succeeds
 * </ul>
 *
 * <p>Then it appends one line {@code {"jid":…,"queue":…,"args":[…],"at":…}} to the file named by the environment variable {@code
 * HARD_WORKER_LOG}, if there is one; {@code at} is in seconds since 1970. Thread-safe.
 */
public final class HardWorker implements NamedHandler {
    /** The name it travels under. */
    public static final String NAME = "HardWorker";

    private static final int HALT_STATUS = 70;

    private final @Nullable LineFile log;
    private final InstantSource clock;

    HardWorker(@Nullable Path log, InstantSource clock) {
        this.log = log == null ? null : new LineFile(log);
        this.clock = clock;
    }

    /** Writes to the file that the environment names. */
    public static HardWorker fromEnvironment() {
        String log = System.getenv("HARD_WORKER_LOG");
        return new HardWorker(log == null || log.isEmpty() ? null : Path.of(log), InstantSource.system());
    }

    @Override
    public Outcome run(List<@Nullable Object> args, JobContext context) throws Exception {
        switch (args.isEmpty() ? "" : String.valueOf(args.get(0))) {
            case "sleep" -> Thread.sleep(millis(args));
            case "fail" ->
                throw new IllegalStateException(args.size() > 1 ? String.valueOf(args.get(1)) : "as it was told to");
            case "halt" -> Runtime.getRuntime().halt(HALT_STATUS);
            default -> {}
        }
        if (log != null) {
            log.append(line(context));
        }
        return Outcome.done();
    }

    private static long millis(List<@Nullable Object> args) {
        if (args.size() > 1 && args.get(1) instanceof Number seconds) {
            return (long) (seconds.doubleValue() * 1000);
        }
        throw new IllegalArgumentException("[\"sleep\", seconds]: seconds must be a number, but the args are " + args);
    }

    private String line(JobContext context) {
        byte[] args = context.document().args();
        return "{\"jid\":" + Json.quote(context.id()) + ",\"queue\":" + Json.quote(context.queue()) + ",\"args\":"
                + (args == null ? "[]" : new String(args, StandardCharsets.UTF_8)) + ",\"at\":"
                + WireTime.format(clock.instant()) + "}";
    }
}
