package dev.sancho.store;

import org.jspecify.annotations.Nullable;

/** A store could not do what it was asked. The message says what, on which store, and what to do. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;
    private final JobsExist jobsExist;

    /** What has become of the jobs that a failed call was to insert. */
    public enum JobsExist {
        /** None of them was written: inserting them again does no harm. */
        NO,
        /** All, some or none may have been written: inserting them again may run them twice. */
        MAYBE,
        /** All were written, and what failed came after: they are not to be inserted again. */
        YES
    }

    /**
     * A failure after which jobs that were to be inserted may exist.
     *
     * @param passing whether the same call may go through later (a lost connection, a server that is loading), so that a loop
     *     waits and repeats it; false: a person must act
     */
    public StoreException(String message, boolean passing, @Nullable Throwable cause) {
        this(message, passing, JobsExist.MAYBE, cause);
    }

    /**
     * A failure that knows what has become of the jobs.
     *
     * @param passing whether the same call may go through later
     * @param jobsExist means something for a call that inserts only
     */
    public StoreException(String message, boolean passing, JobsExist jobsExist, @Nullable Throwable cause) {
        super(message, cause);
        this.passing = passing;
        this.jobsExist = jobsExist;
    }

    public final boolean passing() {
        return passing;
    }

    /**
     * Whether the jobs exist that the call was to insert; of a call that inserts none it says nothing. A store that cannot tell says
     * {@link JobsExist#MAYBE}. Who repeats an insert by itself does so only after {@link JobsExist#NO}.
     */
    public final JobsExist jobsExist() {
        return jobsExist;
    }
}
