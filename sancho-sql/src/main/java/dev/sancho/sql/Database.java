package dev.sancho.sql;

import dev.sancho.store.StoreException;
import dev.sancho.store.StoreSettings;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * The one connection that writes and the few that read. Each write is one transaction, begun when it is this thread's turn; each read
 * is a statement or two that wait for nobody. That another is busy is never told, but waited for. Thread-safe.
 */
final class Database implements AutoCloseable {
    private static final int READERS = 4;
    private static final long FIRST_PAUSE_NANOS = 200_000;
    private static final long LONGEST_PAUSE_NANOS = 5_000_000;

    private final Dialect dialect;
    private final Statements statements;
    private final Turn turn;
    private final Doorbell bell = new Doorbell();
    private final InstantSource clock;
    private final StoreSettings settings;
    private final Session writer;
    private final Deque<Session> idleReaders = new ConcurrentLinkedDeque<>();
    private final Semaphore readers = new Semaphore(READERS, true);
    private volatile boolean closed;

    /** A step that may fail as the database does. */
    interface Work<S, T> {
        T run(S on) throws SQLException;
    }

    /** One of the call's own elements cannot be written; nothing of the call was. */
    static final class UnfitException extends Exception {
        private static final long serialVersionUID = 1L;

        UnfitException(Throwable cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    private Database(Dialect dialect, Statements statements, Turn turn, StoreSettings settings) {
        this.dialect = dialect;
        this.statements = statements;
        this.turn = turn;
        this.settings = settings;
        this.clock = Objects.requireNonNullElse(settings.clock(), InstantSource.system());
        this.writer = call("open the store", () -> new Session(dialect.connectToWrite(), statements));
    }

    static Database open(Dialect dialect, Statements statements, StoreSettings settings) {
        Turn turn = dialect.openTurn();
        try {
            return new Database(dialect, statements, turn, settings);
        } catch (RuntimeException failed) {
            turn.close();
            throw failed;
        }
    }

    /** Rings when a job has come. */
    Doorbell bell() {
        return bell;
    }

    InstantSource clock() {
        return clock;
    }

    /** One transaction. Whatever it throws, nothing of it was written. */
    <T> T write(String doing, Work<Tx, T> work) {
        try {
            return tryWrite(doing, work);
        } catch (UnfitException unfit) {
            throw new StoreException("Could not " + doing + ": " + unfit.getMessage(), false, unfit);
        }
    }

    /** @throws UnfitException if the fault is one element's and not the store's */
    <T> T tryWrite(String doing, Work<Tx, T> work) throws UnfitException {
        turn.take();
        try {
            requireUsable(doing);
            begin(doing);
            return finish(doing, work);
        } finally {
            turn.leave();
        }
    }

    private void begin(String doing) {
        try {
            call(doing, () -> run(dialect.begin()));
        } catch (StoreException failed) {
            // A transaction whose end failed may still be there.
            rollBack();
            throw failed;
        }
    }

    private <T> T finish(String doing, Work<Tx, T> work) throws UnfitException {
        boolean committed = false;
        try {
            Tx tx = new Tx(writer, clock.instant(), settings);
            T result = work.run(tx);
            tx.writeSums();
            call(doing, () -> run(dialect.commit()));
            committed = true;
            ringIfJobsCame(tx);
            return result;
        } catch (SQLException failure) {
            if (dialect.fault(failure) == Dialect.Fault.ELEMENT) {
                throw new UnfitException(failure);
            }
            throw dialect.explain(doing, failure);
        } catch (ArithmeticException | IllegalArgumentException | NullPointerException unfit) {
            throw new UnfitException(unfit);
        } finally {
            if (!committed) {
                rollBack();
            }
        }
    }

    private void ringIfJobsCame(Tx tx) {
        if (tx.jobsCame()) {
            bell.ring();
            turn.ring();
        }
    }

    private boolean run(String statement) throws SQLException {
        writer.execute(statement);
        return true;
    }

    private void rollBack() {
        try {
            writer.forgetBatches();
            writer.execute(dialect.rollback());
        } catch (SQLException rolledBackAlready) {
            // As SQLite does by itself when the disk is full.
        }
    }

    <T> T read(String doing, Work<Session, T> work) {
        readers.acquireUninterruptibly();
        try {
            requireUsable(doing);
            Session idle = idleReaders.pollFirst();
            Session session = idle != null ? idle : call(doing, () -> new Session(dialect.connectToRead(), statements));
            try {
                return call(doing, () -> work.run(session));
            } finally {
                idleReaders.addFirst(session);
            }
        } finally {
            readers.release();
        }
    }

    private interface Step<T> {
        T run() throws SQLException;
    }

    /** Runs a step again and again while another is busy. */
    private <T> T call(String doing, Step<T> step) {
        long waited = 0;
        for (long pause = FIRST_PAUSE_NANOS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_NANOS)) {
            try {
                return step.run();
            } catch (SQLException failure) {
                if (dialect.fault(failure) != Dialect.Fault.BUSY
                        || waited > dialect.patience().toNanos()) {
                    throw dialect.explain(doing, failure);
                }
            }
            Pause.nanos(pause);
            waited += pause;
        }
    }

    private void requireUsable(String doing) {
        if (closed) {
            throw new StoreException("Could not " + doing + ": the store has been closed", false, null);
        }
        dialect.requireSame(doing);
    }

    /** Waits for what is under way. Does nothing the second time. */
    @Override
    public void close() {
        turn.take();
        try {
            if (!closed) {
                closed = true;
                readers.acquireUninterruptibly(READERS);
                closeSessions();
                readers.release(READERS);
            }
        } catch (SQLException failure) {
            throw dialect.explain("close the store", failure);
        } finally {
            turn.leave();
            turn.close();
        }
    }

    private void closeSessions() throws SQLException {
        List<Session> sessions = new ArrayList<>(idleReaders);
        sessions.add(writer);
        for (Session session : sessions) {
            session.close();
        }
    }
}
