package dev.sancho.sql;

import dev.sancho.job.Payload;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Effect;
import dev.sancho.store.End;
import dev.sancho.store.From;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.NewJob;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.To;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Another process on the same file: a JVM on the test class path that does one thing and says each step in a line. It begins when it is
 * told to, and lives no longer than the test.
 */
final class OtherProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private OtherProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a JVM that waits for {@link #go} to do one of the things in {@link #main}. */
    static OtherProcess start(Path file, String what, int howMany) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        SqliteUrl.PREFIX + file,
                        what,
                        Integer.toString(howMany))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        OtherProcess other = new OtherProcess(process);
        String ready = other.line();
        if (!"ready".equals(ready)) {
            throw new IllegalStateException("The other process did not begin, but said " + ready);
        }
        return other;
    }

    void go() throws IOException {
        process.outputWriter().write("go\n");
        process.outputWriter().flush();
    }

    /** The next thing it says; waits for it. */
    String line() throws IOException {
        return String.valueOf(lines.readLine());
    }

    /** What else it says until it ends. */
    List<String> rest() {
        try {
            return lines.lines().toList();
        } catch (UncheckedIOException killed) {
            return List.of();
        }
    }

    /** As {@code kill -9} does; what it had said can still be read. */
    void kill() {
        process.toHandle().destroyForcibly(); // Process.destroyForcibly() would close its output too, read or not
    }

    @Override
    public void close() {
        kill();
        process.onExit().join();
    }

    public static void main(String[] args) throws IOException {
        int howMany = Integer.parseInt(args[2]);
        try (JobStore store = new SqliteStoreProvider().open(args[0], StoreSettings.DEFAULTS)) {
            say("ready");
            System.in.read();
            switch (args[1]) {
                case "insert" -> insert(store, howMany);
                case "drain" -> drain(store, howMany);
                default -> throw new IllegalArgumentException(args[1]);
            }
        }
    }

    private static void insert(JobStore store, int howMany) {
        for (int i = 0; i < howMany; i++) {
            store.insert(List.of(job("job" + i)));
            say("job" + i);
        }
    }

    private static void drain(JobStore store, int batch) {
        String owner = "other:" + ProcessHandle.current().pid();
        store.beat(process(owner), SeqRanges.NONE);
        for (long seq = 1; ; seq += batch) {
            List<ClaimedJob> jobs = store.claim(new ClaimRequest(owner, seq, batch, List.of("q")));
            if (jobs.isEmpty()) {
                return;
            }
            store.move(jobs.stream().map(job -> finish(owner, job.seq())).toList());
            jobs.forEach(job -> say(job.payload().text()));
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    static NewJob job(String payload) {
        return new NewJob(payload, new To.Queue("q", End.BACK, Payload.of(payload)));
    }

    static Move finish(String owner, long seq) {
        return new Move(new From.Held(owner, seq), To.Gone.GONE, List.of(new Effect.Add("done", 1)));
    }

    static ProcessRecord process(String owner) {
        return new ProcessRecord(
                owner, "host", 1, Instant.EPOCH, "", List.of(), "1", Map.of(), 0, false, 0, 0, List.of());
    }
}
