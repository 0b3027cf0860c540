package dev.sancho.cli;

import dev.sancho.worker.UnknownNamePolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words of {@code --unknown-names}: {@code pass-on} and {@code leave-queue}. Stateless. */
final class UnknownNamesWord implements ITypeConverter<UnknownNamePolicy> {
    @Override
    public UnknownNamePolicy convert(String word) {
        try {
            return parse(word);
        } catch (IllegalArgumentException unknown) {
            throw new TypeConversionException(String.valueOf(unknown.getMessage()));
        }
    }

    /** @throws IllegalArgumentException if it is none of the words; the message lists them */
    static UnknownNamePolicy parse(String word) {
        return Arrays.stream(UnknownNamePolicy.values())
                .filter(policy -> word(policy).equals(word.replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is none of " + words()));
    }

    static List<String> words() {
        return Arrays.stream(UnknownNamePolicy.values())
                .map(UnknownNamesWord::word)
                .toList();
    }

    private static String word(UnknownNamePolicy policy) {
        return policy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
