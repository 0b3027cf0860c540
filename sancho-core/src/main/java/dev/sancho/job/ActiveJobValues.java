package dev.sancho.job;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Turns arguments as ActiveJob serialises them into plain JSON, which binds to Java's own types: symbols, classes, times, dates, exact
 * decimals and references become text, durations ISO 8601, hashes lose ActiveJob's marks.
 *
 * <p>What a serializer of the application wrote stays as it is, mark and all.
 */
final class ActiveJobValues {
    static final String GLOBAL_ID = "_aj_globalid";
    static final String SERIALIZED = "_aj_serialized";
    static final String SYMBOL_KEYS = "_aj_symbol_keys";
    static final String KEYWORDS = "_aj_ruby2_keywords";
    static final String SERIALIZERS = "ActiveJob::Serializers::";
    private static final String INDIFFERENT = "_aj_hash_with_indifferent_access";

    /** The keys that mean something to ActiveJob; it refuses them in a hash. */
    static final Set<String> RESERVED = Set.of(GLOBAL_ID, SERIALIZED, SYMBOL_KEYS, KEYWORDS, INDIFFERENT);

    private static final Set<String> HASH_MARKS = Set.of(SYMBOL_KEYS, KEYWORDS, INDIFFERENT);
    private static final Set<String> TIME_UNITS = Set.of("hours", "minutes", "seconds");
    private static final int DAYS_A_WEEK = 7;
    private static final int MOST_DIGITS = 40;

    private ActiveJobValues() {}

    static JsonNode plain(JsonNode value) {
        return switch (value) {
            case ArrayNode array -> {
                ArrayNode plain = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> plain.add(plain(element)));
                yield plain;
            }
            case ObjectNode object when object.has(SERIALIZED) -> deserialized(object);
            case ObjectNode object when object.size() == 1 && object.has(GLOBAL_ID) -> object.get(GLOBAL_ID);
            case ObjectNode object -> {
                ObjectNode plain = JsonNodeFactory.instance.objectNode();
                object.properties().stream()
                        .filter(member -> !HASH_MARKS.contains(member.getKey()))
                        .forEach(member -> plain.set(member.getKey(), plain(member.getValue())));
                yield plain;
            }
            default -> value;
        };
    }

    private static JsonNode deserialized(ObjectNode object) {
        String serializer = object.get(SERIALIZED).asString("");
        if (!serializer.startsWith(SERIALIZERS)) {
            return object;
        }
        return switch (serializer.substring(SERIALIZERS.length())) {
            case "SymbolSerializer",
                    "ModuleSerializer",
                    "TimeSerializer",
                    "TimeWithZoneSerializer",
                    "DateTimeSerializer",
                    "DateSerializer",
                    "BigDecimalSerializer" -> object.has("value") ? object.get("value") : object;
            case "DurationSerializer" -> duration(object);
            case "RangeSerializer" -> range(object);
            default -> object;
        };
    }

    private static ObjectNode range(ObjectNode object) {
        ObjectNode range = JsonNodeFactory.instance.objectNode();
        range.set("begin", end(object, "begin"));
        range.set("end", end(object, "end"));
        range.put("excludeEnd", object.path("exclude_end").asBoolean(false));
        return range;
    }

    private static JsonNode end(ObjectNode range, String which) {
        return range.has(which) ? plain(range.get(which)) : JsonNodeFactory.instance.nullNode();
    }

    /**
     * A duration without months and years reads as {@link Duration}, one of years, months, weeks and days as {@link Period}, and one of days as
     * either.
     */
    private static JsonNode duration(ObjectNode object) {
        try {
            Map<String, BigDecimal> parts = parts(object.path("parts"));
            boolean calendar = parts.containsKey("years") || parts.containsKey("months");
            boolean whole = parts.values().stream()
                    .allMatch(amount -> amount.stripTrailingZeros().scale() <= 0);
            boolean days = parts.keySet().stream().noneMatch(TIME_UNITS::contains);
            if (whole && days && !parts.isEmpty()) {
                return StringNode.valueOf(period(parts).toString());
            }
            Duration time = seconds(calendar ? parts : Map.of("seconds", amount(object.path("value"))));
            if (!calendar) {
                return StringNode.valueOf(time.toString());
            }
            return whole ? StringNode.valueOf(period(parts) + time.toString().substring(1)) : object;
        } catch (ArithmeticException | DateTimeException | JacksonException beyondCounting) {
            return object;
        }
    }

    private static Period period(Map<String, BigDecimal> parts) {
        int weeks = part(parts, "weeks").intValueExact();
        return Period.of(
                part(parts, "years").intValueExact(),
                part(parts, "months").intValueExact(),
                Math.addExact(
                        Math.multiplyExact(weeks, DAYS_A_WEEK),
                        part(parts, "days").intValueExact()));
    }

    private static Duration seconds(Map<String, BigDecimal> parts) {
        BigDecimal seconds = part(parts, "hours")
                .multiply(BigDecimal.valueOf(60))
                .add(part(parts, "minutes"))
                .multiply(BigDecimal.valueOf(60))
                .add(part(parts, "seconds"));
        BigDecimal[] split = seconds.divideAndRemainder(BigDecimal.ONE);
        return Duration.ofSeconds(
                split[0].longValueExact(), split[1].movePointRight(9).longValue());
    }

    private static BigDecimal part(Map<String, BigDecimal> parts, String unit) {
        return parts.getOrDefault(unit, BigDecimal.ZERO);
    }

    // Pairs of a symbol and a number; or a hash of them, as Rails would write it if it had meant to.
    private static Map<String, BigDecimal> parts(JsonNode serialized) {
        Map<String, BigDecimal> parts = new LinkedHashMap<>();
        JsonNode plain = plain(serialized);
        if (plain.isObject()) {
            plain.properties().forEach(part -> add(parts, part.getKey(), part.getValue()));
        }
        for (JsonNode pair : plain) {
            if (pair.isArray() && pair.size() == 2) {
                add(parts, pair.get(0).asString(""), pair.get(1));
            }
        }
        return parts;
    }

    private static void add(Map<String, BigDecimal> parts, String unit, JsonNode amount) {
        BigDecimal counted = amount(amount);
        if (counted.signum() != 0) {
            parts.put(unit, counted);
        }
    }

    // To count with 1e999999999 would take all memory.
    private static BigDecimal amount(JsonNode number) {
        BigDecimal amount = number.asDecimal();
        if (Math.abs((long) amount.scale()) > MOST_DIGITS || amount.precision() > MOST_DIGITS) {
            throw new ArithmeticException("out of range");
        }
        return amount;
    }
}
