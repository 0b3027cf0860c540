package dev.sancho.sql;

import dev.sancho.store.JobStore;
import dev.sancho.store.StoreSettings;
import dev.sancho.tck.StoreHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Opens a store on a file in a directory of its own. */
final class SqliteHarness implements StoreHarness {
    /** Only a power loss could tell the difference, and many files are made and deleted again. */
    private static final String NOT_SYNCHRONOUS = "?synchronous=OFF";

    private final Path directory;
    private final UnaryOperator<Statements> altered;

    SqliteHarness() {
        this(UnaryOperator.identity());
    }

    /** @param altered plants a fault */
    SqliteHarness(UnaryOperator<Statements> altered) {
        this.altered = altered;
        try {
            directory = Files.createTempDirectory("sancho-sqlite");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path file() {
        return directory.resolve("jobs.db");
    }

    @Override
    public JobStore open(StoreSettings settings) {
        SqliteDialect dialect = new SqliteDialect(SqliteUrl.parse(SqliteUrl.PREFIX + file() + NOT_SYNCHRONOUS));
        return SqlStore.open(dialect, altered.apply(Statements.load(dialect.folder())), settings);
    }

    @Override
    public JobStore reopen(StoreSettings settings) {
        return open(settings);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : Stream.concat(files, Stream.of(directory)).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not delete " + List.of(directory), failed);
        }
    }
}
