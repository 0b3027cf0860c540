package dev.sancho.cli;

import dev.sancho.job.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads lengths of time: {@code 25} (seconds), {@code 500ms}, {@code 90s}, {@code 1d12h}, {@code PT36H}. */
final class Durations implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException notADuration) {
            throw new TypeConversionException(notADuration.getMessage());
        }
    }

    /** @throws IllegalArgumentException if it is none */
    static Duration parse(String text) {
        String trimmed = text.strip();
        if (trimmed.matches("\\d{1,15}ms")) {
            return Duration.ofMillis(Long.parseLong(trimmed.substring(0, trimmed.length() - 2)));
        }
        return DurationText.parse(trimmed);
    }
}
