package dev.sancho.sql;

import dev.sancho.store.JobStore;
import dev.sancho.store.StoreProvider;
import dev.sancho.store.StoreSettings;

/**
 * Opens stores on SQLite files: {@code jdbc:sqlite:FILE}, with the driver {@code org.xerial:sqlite-jdbc} on the class path.
 *
 * <p>Any number of processes on one machine may share a file; the machine's clock is their time. The file is made if it is not there, and
 * SQLite keeps two more beside it ({@code -wal}, {@code -shm}); a third ({@code -turn}) settles whose turn it is to write. They get the
 * permissions that this user's files get: who may read them may read all payloads. The file may hold tables of other programs as well.
 *
 * <p>Options in the URL, after {@code ?}, divided by {@code &}:
 *
 * <ul>
 *   <li>{@code synchronous}: {@code NORMAL} by default. The death of a process loses nothing; a power loss may lose the commits of the
 *       last moments. {@code FULL} loses nothing then either, and each commit waits for the disk.
 *   <li>{@code busy_timeout}: milliseconds that a call goes on asking while a program that is not Sancho keeps the file locked; 30,000 by
 *       default.
 * </ul>
 */
public final class SqliteStoreProvider implements StoreProvider {
    @Override
    public boolean accepts(String url) {
        return url.startsWith(SqliteUrl.PREFIX);
    }

    @Override
    public JobStore open(String url, StoreSettings settings) {
        SqliteUrl parsed = SqliteUrl.parse(url);
        SqliteFile.check(parsed.file());
        SqliteDialect dialect = new SqliteDialect(parsed);
        return SqlStore.open(dialect, Statements.load(dialect.folder()), settings);
    }
}
