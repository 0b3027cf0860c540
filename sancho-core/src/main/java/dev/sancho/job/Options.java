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
 * @param retryFor retried until this long after the first failure, whatever the count; whole seconds on the wire
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

    /** About 31 years; Sidekiq refuses more, taking it for a point in time. */
    static final Duration LONGEST_RETRY = Duration.ofSeconds(1_000_000_000);

    static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

    static final Duration LONGEST_TIMEOUT = LONGEST_RETRY;

    public Options {
        checkQueue("queue", queue);
        checkQueue("retryQueue", retryQueue);
        check(retries == null || retries >= NO_RETRY, "retries", retries, "must be 0 or more, or -1 for no retry");
        check(backtrace == null || backtrace >= 0, "backtrace", backtrace, "must be 0 or more lines");
        check(
                retryFor == null || (retryFor.toSeconds() >= 1 && retryFor.compareTo(LONGEST_RETRY) <= 0),
                "retryFor",
                retryFor,
                "must be from 1 s to 1,000,000,000 s; it is a length of time, not a point in time");
        check(
                timeout == null
                        || (timeout.compareTo(SHORTEST_TIMEOUT) >= 0 && timeout.compareTo(LONGEST_TIMEOUT) <= 0),
                "timeout",
                timeout,
                "must be from 1 ms to 1,000,000,000 s");
        tags = tags == null ? null : List.copyOf(tags);
        check(tags == null || tags.stream().noneMatch(String::isBlank), "tags", tags, "must not be blank");
    }

    /** The options of a payload, {@code "retry":true} being the same as nothing said. What makes no sense counts as not said. */
    public static Options of(JobDocument job) {
        return OptionsJson.read(job);
    }

    /**
     * The options of an annotation.
     *
     * @throws IllegalArgumentException if one of its values makes no sense
     */
    public static Options of(JobOptions said) {
        return new Options(
                said.queue().isEmpty() ? null : said.queue(),
                said.retries() == JobOptions.UNSAID ? null : Integer.valueOf(said.retries()),
                said.retryFor().isEmpty() ? null : DurationText.parse(said.retryFor()),
                said.retryQueue().isEmpty() ? null : said.retryQueue(),
                said.dead().length == 0 ? null : Boolean.valueOf(said.dead()[0]),
                said.backtrace() == JobOptions.UNSAID ? null : Integer.valueOf(said.backtrace()),
                said.tags().length == 0 ? null : List.of(said.tags()),
                said.timeout().isEmpty() ? null : DurationText.parse(said.timeout()));
    }

    /** These options, and where they say nothing the weaker ones. */
    public Options over(Options weaker) {
        if (weaker.equals(NONE)) {
            return this;
        }
        return new Options(
                queue != null ? queue : weaker.queue,
                retries != null ? retries : weaker.retries,
                retryFor != null ? retryFor : weaker.retryFor,
                retryQueue != null ? retryQueue : weaker.retryQueue,
                dead != null ? dead : weaker.dead,
                backtrace != null ? backtrace : weaker.backtrace,
                tags != null ? tags : weaker.tags,
                timeout != null ? timeout : weaker.timeout);
    }

    public Options withQueue(@Nullable String queue) {
        return new Options(queue, retries, retryFor, retryQueue, dead, backtrace, tags, timeout);
    }

    public Options withRetries(@Nullable Integer retries) {
        return new Options(queue, retries, retryFor, retryQueue, dead, backtrace, tags, timeout);
    }

    public Options withRetryFor(@Nullable Duration retryFor) {
        return new Options(queue, retries, retryFor, retryQueue, dead, backtrace, tags, timeout);
    }

    public Options withRetryQueue(@Nullable String retryQueue) {
        return new Options(queue, retries, retryFor, retryQueue, dead, backtrace, tags, timeout);
    }

    public Options withDead(@Nullable Boolean dead) {
        return new Options(queue, retries, retryFor, retryQueue, dead, backtrace, tags, timeout);
    }

    public Options withBacktrace(@Nullable Integer backtrace) {
        return new Options(queue, retries, retryFor, retryQueue, dead, backtrace, tags, timeout);
    }

    public Options withTags(@Nullable List<String> tags) {
        return new Options(queue, retries, retryFor, retryQueue, dead, backtrace, tags, timeout);
    }

    public Options withTimeout(@Nullable Duration timeout) {
        return new Options(queue, retries, retryFor, retryQueue, dead, backtrace, tags, timeout);
    }

    /** Writes these options as members of a payload; {@code retry} and {@code queue} always, the others if they say something. */
    public JobDocument.Edit into(JobDocument.Edit payload) {
        return OptionsJson.write(this, payload);
    }

    private static void checkQueue(String what, @Nullable String name) {
        check(name == null || !name.isBlank(), what, name, "must not be blank");
    }

    private static void check(boolean valid, String what, @Nullable Object value, String rule) {
        if (!valid) {
            String shown = value instanceof String text ? Json.quote(text) : String.valueOf(value);
            throw new IllegalArgumentException(what + " " + shown + ": " + rule);
        }
    }
}
