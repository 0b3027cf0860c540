package dev.sancho.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads points in time, ISO 8601; one without an offset is in this machine's zone. */
final class Times implements ITypeConverter<Instant> {
    private static final List<Function<String, Instant>> FORMS = List.of(
            Instant::parse,
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant());

    @Override
    public Instant convert(String text) {
        for (Function<String, Instant> form : FORMS) {
            try {
                return form.apply(text.strip().replace(' ', 'T'));
            } catch (DateTimeException another) {
                // the next form may fit
            }
        }
        throw new TypeConversionException(
                "\"" + text
                        + "\" is no point in time; write 2026-12-24T18:00, with an offset (+01:00, Z) if it is not this machine's zone");
    }
}
