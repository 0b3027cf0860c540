package dev.sancho.examples.demo;

import dev.sancho.cli.CliFailure;
import dev.sancho.examples.LineFile;
import dev.sancho.job.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The folder of a demo: the store, the list of what was pushed, the file of runs and the workers' logs. One demo at a time uses it, the next
 * one goes on where it stopped.
 */
final class DemoFolder implements AutoCloseable {
    private final Path folder;
    private final FileChannel lockFile;
    private final LineFile pushed;

    private DemoFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.pushed = new LineFile(folder.resolve("pushed.jsonl"));
    }

    /** @param folder made if it is not there; null: a new one for this time */
    static DemoFolder open(@Nullable Path folder) throws IOException {
        Path place = folder == null ? Files.createTempDirectory("sancho-demo-") : Files.createDirectories(folder);
        FileChannel file =
                FileChannel.open(place.resolve("demo.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!lock(file)) {
            file.close();
            throw CliFailure.of("Another demo runs in " + place + "; end it first, or give another folder");
        }
        return new DemoFolder(place.toRealPath(), file);
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            @Nullable FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException thisProcess) {
            return false;
        }
    }

    Path path() {
        return folder;
    }

    Path database() {
        return folder.resolve("sancho.db");
    }

    /** The store's URL. */
    String url() {
        return "jdbc:sqlite:" + database();
    }

    /** What the jobs write. */
    Path runs() {
        return folder.resolve("runs.jsonl");
    }

    /** The n-th worker's log. */
    Path workerLog(int number) {
        return folder.resolve("worker-" + number + ".log");
    }

    /** Notes that a job was pushed. */
    void pushed(String jid, Kind kind) throws IOException {
        pushed.append("{\"jid\":" + Json.quote(jid) + ",\"job\":" + Json.quote(kind.jobName()) + "}");
    }

    /** Reads what was pushed by earlier demos. */
    void readPushed(Stories stories) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("pushed.jsonl"));
        for (String line : lines) {
            try {
                JsonNode entry = Json.mapper().readTree(line);
                Kind.of(entry.path("job").asString())
                        .ifPresent(kind -> stories.add(entry.path("jid").asString(), kind));
            } catch (JacksonException cutOff) {
                // the last line of a demo that was killed; the job itself turns up in the store
            }
        }
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
