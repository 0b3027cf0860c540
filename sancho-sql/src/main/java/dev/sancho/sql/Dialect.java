package dev.sancho.sql;

import dev.sancho.store.Checkup;
import dev.sancho.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What differs between databases besides the text of statements. The statements and migrations of a dialect are the resources in its
 * {@link #folder}; everything else in this package is the same for all.
 */
interface Dialect {
    /** The folder of resources with this dialect's statements and migrations. */
    String folder();

    /** A connection that writes one transaction at a time, begun and ended by {@link #begin} and {@link #commit}. */
    Connection connectToWrite() throws SQLException;

    /** A connection that only reads, each statement for itself. */
    Connection connectToRead() throws SQLException;

    /**
     * Called before each use: what can become of a database behind the back of its connections.
     *
     * @throws StoreException if it is no longer the one that was opened
     */
    void requireSame(String doing);

    /** Begins a transaction that nobody else writes beside. */
    String begin();

    String commit();

    String rollback();

    /** Settles whose turn it is to write. */
    Turn openTurn();

    /** Begins to ring the bell for what other processes write, until it is closed. */
    AutoCloseable watch(Doorbell bell) throws SQLException;

    /** What this kind of database can tell of its own health. */
    Checkup checkup(Database database);

    /** How long a call goes on asking while another is busy. */
    Duration patience();

    /** What a failure means for the call. */
    Fault fault(SQLException failure);

    /** The failure in words that help: what was being done, on which database, what to do. */
    StoreException explain(String doing, SQLException failure);

    /** Who is to blame for a failure, and so what is done about it. */
    enum Fault {
        /** Another writes: asked again a little later. */
        BUSY,
        /** One of the call's jobs or moves cannot be carried out: it is refused alone. */
        ELEMENT,
        /** Everything else: the call fails. */
        STORE
    }
}
