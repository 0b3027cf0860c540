package dev.sancho.job;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Times as Sidekiq writes them: seconds since 1970 as a decimal number with a fraction.
 *
 * <p>A float with a fraction is the one form that Sidekiq 6.4, 7 and 8 all read rightly, so that is what is written, to the
 * microsecond and never in E notation. Read is everything that Sidekiq and its kin are known to write: a number with a fraction or
 * an exponent is seconds; an integer from 10<sup>11</sup> on is milliseconds (Sidekiq 8), a smaller one seconds; a string is tried
 * as a number, then as ISO 8601.
 */
public final class WireTime {
    private static final long MICROS = 1_000_000;
    private static final BigDecimal FIRST_MILLIS = BigDecimal.valueOf(100_000_000_000L);
    private static final BigDecimal LEAST = BigDecimal.valueOf(1, 6);
    private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(Instant.MAX.getEpochSecond());

    private WireTime() {}

    /** {@code 1795424200.1462}: no trailing zeros, but at least one digit after the point. */
    public static String format(Instant time) {
        long micros = toMicros(time);
        if (micros < 0) {
            return BigDecimal.valueOf(micros, 6)
                    .stripTrailingZeros()
                    .setScale(6, RoundingMode.UNNECESSARY)
                    .toPlainString();
        }
        StringBuilder text = new StringBuilder(20).append(micros / MICROS).append('.');
        long fraction = micros % MICROS;
        for (long unit = MICROS / 10; unit > 0; unit /= 10) {
            text.append((char) ('0' + fraction / unit));
            fraction %= unit;
            if (fraction == 0) {
                break;
            }
        }
        return text.toString();
    }

    /** Reads a JSON number or the content of a JSON string; empty if it is no time. */
    public static Optional<Instant> parse(String text) {
        String stripped = text.strip();
        Optional<BigDecimal> number = WireNumber.decimal(stripped);
        return number.isEmpty() ? parseIso(stripped) : parse(stripped, number.get());
    }

    private static Optional<Instant> parse(String text, BigDecimal number) {
        try {
            boolean integer = text.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
            BigDecimal seconds = integer && number.compareTo(FIRST_MILLIS) >= 0 ? number.movePointLeft(3) : number;
            if (seconds.signum() < 0 || seconds.compareTo(LAST_SECOND) > 0) {
                return Optional.empty();
            }
            if (seconds.compareTo(LEAST) < 0) { // rounding 1e-999999999 would take minutes
                return Optional.of(Instant.EPOCH);
            }
            return Optional.of(ofMicros(
                    seconds.movePointRight(6).setScale(0, RoundingMode.HALF_UP).longValueExact()));
        } catch (ArithmeticException outOfRange) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> parseIso(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** Microseconds since 1970, rounded down: the resolution of every time in a store. */
    public static long toMicros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), MICROS), time.getNano() / 1000);
    }

    public static Instant ofMicros(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
    }
}
