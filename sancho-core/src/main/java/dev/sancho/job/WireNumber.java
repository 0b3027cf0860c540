package dev.sancho.job;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/** Numbers as they stand in payloads of any origin: however long one is, it is read in short time or not at all. */
final class WireNumber {
    /** Reading a number takes time by the square of its length: one of a million digits would keep a thread for minutes. */
    private static final int LONGEST = 1_000;

    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);

    private WireNumber() {}

    /** The number in a text of up to 1,000 characters; empty for anything else. */
    static Optional<BigDecimal> decimal(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** An integer, or a fraction that is one, {@code 5.0} say; one that no long can hold is the nearest that can. Empty for anything else. */
    static OptionalLong integer(String text) {
        if (text.length() > LONGEST && text.matches("-?\\d+")) {
            return OptionalLong.of(text.charAt(0) == '-' ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
        Optional<BigDecimal> number = decimal(text);
        try {
            return number.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(number.get().min(MOST).max(LEAST).longValueExact());
        } catch (ArithmeticException notAnInteger) {
            return OptionalLong.empty();
        }
    }
}
