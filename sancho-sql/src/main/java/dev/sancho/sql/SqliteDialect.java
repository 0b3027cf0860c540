package dev.sancho.sql;

import dev.sancho.store.Checkup;
import dev.sancho.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * SQLite, in write-ahead mode, where readers and the one writer do not disturb each other.
 *
 * <p>The driver never waits for a lock: {@link Database} asks again by itself. Its begin and end of transactions are ours as well: a
 * connection out of auto-commit mode whose first transaction is ended at once leaves them to plain statements, and saves the driver's
 * own after each. Error codes are SQLite's primary result codes.
 */
class SqliteDialect implements Dialect {
    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int IOERR = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CANTOPEN = 14;
    private static final int PROTOCOL = 15;
    private static final int TOOBIG = 18;
    private static final int CONSTRAINT = 19;
    private static final int MISMATCH = 20;
    private static final int NOTADB = 26;

    private static final String GONE = "gone";

    private final SqliteUrl url;
    private volatile @Nullable Object opened;

    SqliteDialect(SqliteUrl url) {
        this.url = url;
    }

    @Override
    public String folder() {
        return "sqlite";
    }

    @Override
    public Connection connectToWrite() throws SQLException {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous=" + url.synchronous());
            requireWriteAhead(statement);
            // 16 MB of pages; the default of 2 MB is little beside a long queue.
            statement.execute("PRAGMA cache_size=-16000");
            // A burst may leave a long log behind; it is cut back to this when it starts anew.
            statement.execute("PRAGMA journal_size_limit=67108864");
            connection.setAutoCommit(false);
            statement.execute("COMMIT");
            opened = fileKey();
            return connection;
        } catch (SQLException | RuntimeException failed) {
            connection.close();
            throw failed;
        }
    }

    private void requireWriteAhead(Statement statement) throws SQLException {
        try (ResultSet mode = statement.executeQuery("PRAGMA journal_mode=WAL")) {
            String got = mode.next() ? mode.getString(1) : "none";
            if (!got.equalsIgnoreCase("wal")) {
                throw new StoreException(
                        "SQLite cannot keep a write-ahead log for " + url.file() + " (journal mode " + got
                                + "); several processes cannot share it so. Put it on a local disk",
                        false,
                        null);
            }
        }
    }

    @Override
    public Connection connectToRead() throws SQLException {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only=1");
            connection.setAutoCommit(false);
            statement.execute("COMMIT");
            return connection;
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Connections go on writing to a file that has lost its name, and whatever they write is lost. */
    @Override
    public void requireSame(String doing) {
        Object expected = opened;
        if (expected != null && !expected.equals(fileKey())) {
            throw new StoreException(
                    "Could not " + doing + ": " + url.file()
                            + " was deleted, moved or replaced while it was in use, and what is"
                            + " written now would be lost. Put it back if you can, and restart the programs that use it",
                    false,
                    null);
        }
    }

    /** Tells files apart whatever their names; null where the platform has no such thing, and there files in use cannot be deleted. */
    private @Nullable Object fileKey() {
        try {
            return Files.readAttributes(url.file(), BasicFileAttributes.class).fileKey();
        } catch (IOException gone) {
            return GONE;
        }
    }

    private Connection connect() throws SQLException {
        Connection connection;
        try {
            connection = DriverManager.getConnection(SqliteUrl.PREFIX + url.file());
        } catch (SQLException failed) {
            if ("08001".equals(failed.getSQLState())) {
                throw new StoreException(
                        "No JDBC driver for " + SqliteUrl.PREFIX + url.file()
                                + ": add org.xerial:sqlite-jdbc to the class path",
                        false,
                        failed);
            }
            throw failed;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=0");
        }
        return connection;
    }

    @Override
    public String begin() {
        return "BEGIN IMMEDIATE";
    }

    @Override
    public String commit() {
        return "COMMIT";
    }

    @Override
    public String rollback() {
        return "ROLLBACK";
    }

    @Override
    public Turn openTurn() {
        try {
            return new FileTurn(url.sideFile());
        } catch (IOException notWritable) {
            throw new StoreException(
                    "Could not open " + url.sideFile() + " (" + notWritable.getMessage()
                            + "): SQLite jobs need to write to the directory of their file",
                    false,
                    notWritable);
        }
    }

    @Override
    public AutoCloseable watch(Doorbell bell) throws SQLException {
        return Watch.start(bell, connectToRead(), url.sideFile());
    }

    @Override
    public Checkup checkup(Database database) {
        return new SqliteCheckup(database, url, SqliteCheckup.LIMITS);
    }

    @Override
    public Duration patience() {
        return url.patience();
    }

    @Override
    public Fault fault(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case BUSY, LOCKED, PROTOCOL -> Fault.BUSY;
            case TOOBIG, CONSTRAINT, MISMATCH -> Fault.ELEMENT;
            default -> Fault.STORE;
        };
    }

    @Override
    public StoreException explain(String doing, SQLException failure) {
        boolean passing = fault(failure) == Fault.BUSY || failure.getErrorCode() == FULL;
        String message = "Could not " + doing + " in " + url.file() + ": " + whatIsWrong(failure);
        return new StoreException(message, passing, failure);
    }

    private String whatIsWrong(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case BUSY, LOCKED, PROTOCOL ->
                "another program has kept the file locked for " + url.patience().toMillis()
                        + " ms. Nothing was written; end that program's transaction";
            case FULL -> "the disk is full. Nothing is lost and nothing was written half; make room, and it goes on";
            case READONLY ->
                "the file or its directory is read-only, or the file was moved away. SQLite writes "
                        + url.file().getFileName() + " and, beside it, files ending in -wal, -shm and -turn";
            case CANTOPEN ->
                "the file cannot be opened. Its directory must be there and this user must be able to write to it";
            case CORRUPT ->
                "the file is damaged. Stop all programs that use it, keep a copy with its -wal file, and try"
                        + " sqlite3's .recover";
            case NOTADB ->
                "it is not an SQLite database, or an encrypted one. Give the name of a new file, or of one that Sancho made";
            case IOERR -> "reading or writing failed (" + failure.getMessage() + "). Look after the disk";
            default -> String.valueOf(failure.getMessage());
        };
    }
}
