package dev.sancho.job;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a job stands in a distributed trace: the members {@code traceparent} and {@code tracestate} of its payload, in the form of the W3C.
 *
 * <p>They stand at the payload's top level, where OpenTelemetry's instrumentation of Ruby's Sidekiq writes and reads them. While a job that has
 * them runs, what its thread enqueues gets them too. Immutable.
 *
 * @param traceparent {@code 00-<32 hex digits>-<16 hex digits>-<2 hex digits>}: version, trace, span, flags
 * @param tracestate what the tracing systems add of their own; null if nothing
 */
public record TraceContext(String traceparent, @Nullable String tracestate) {
    private static final ThreadLocal<@Nullable TraceContext> CURRENT = new ThreadLocal<>();

    // A later version may append fields; ff is none, and neither is a trace or span of zeros alone.
    private static final Pattern PARENT = Pattern.compile(
            "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:(?<!^00.{53})-[!-~]{1,200})?");

    private static final Pattern STATE = Pattern.compile("[ -~]{1,512}");
    private static final int TRACE_START = 3;
    private static final int TRACE_END = 35;

    /** @throws IllegalArgumentException if one of them is not in the form of the W3C */
    public TraceContext {
        if (!PARENT.matcher(traceparent).matches()) {
            throw new IllegalArgumentException("The traceparent " + Json.quote(Text.start(traceparent))
                    + " is not in the form 00-<32 hex digits>-<16 hex digits>-<2 hex digits>, in lower case");
        }
        if (tracestate != null && !STATE.matcher(tracestate).matches()) {
            throw new IllegalArgumentException("The tracestate " + Json.quote(Text.start(tracestate))
                    + " must be 1 to 512 printable ASCII characters");
        }
    }

    /** A place in a trace, without a tracestate. */
    public static TraceContext of(String traceparent) {
        return new TraceContext(traceparent, null);
    }

    /** What a payload says; empty if it has no traceparent or one of another form, without a tracestate that has another form. */
    public static Optional<TraceContext> of(JobDocument job) {
        return job.text("traceparent")
                .filter(parent -> PARENT.matcher(parent).matches())
                .map(parent -> {
                    String state = job.text("tracestate")
                            .filter(text -> STATE.matcher(text).matches())
                            .orElse(null);
                    return new TraceContext(parent, state);
                });
    }

    /** That of the job that runs on this thread; null if there is none. */
    public static @Nullable TraceContext current() {
        return CURRENT.get();
    }

    /** Makes it {@link #current} on this thread until it is closed, on the same thread. */
    public Scope open() {
        TraceContext before = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }

    /** The time during which a place in a trace is the current one. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** The trace's id, 32 hex digits. */
    public String traceId() {
        return traceparent.substring(TRACE_START, TRACE_END);
    }

    /** Writes it into a payload. */
    public JobDocument.Edit into(JobDocument.Edit payload) {
        payload.text("traceparent", traceparent);
        return tracestate == null ? payload.remove("tracestate") : payload.text("tracestate", tracestate);
    }
}
