package dev.sancho.sql;

/** Whose turn it is to write, where a database does not settle that fairly by itself. Thread-safe; taken and left by the same thread. */
interface Turn extends AutoCloseable {
    /** Waits for the turn; an interruption does not end the wait, and is not lost. */
    void take();

    void leave();

    /** Tells other processes that a job has come, after the commit. */
    void ring();

    @Override
    void close();
}
