package dev.sancho.job;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people write them: {@code 90}, {@code 90s}, {@code 1d12h}, {@code PT36H}. */
public final class DurationText {
    private static final Pattern SHORT = Pattern.compile("(\\d+d)?((?:\\d+h)?(?:\\d+m)?(?:\\d+(?:\\.\\d+)?s)?)");

    private DurationText() {}

    /**
     * Reads a length of time: {@code 36h}, {@code 2d12h}, {@code PT36H}, or a plain number of seconds.
     *
     * @throws IllegalArgumentException if it is no duration
     */
    public static Duration parse(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        String iso = trimmed.matches("\\d+") ? trimmed + "s" : trimmed;
        Matcher parts = SHORT.matcher(iso);
        if (!iso.isEmpty() && parts.matches()) {
            String days = parts.group(1) == null ? "" : parts.group(1);
            iso = "p" + days + (parts.group(2).isEmpty() ? "" : "t" + parts.group(2));
        }
        try {
            return Duration.parse(iso);
        } catch (DateTimeException | ArithmeticException notADuration) {
            throw new IllegalArgumentException(
                    Json.quote(text) + " is no duration; write \"90s\", \"36h\", \"2d12h\", \"PT36H\" or plain seconds",
                    notADuration);
        }
    }
}
