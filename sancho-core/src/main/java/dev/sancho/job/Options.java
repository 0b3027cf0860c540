package dev.sancho.job;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a job is to be queued, retried and kept. Null in any component means "not said here": a call's options stand over those of its job
 * type, and those over the client's defaults. Immutable.
 *
 * @param queue the queue; {@code default} if nobody says
 * @param retries how often a failed run is tried again: n times, 0 = straight to the dead set, {@link #NO_RETRY} = neither retried nor kept;
 *     25 if nobody says
 * @param retryFor retried until this long after the first failure, whatever the count
 * @param retryQueue the queue for runs after the first; the job's own if nobody says
 * @param dead whether it is kept in the dead set when it is given up; true if nobody says
 * @param backtrace how many lines of the stack trace are kept with a failure; 0, none, if nobody says
 * @param tags labels to show and to filter by
 * @param timeout after this long a run is interrupted and counts as failed; no limit if nobody says
 */
public record Options(
        @Nullable String queue,
        @Nullable Integer retries,
        @Nullable Duration retryFor,
        @Nullable String retryQueue,
        @Nullable Boolean dead,
        @Nullable Integer backtrace,
        @Nullable List<String> tags,
        @Nullable Duration timeout) {
    /** A job that is neither retried nor kept when it fails; {@code "retry":false} on the wire. */
    public static final int NO_RETRY = -1;

    /** The whole stack trace; {@code "backtrace":true} on the wire. */
    public static final int WHOLE_BACKTRACE = Integer.MAX_VALUE;

    public static final Options NONE = new Options(null, null, null, null, null, null, null, null);
}
