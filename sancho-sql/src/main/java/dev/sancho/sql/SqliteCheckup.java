package dev.sancho.sql;

import static dev.sancho.store.FindingKind.problem;
import static dev.sancho.store.FindingKind.warning;

import dev.sancho.store.Checkup;
import dev.sancho.store.Finding;
import dev.sancho.store.FindingKind;
import dev.sancho.store.StoreException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** What an SQLite file and the disk that it lies on tell. Thread-safe. */
record SqliteCheckup(Database database, SqliteUrl url, Limits limits) implements Checkup {
    /**
     * What is still well.
     *
     * @param leastFree bytes left on the disk
     * @param longestLog bytes of the write-ahead log
     */
    record Limits(long leastFree, long longestLog) {}

    static final Limits LIMITS = new Limits(256_000_000, 256_000_000);

    static final FindingKind DAMAGED = problem(
            "sqlite-damaged",
            "The file is damaged",
            "stop all programs that use it, copy it with its -wal and -shm, and save what can be saved by sqlite3's .recover");

    static final FindingKind DISK_FULL = problem(
            "sqlite-disk-full",
            "The disk is nearly full, after which nothing more can be written",
            "make room: what waits is not lost, and workers go on by themselves");

    static final FindingKind LONG_LOG = warning(
            "sqlite-log-long",
            "The write-ahead log is very long, because some program has held an old state of the file for long",
            "end the program that reads the file in a long transaction: an sqlite3 shell, say, or a backup");

    static final FindingKind NOT_SYNCHRONOUS = warning(
            "sqlite-not-synchronous",
            "The URL says synchronous=OFF, with which a power loss may damage the file",
            "leave it out of the URL of each program that keeps jobs you need");

    @Override
    public List<FindingKind> kinds() {
        return List.of(DAMAGED, DISK_FULL, LONG_LOG, NOT_SYNCHRONOUS);
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("file", megabytes(size(url.file())) + ", log " + megabytes(size(log())));
        try {
            FileStore disk = disk();
            facts.put("disk", disk.type() + ", " + megabytes(disk.getUsableSpace()) + " free");
        } catch (IOException unreadable) {
            facts.put("disk", "not known: " + unreadable.getMessage());
        }
        long schema = database.read(
                "read the schema's version",
                session -> session.number(Sql.SCHEMA_VERSION).orElse(0L));
        facts.put("schema", "version " + schema);
        return facts;
    }

    @Override
    public List<Supplier<List<Finding>>> looks() {
        return List.of(this::damage, this::space, this::length, this::synchronous);
    }

    private List<Finding> damage() {
        List<String> faults;
        try {
            faults = database.read("check the file", session -> session.list(Sql.QUICK_CHECK, row -> row.getString(1)));
        } catch (StoreException unreadable) {
            if (unreadable.passing()) {
                throw unreadable;
            }
            faults = List.of(Objects.requireNonNullElse(unreadable.getMessage(), "it cannot be read"));
        }
        return faults.equals(List.of("ok"))
                ? List.of()
                : List.of(DAMAGED.found("A check of " + url.file() + " failed", faults));
    }

    private List<Finding> space() {
        try {
            long free = disk().getUsableSpace();
            return free >= limits.leastFree()
                    ? List.of()
                    : List.of(DISK_FULL.found(
                            megabytes(free) + " are free where " + url.file() + " lies",
                            List.of("file: " + megabytes(size(url.file())), "log: " + megabytes(size(log())))));
        } catch (IOException unreadable) {
            throw new StoreException(
                    "Could not ask how much of the disk is free: " + unreadable.getMessage(), false, unreadable);
        }
    }

    private List<Finding> length() {
        long bytes = size(log());
        return bytes <= limits.longestLog()
                ? List.of()
                : List.of(LONG_LOG.found("The log has " + megabytes(bytes), List.of("file: " + log())));
    }

    private List<Finding> synchronous() {
        return url.synchronous().equals("OFF")
                ? List.of(NOT_SYNCHRONOUS.found("This program opened the file so", List.of("file: " + url.file())))
                : List.of();
    }

    private FileStore disk() throws IOException {
        return Files.getFileStore(url.file());
    }

    private Path log() {
        return url.file().resolveSibling(url.file().getFileName() + "-wal");
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException none) {
            return 0;
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }
}
