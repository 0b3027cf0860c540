package dev.sancho.job;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * JSON as Ruby's {@code JSON.generate} writes it.
 *
 * <p>Ruby reschedules a job by writing {@code generate(parse(member))}: if that differs from the bytes in Redis by a single one, the job
 * runs twice. So: no spaces, UTF-8 unescaped, {@code /} unescaped, control characters as lower-case {@code \}{@code u001f}, floats as
 * {@code Float#to_s} prints them.
 */
public final class Json {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .disable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .build();

    /**
     * For whole payloads, whose members are found and not read: a long number or name in one of them is no reason to refuse the job. Nested
     * they may be as deep as with {@link #FACTORY}.
     */
    static final JsonFactory PAYLOADS = FACTORY.rebuild()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .addModule(new SimpleModule("sancho-numbers")
                    .addSerializer(Double.class, new RubyFloat<>(Double.class))
                    .addSerializer(double.class, new RubyFloat<>(Double.class))
                    .addSerializer(Float.class, new RubyFloat<>(Float.class))
                    .addSerializer(float.class, new RubyFloat<>(Float.class)))
            .build();

    private Json() {}

    /** The mapper for everything that goes into a payload; immutable, to be {@code rebuild()} where other types need help. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** A string as a JSON value, quotes included. */
    public static String quote(String text) {
        StringWriter out = new StringWriter(text.length() + 2);
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            generator.writeString(text);
        }
        return out.toString();
    }

    /**
     * A finite number as {@code Float#to_s} prints it: decimal from 10<sup>-4</sup> up to 10<sup>15</sup>, otherwise {@code 1.0e+15}.
     *
     * @throws IllegalArgumentException for NaN and the infinities, which JSON cannot say
     */
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " has no JSON form");
        }
        double size = Math.abs(value);
        if (value == 0 || (size >= 1e-4 && size < 1e15)) {
            BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
            String sign = value == 0 && 1 / value < 0 ? "-" : "";
            return sign
                    + (decimal.scale() < 1 ? decimal.setScale(1, RoundingMode.UNNECESSARY) : decimal).toPlainString();
        }
        String scientific = Double.toString(value).toLowerCase(Locale.ROOT);
        int exponent = scientific.indexOf('e') + 1;
        boolean negative = scientific.charAt(exponent) == '-';
        String digits = scientific.substring(negative ? exponent + 1 : exponent);
        return scientific.substring(0, exponent)
                + (negative ? '-' : '+')
                + (digits.length() < 2 ? "0" + digits : digits);
    }

    private static final class RubyFloat<N extends Number> extends StdSerializer<N> {
        RubyFloat(Class<N> type) {
            super(type);
        }

        @Override
        public void serialize(N value, JsonGenerator out, SerializationContext context) {
            // The decimal digits of a float, not those of the double nearest to it.
            double number = value instanceof Float ? Double.parseDouble(value.toString()) : value.doubleValue();
            if (!Double.isFinite(number)) {
                context.reportMappingProblem("%s has no JSON form", value);
            }
            out.writeNumber(number(number));
        }
    }
}
