package dev.sancho.store;

import org.jspecify.annotations.Nullable;

/** A store could not do what it was asked. The message says what, on which store, and what to do. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /**
     * @param passing whether the same call may go through later (a lost connection, a server that is loading), so that a loop
     *     waits and repeats it; false: a person must act
     */
    public StoreException(String message, boolean passing, @Nullable Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    public final boolean passing() {
        return passing;
    }
}
