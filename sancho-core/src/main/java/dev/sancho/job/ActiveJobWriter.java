package dev.sancho.job;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts a job into the form that ActiveJob gives it: plain maps, lists, text and numbers. Confined to one thread. */
final class ActiveJobWriter {
    /** Rails counts the average year and month of the Gregorian calendar. */
    private static final long YEAR_SECONDS = 31_556_952;

    private static final long MONTH_SECONDS = YEAR_SECONDS / 12;
    private static final long DAY_SECONDS = 86_400;
    private static final int NANO_DIGITS = 9;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX", Locale.ROOT);

    private final ActiveJob job;

    ActiveJobWriter(ActiveJob job) {
        this.job = job;
    }

    Map<String, @Nullable Object> data(String queue, Instant now, @Nullable Instant due) {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (int i = 0; i < job.args().size(); i++) {
            arguments.add(value(job.args().get(i), "args[" + i + "]"));
        }
        if (!job.keywords().isEmpty()) {
            arguments.add(hash(job.keywords(), ActiveJobValues.KEYWORDS, "keywords"));
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("job_class", job.name());
        data.put("job_id", UUID.randomUUID().toString());
        data.put("provider_job_id", null);
        data.put("queue_name", queue);
        data.put("priority", null);
        data.put("arguments", arguments);
        data.put("executions", 0);
        data.put("exception_executions", Map.of());
        data.put("locale", job.locale());
        data.put("timezone", job.timezone());
        data.put("enqueued_at", utc(now));
        data.put("scheduled_at", due == null ? null : utc(due));
        return data;
    }

    private @Nullable Object value(@Nullable Object value, String path) {
        return switch (value) {
            case null -> null;
            case BigDecimal exact ->
                job.olderRails() ? exact.toString() : serialized("BigDecimal", Map.of("value", exact.toString()));
            case String plain -> plain;
            case Boolean plain -> plain;
            case Number plain -> plain;
            case Character letter -> letter.toString();
            case UUID id -> id.toString();
            case Enum<?> constant -> constant.name();
            case ActiveJob.Symbol symbol -> symbol(symbol.name());
            case GlobalId reference -> Map.of(ActiveJobValues.GLOBAL_ID, reference.toString());
            case Map<?, ?> map -> hash(map, null, path);
            case ActiveJob.SymbolKeys hash -> hash(hash.entries(), ActiveJobValues.SYMBOL_KEYS, path);
            case ActiveJob.Range<?> range -> range(range, path);
            case Collection<?> collection -> list(collection.toArray(), path);
            default -> value.getClass().isArray() ? list(value, path) : time(value, path);
        };
    }

    private Object time(Object value, String path) {
        return switch (value) {
            case Instant time -> serialized("Time", Map.of("value", utc(time)));
            case OffsetDateTime time -> serialized("Time", Map.of("value", TIME.format(time)));
            case ZonedDateTime time
            when time.getZone() instanceof ZoneOffset -> serialized("Time", Map.of("value", TIME.format(time)));
            case ZonedDateTime time -> {
                Map<String, Object> zoned = new LinkedHashMap<>();
                zoned.put("value", TIME.format(time));
                zoned.put("time_zone", time.getZone().getId());
                yield serialized("TimeWithZone", zoned);
            }
            case LocalDate date -> serialized("Date", Map.of("value", date.toString()));
            case Duration duration -> duration(duration);
            case Period period -> period(period);
            default ->
                throw new JobArgumentException("The arguments of " + job.name() + " cannot be enqueued: " + path + ": "
                        + RoundTrip.shown(value)
                        + " has no form in Rails; pass its parts as a map, or a GlobalId that refers to it");
        };
    }

    private Object hash(Map<?, ?> map, @Nullable String symbols, String path) {
        Map<String, @Nullable Object> hash = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name) || ActiveJobValues.RESERVED.contains(name)) {
                throw new JobArgumentException("The arguments of " + job.name() + " cannot be enqueued: " + path
                        + ": the key " + RoundTrip.shown(key) + " is "
                        + (key instanceof String
                                ? "one that Rails keeps for itself"
                                : "no string; keys must be strings"));
            }
            hash.put(name, value(value, path + "." + name));
        });
        List<String> keys = List.copyOf(hash.keySet());
        hash.put(symbols == null ? ActiveJobValues.SYMBOL_KEYS : symbols, symbols == null ? List.of() : keys);
        return hash;
    }

    private List<@Nullable Object> list(Object array, String path) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            list.add(value(Array.get(array, i), path + "[" + i + "]"));
        }
        return list;
    }

    private Object range(ActiveJob.Range<?> range, String path) {
        if (job.olderRails()) {
            throw new JobArgumentException("The arguments of " + job.name() + " cannot be enqueued: " + path
                    + ": Rails before 7.1 takes no range as an argument; pass its ends");
        }
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("begin", value(range.begin(), path + ".begin"));
        parts.put("end", value(range.end(), path + ".end"));
        parts.put("exclude_end", range.excludeEnd());
        return serialized("Range", parts);
    }

    private static Object duration(Duration duration) {
        // A fraction is a float in Ruby, whatever is written.
        Object seconds = duration.toNanosPart() == 0 ? (Object) duration.toSeconds() : fraction(duration);
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("value", seconds);
        parts.put("parts", duration.isZero() ? List.of() : List.of(part("seconds", seconds)));
        return serialized("Duration", parts);
    }

    private static double fraction(Duration duration) {
        return BigDecimal.valueOf(duration.toSeconds())
                .add(BigDecimal.valueOf(duration.toNanosPart(), NANO_DIGITS))
                .doubleValue();
    }

    private static Object period(Period period) {
        List<Object> parts = new ArrayList<>();
        addPart(parts, "years", period.getYears());
        addPart(parts, "months", period.getMonths());
        addPart(parts, "days", period.getDays());
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(
                "value",
                period.getYears() * YEAR_SECONDS + period.getMonths() * MONTH_SECONDS + period.getDays() * DAY_SECONDS);
        all.put("parts", parts);
        return serialized("Duration", all);
    }

    private static void addPart(List<Object> parts, String unit, int amount) {
        if (amount != 0) {
            parts.add(part(unit, amount));
        }
    }

    private static List<Object> part(String unit, Object amount) {
        return List.of(symbol(unit), amount);
    }

    private static Object symbol(String name) {
        return serialized("Symbol", Map.of("value", name));
    }

    private static Map<String, @Nullable Object> serialized(
            String type, Map<String, ? extends @Nullable Object> members) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put(ActiveJobValues.SERIALIZED, ActiveJobValues.SERIALIZERS + type + "Serializer");
        object.putAll(members);
        return object;
    }

    private static String utc(Instant time) {
        return TIME.format(time.atOffset(ZoneOffset.UTC));
    }
}
