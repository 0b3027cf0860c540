package dev.sancho.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of Sancho's own code: every value that goes into a line is cleaned ({@link LogText}) on its way, and so is an error given as the last
 * one. So nobody who writes into a store writes into the log, whoever forgets what. No method throws: a log that cannot be written (a full disk,
 * say) is no failure of what it tells. Thread-safe.
 */
public final class Log {
    private static final int LONGEST_VALUE = 400;
    private static final int MOST_FRAMES = 100;

    private final Logger logger;

    private Log(Logger logger) {
        this.logger = logger;
    }

    public static Log of(Class<?> type) {
        return new Log(LoggerFactory.getLogger(type));
    }

    public static Log named(String name) {
        return new Log(LoggerFactory.getLogger(name));
    }

    /** Writes a line with one value for each {@code {}} in the text; an error may follow them. */
    public void debug(String text, @Nullable Object... values) {
        if (logger.isDebugEnabled()) {
            safely(() -> logger.debug(text, clean(values)));
        }
    }

    /** Writes a line with one value for each {@code {}} in the text; an error may follow them. */
    public void info(String text, @Nullable Object... values) {
        if (logger.isInfoEnabled()) {
            safely(() -> logger.info(text, clean(values)));
        }
    }

    /** Writes a line with one value for each {@code {}} in the text; an error may follow them. */
    public void warn(String text, @Nullable Object... values) {
        safely(() -> logger.warn(text, clean(values)));
    }

    /** Writes a line with one value for each {@code {}} in the text; an error may follow them. */
    public void error(String text, @Nullable Object... values) {
        safely(() -> logger.error(text, clean(values)));
    }

    private static @Nullable Object[] clean(@Nullable Object[] values) {
        @Nullable Object[] clean = new @Nullable Object[values.length];
        for (int i = 0; i < values.length; i++) {
            clean[i] = clean(values[i]);
        }
        return clean;
    }

    private static @Nullable Object clean(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Number number -> number;
            case Duration duration -> duration;
            case Instant instant -> instant;
            case Throwable error -> LoggedError.of(error);
            case StackTraceElement[] frames -> stack(frames);
            default -> LogText.clean(String.valueOf(value), LONGEST_VALUE);
        };
    }

    /** The one value of several lines; it names code, and nothing else. */
    private static String stack(StackTraceElement[] frames) {
        StringBuilder stack = new StringBuilder();
        for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
            stack.append("\n    at ").append(frames[i]);
        }
        return stack.toString();
    }

    private static void safely(Runnable logging) {
        try {
            logging.run();
        } catch (Throwable unwritten) {
            // There is nowhere to tell it.
        }
    }
}
