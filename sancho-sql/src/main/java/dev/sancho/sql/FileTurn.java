package dev.sancho.sql;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to write, among the threads of all processes that share a file.
 *
 * <p>SQLite lets one write at a time, but who waits for it sleeps, and a process that writes without a break gets in again before the
 * sleeper looks: beside one that drains at full speed single inserts took up to 1.9 s. Here the threads of one process stand in a fair
 * lock, and the first of each process passes two locks on a side file: it holds the gate while it waits for the turn, so that who has
 * just had the turn finds the gate shut and cannot come in before.
 *
 * <p>This is fairness only. What keeps writers apart is SQLite's own lock; if the side file cannot be locked, turns are merely less fair.
 * The side file is also the bell: a byte written to it tells other processes that a job has come.
 */
final class FileTurn implements Turn {
    // Far behind the one byte that is ever written: on Windows a locked byte cannot be written by others.
    private static final long GATE = 1L << 30;
    private static final long TURN = GATE + 1;
    private static final long LOOK_AGAIN_NANOS = 50_000;

    private final ReentrantLock inProcess = new ReentrantLock(true);
    private final RandomAccessFile file;
    private final FileChannel locks;
    private @Nullable FileLock turn;

    FileTurn(Path sideFile) throws IOException {
        file = new RandomAccessFile(sideFile.toFile(), "rw");
        locks = file.getChannel();
    }

    @Override
    public void take() {
        inProcess.lock();
        FileLock gate = lock(GATE);
        turn = lock(TURN);
        release(gate);
    }

    @Override
    public void leave() {
        release(turn);
        turn = null;
        inProcess.unlock();
    }

    @Override
    public void ring() {
        try {
            // Not by the channel: an interruption would close that.
            file.seek(0);
            file.write(1);
        } catch (IOException unheard) {
            // They look by themselves, only later.
        }
    }

    /** Asks again and again, since a thread interrupted in the blocking call would lose the channel. */
    private @Nullable FileLock lock(long position) {
        try {
            while (true) {
                FileLock lock = tryLock(position);
                if (lock != null) {
                    return lock;
                }
                Pause.nanos(LOOK_AGAIN_NANOS);
            }
        } catch (IOException notLockable) {
            return null;
        }
    }

    private @Nullable FileLock tryLock(long position) throws IOException {
        try {
            return locks.tryLock(position, 1, false);
        } catch (OverlappingFileLockException otherStoreOfThisProcess) {
            return null;
        }
    }

    private static void release(@Nullable FileLock lock) {
        try {
            if (lock != null) {
                lock.release();
            }
        } catch (IOException closed) {
            // Closing the file has released it.
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException closed) {
            // It holds nothing that could be lost.
        }
    }
}
