package dev.sancho.sql;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rings the bell of this process when another has written to the file.
 *
 * <p>What decides is SQLite's own count of what others have committed ({@code PRAGMA data_version}), asked every 25 ms. Where the
 * platform tells of changes in a directory, the byte that a writer leaves in the side file after its commit makes us ask at once; where
 * it does not, we ask every 5 ms while things happen. Nothing is asked while nobody waits. One thread.
 */
final class Watch implements AutoCloseable {
    private static final long LAZY_MILLIS = 25;
    private static final long EAGER_MILLIS = 5;
    private static final int EAGER_ROUNDS = 40;
    private static final long AFTER_RING_MILLIS = 1;
    private static final long AFTER_OTHERS_MILLIS = 5;
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(5);

    private final Doorbell bell;
    private final Connection connection;
    private final PreparedStatement version;
    private final @Nullable WatchService directory;
    private final Path sideFile;
    private final Thread thread;
    private long rest;

    private Watch(Doorbell bell, Connection connection, Path sideFile) throws SQLException {
        this.bell = bell;
        this.version = connection.prepareStatement("PRAGMA data_version");
        this.connection = connection;
        this.directory = directory(sideFile);
        this.sideFile = sideFile.getFileName();
        this.thread = Thread.ofPlatform().name("sancho-sqlite-watch").daemon().unstarted(this::run);
    }

    static Watch start(Doorbell bell, Connection connection, Path sideFile) throws SQLException {
        Watch watch = new Watch(bell, connection, sideFile);
        watch.thread.start();
        return watch;
    }

    private static @Nullable WatchService directory(Path sideFile) {
        Path folder = sideFile.toAbsolutePath().getParent();
        if (folder == null) {
            return null;
        }
        try {
            WatchService service = folder.getFileSystem().newWatchService();
            folder.register(service, StandardWatchEventKinds.ENTRY_MODIFY);
            return service;
        } catch (IOException | UnsupportedOperationException noneLeft) {
            return null;
        }
    }

    private void run() {
        long seen = -1;
        int eager = 0;
        try {
            while (bell.awaitSomeone()) {
                long found = ask(seen);
                if (found != seen) {
                    seen = found;
                    eager = EAGER_ROUNDS;
                    bell.ring();
                }
                pause(eager > 0 && directory == null ? EAGER_MILLIS : LAZY_MILLIS);
                eager = Math.max(0, eager - 1);
            }
        } catch (InterruptedException | ClosedWatchServiceException closed) {
            // The store was closed, and those who waited were told.
        }
    }

    /** A number that changes with every commit of another connection. If it cannot be asked, those who wait had better look themselves. */
    private long ask(long seen) {
        try (ResultSet row = version.executeQuery()) {
            return row.next() ? row.getLong(1) : seen + 1;
        } catch (SQLException notNow) {
            return seen + 1;
        }
    }

    private void pause(long millis) throws InterruptedException {
        if (directory == null) {
            bell.pause(millis);
            return;
        }
        // A directory in which much happens, the log of commits above all, shall not keep this thread busy.
        bell.pause(rest);
        WatchKey key = directory.poll(millis - rest, TimeUnit.MILLISECONDS);
        rest = 0;
        if (key != null) {
            rest = key.pollEvents().stream().anyMatch(this::isRing) ? AFTER_RING_MILLIS : AFTER_OTHERS_MILLIS;
            key.reset();
        }
    }

    private boolean isRing(WatchEvent<?> event) {
        return sideFile.equals(event.context()) || event.kind().equals(StandardWatchEventKinds.OVERFLOW);
    }

    /** The bell must have been closed before. */
    @Override
    public void close() throws IOException, SQLException {
        if (directory != null) {
            directory.close();
        }
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(ENDS_WITHIN);
        } catch (InterruptedException hurry) {
            interrupted = true;
        }
        connection.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
