package dev.sancho.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sancho.job.Enqueued;
import dev.sancho.job.Payload;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.NewJob;
import dev.sancho.store.Place;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.To;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said when a file cannot be used, and that nothing is lost by it. */
class SqliteErrorsTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("jobs.db");
    }

    private JobStore open() {
        return open("");
    }

    private JobStore open(String options) {
        return new SqliteStoreProvider().open(SqliteUrl.PREFIX + file() + options, StoreSettings.DEFAULTS);
    }

    private static StoreException thrownBy(ThrowingCallable call) {
        return assertThatExceptionOfType(StoreException.class).isThrownBy(call).actual();
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(SqliteUrl.PREFIX + file());
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    @Test
    void saysThatAFileIsNoDatabase() throws IOException {
        Files.writeString(file(), "jobs, one a line\n".repeat(200));

        StoreException thrown = thrownBy(this::open);

        assertThat(thrown).hasMessageContaining("jobs.db").hasMessageContaining("not an SQLite database");
        assertThat(thrown.passing()).isFalse();
        assertThat(file()).content().startsWith("jobs, one a line");
    }

    @Test
    void saysThatADirectoryIsMissing() {
        assertThat(thrownBy(() -> new SqliteStoreProvider()
                        .open(SqliteUrl.PREFIX + directory.resolve("not/there.db"), StoreSettings.DEFAULTS)))
                .hasMessageContaining(directory.resolve("not").toString())
                .hasMessageContaining("does not exist");
    }

    @Test
    void saysThatAFileIsADirectory() throws IOException {
        Files.createDirectory(file());

        assertThat(thrownBy(this::open)).hasMessageContaining("is a directory");
    }

    @Test
    void saysThatADirectoryIsReadOnly() throws Exception {
        assertThat(directory.toFile().setWritable(false)).isTrue();
        // Root writes wherever the file system lets anybody, so for root the file system must not.
        boolean root = Files.isWritable(directory);
        if (root) {
            assertThat(run("mount", "-t", "tmpfs", "-o", "ro", "tmpfs", directory.toString()))
                    .isZero();
        }
        try {
            assertThat(thrownBy(this::open))
                    .hasMessageContaining("read-only")
                    .hasMessageContaining(directory.toString());
        } finally {
            if (root) {
                run("umount", directory.toString());
            }
            assertThat(directory.toFile().setWritable(true)).isTrue();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "SMB2", "fuse.sshfs", "9p"})
    void refusesNetworkFileSystems(String type) {
        assertThat(thrownBy(() -> SqliteFile.check(file(), type)))
                .hasMessageContaining("network file system (" + type + ")")
                .hasMessageContaining("local disk");
    }

    @Test
    void doubtsFileSystemsThatAProgramMakes() {
        assertThat(List.of("fuse.mystery", "FUSE", "fuse.gcsfuse")).allMatch(SqliteFile::isDoubtful);
        assertThat(List.of("ext4", "xfs", "overlay", "fuseblk", "fuse.ntfs-3g", "tmpfs"))
                .noneMatch(SqliteFile::isDoubtful);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "apfs", "NTFS", "tmpfs", "overlay", "fuseblk"})
    void acceptsLocalFileSystems(String type) {
        SqliteFile.check(file(), type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:", "jdbc:sqlite::memory:"})
    void refusesUrlsWithoutAFile(String url) {
        assertThat(thrownBy(() -> new SqliteStoreProvider().open(url, StoreSettings.DEFAULTS)))
                .hasMessageContaining("names none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?synchronous=SOMETIMES", "?busy_timeout=soon", "?journal_mode=DELETE"})
    void refusesOptionsItDoesNotKnow(String options) {
        assertThat(thrownBy(() -> open(options))).hasMessageContaining(options.substring(1, options.indexOf('=')));
    }

    @Test
    void refusesAFileOfANewerVersion() throws SQLException {
        open().close();
        execute(
                "INSERT INTO sancho_schema (version, readable_from, script, applied_at) VALUES (7, 6, 'V007__x.sql', 0)");

        StoreException thrown = thrownBy(this::open);

        assertThat(thrown)
                .hasMessageContaining("newer Sancho")
                .hasMessageContaining("schema is 7")
                .hasMessageContaining("knows 1");
        assertThat(thrown.passing()).isFalse();
    }

    @Test
    void worksOnAFileOfANewerVersionThatItCanRead() throws SQLException {
        open().close();
        execute(
                "INSERT INTO sancho_schema (version, readable_from, script, applied_at) VALUES (2, 1, 'V002__x.sql', 0)");

        try (JobStore store = open()) {
            assertThat(store.insert(List.of(OtherProcess.job("a")))).hasSize(1);
        }
    }

    @Test
    void sharesAFileWithTablesOfOthers() throws SQLException {
        execute("CREATE TABLE job (id INTEGER PRIMARY KEY)", "INSERT INTO job VALUES (1)");

        try (JobStore store = open()) {
            assertThat(store.insert(List.of(OtherProcess.job("a")))).hasSize(1);
        }
    }

    @Test
    void aFullDiskLosesNothingAndPasses() throws SQLException {
        try (JobStore store = SqlStore.open(onASmallDisk(), Statements.load("sqlite"), StoreSettings.DEFAULTS)) {
            StoreException thrown = thrownBy(() -> insert(store, 0, 5000));

            assertThat(thrown).hasMessageContaining("disk is full").hasMessageContaining("make room");
            assertThat(thrown).hasMessageMatching("(?s).*The first \\d+ of 5000 were written before that");
            assertThat(thrown.passing()).isTrue();
            long kept = store.browser().size(new Place.Queue("q"));
            assertThat(kept).isPositive().isLessThan(5000);
            assertThat(kept % 500).isZero();
            assertThat(thrownBy(() -> insert(store, 5000, 5000)).passing()).isTrue();
        }
        try (JobStore store = open()) {
            insert(store, 0, 1000);
        }
    }

    private SqliteDialect onASmallDisk() {
        SqliteUrl url = SqliteUrl.parse(SqliteUrl.PREFIX + file());
        return new SqliteDialect(url) {
            @Override
            public Connection connectToWrite() throws SQLException {
                Connection connection = super.connectToWrite();
                try (Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA max_page_count=80");
                }
                return connection;
            }
        };
    }

    private static void insert(JobStore store, int first, int howMany) {
        store.insert(IntStream.range(first, first + howMany)
                .mapToObj(i -> OtherProcess.job("a job with a number " + i))
                .toList());
    }

    @Test
    void saysThatAFileIsDamaged() throws IOException {
        try (JobStore store = open()) {
            insert(store, 0, 5000);
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            bytes.seek(4096);
            bytes.write(new byte[(int) bytes.length() - 4096]);
        }

        StoreException thrown = thrownBy(() -> {
            try (JobStore store = open()) {
                insert(store, 0, 1);
            }
        });

        assertThat(thrown).hasMessageContaining("damaged").hasMessageContaining("keep a copy");
        assertThat(thrown.passing()).isFalse();
    }

    @Test
    void saysThatAnotherProgramKeepsTheFileLocked() throws SQLException {
        try (JobStore store = open("?busy_timeout=20");
                Connection foreign = DriverManager.getConnection(SqliteUrl.PREFIX + file());
                Statement statement = foreign.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            StoreException thrown = thrownBy(() -> insert(store, 0, 1));

            assertThat(thrown).hasMessageContaining("locked").hasMessageContaining("20 ms");
            assertThat(thrown.passing()).isTrue();
            statement.execute("ROLLBACK");
            insert(store, 0, 1);
        }
    }

    @Test
    void waitsForAnotherProgramAndKeepsAnInterruptionForLater() throws Exception {
        try (JobStore store = open();
                Connection foreign = DriverManager.getConnection(SqliteUrl.PREFIX + file());
                Statement statement = foreign.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            FutureTask<Boolean> insert = interruptedInsert(store);

            statement.execute("ROLLBACK");

            assertThat(insert.get()).as("still interrupted").isTrue();
            assertThat(store.browser().size(new Place.Queue("q"))).isEqualTo(1);
        }
    }

    @Test
    void waitsForItsTurnAndKeepsAnInterruptionForLater() throws Exception {
        try (JobStore store = open();
                Turn other =
                        new FileTurn(SqliteUrl.parse(SqliteUrl.PREFIX + file()).sideFile())) {
            other.take();
            FutureTask<Boolean> insert = interruptedInsert(store);

            other.leave();

            assertThat(insert.get()).as("still interrupted").isTrue();
            insert(store, 1, 1);
            assertThat(store.browser().size(new Place.Queue("q"))).isEqualTo(2);
        }
    }

    private static FutureTask<Boolean> interruptedInsert(JobStore store) throws ExecutionException {
        FutureTask<Boolean> insert = new FutureTask<>(() -> {
            insert(store, 0, 1);
            return Thread.currentThread().isInterrupted();
        });
        Thread.ofPlatform().start(insert).interrupt();
        return insert;
    }

    @Test
    void saysThatAFileWasDeletedOrReplaced() throws IOException {
        assumeThat(Files.readAttributes(directory, BasicFileAttributes.class).fileKey())
                .as("files in use can be deleted")
                .isNotNull();
        try (JobStore store = open()) {
            insert(store, 0, 1);
            Files.move(file(), directory.resolve("moved.db"));

            assertThat(thrownBy(() -> insert(store, 1, 1))).hasMessageContaining("moved");
            assertThat(thrownBy(() -> store.browser().places())).hasMessageContaining("moved");
            assertThat(file()).doesNotExist();

            Files.move(directory.resolve("moved.db"), file());
            insert(store, 1, 1);
            assertThat(store.browser().size(new Place.Queue("q"))).isEqualTo(2);
        }
    }

    @Test
    void oneJobThatCannotBeStoredIsRefusedAlone() {
        List<NewJob> jobs = new ArrayList<>(IntStream.range(0, 1200)
                .mapToObj(i -> OtherProcess.job("job" + i))
                .toList());
        jobs.set(700, new NewJob("far", new To.Sorted(JobSet.SCHEDULED, Instant.MAX, Payload.of("far"))));
        try (JobStore store = open()) {
            List<Enqueued> answers = store.insert(jobs);

            assertThat(answers.get(700)).isInstanceOf(Enqueued.Refused.class);
            assertThat(answers).filteredOn(Enqueued::added).hasSize(1199);
            assertThat(store.browser().page(new Place.Queue("q"), 699, 2))
                    .extracting(job -> job.payload().text())
                    .containsExactly("job699", "job701");
        }
    }

    @Test
    void saysThatItHasBeenClosed() {
        JobStore store = open();
        store.close();

        assertThat(Map.of(
                        "insert", thrownBy(() -> insert(store, 0, 1)),
                        "browse", thrownBy(() -> store.browser().places())))
                .allSatisfy((what, thrown) -> assertThat(thrown).hasMessageContaining("has been closed"));
    }
}
