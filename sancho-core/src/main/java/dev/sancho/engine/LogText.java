package dev.sancho.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Text from outside made fit for a log line: one line, no control characters, bounded. */
final class LogText {
    private static final int MAX = 200;

    private LogText() {}

    static String clean(String text) {
        int end = Math.min(text.length(), MAX);
        StringBuilder clean = null;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                if (clean == null) {
                    clean = new StringBuilder(text.substring(0, end));
                }
                clean.setCharAt(i, '?');
            }
        }
        String kept = clean == null ? text.substring(0, end) : clean.toString();
        return end < text.length() ? kept + "…" : kept;
    }

    /** Logs an error whose own methods may throw: then the logger does too, and what failed must not fail again by being told. */
    static void error(Logger log, Throwable error, String text, @Nullable Object... values) {
        try {
            @Nullable Object[] all = Arrays.copyOf(values, values.length + 1);
            all[values.length] = error;
            log.error(text, all);
        } catch (Throwable oddity) {
            try {
                log.error(text + " (it cannot be printed: {})", withName(values, error));
            } catch (Throwable hopeless) {
                // There is nothing left to tell it to.
            }
        }
    }

    private static @Nullable Object[] withName(@Nullable Object[] values, Throwable error) {
        @Nullable Object[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = error.getClass().getName();
        return all;
    }
}
