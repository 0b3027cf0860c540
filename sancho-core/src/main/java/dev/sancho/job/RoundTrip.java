package dev.sancho.job;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;

/**
 * Compares a value with what came back when its JSON was read again.
 *
 * <p>Numbers are compared by value, records by component, collections by element, what has an {@code equals} of its own by that, anything
 * else by what Jackson writes of it.
 */
final class RoundTrip {
    private final ObjectWriter writer;

    RoundTrip(ObjectWriter writer) {
        this.writer = writer;
    }

    /** Where and how they differ, {@code args[0].zip: …}; null if they do not. */
    @Nullable
    String difference(String path, @Nullable Object sent, @Nullable Object back) {
        if (Objects.equals(sent, back)) {
            return null;
        }
        if (sent == null || back == null) {
            return differs(path, sent, back);
        }
        if (sent instanceof Number number && back instanceof Number other) {
            return sameNumber(number, other) ? null : differs(path, sent, back);
        }
        if (sent instanceof JsonNode) {
            return sent.toString().equals(back.toString()) ? null : differs(path, sent, back);
        }
        return differenceWithin(path, sent, back);
    }

    /** Of values that may hold others. */
    private @Nullable String differenceWithin(String path, Object sent, Object back) {
        if (sent instanceof Optional<?> one && back instanceof Optional<?> two) {
            return difference(path, one.orElse(null), two.orElse(null));
        }
        if (sent instanceof Map<?, ?> one && back instanceof Map<?, ?> two) {
            return mapDifference(path, one, two);
        }
        if (sent.getClass().isArray() && (back.getClass().isArray() || back instanceof List<?>)) {
            return listDifference(path, elements(sent), elements(back));
        }
        if (sent instanceof List<?> one && back instanceof List<?> two) {
            return listDifference(path, one, two);
        }
        if (sent.getClass() != back.getClass()) {
            return differs(path, sent, back);
        }
        if (sent instanceof Record) {
            return recordDifference(path, sent, back);
        }
        return !hasEquals(sent.getClass()) && sameJson(sent, back) ? null : differs(path, sent, back);
    }

    private @Nullable String recordDifference(String path, Object sent, Object back) {
        for (RecordComponent component : sent.getClass().getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.trySetAccessible();
            try {
                String difference =
                        difference(path + "." + component.getName(), accessor.invoke(sent), accessor.invoke(back));
                if (difference != null) {
                    return difference;
                }
            } catch (IllegalAccessException | InvocationTargetException unreadable) {
                return differs(path, sent, back);
            }
        }
        return null;
    }

    private @Nullable String mapDifference(String path, Map<?, ?> sent, Map<?, ?> back) {
        for (Map.Entry<?, ?> entry : sent.entrySet()) {
            Object key = entry.getKey();
            if (!back.containsKey(key)) {
                return path + ": the map key " + shown(key) + " does not come back as it was"
                        + (key instanceof String ? "" : "; keys should be strings");
            }
            String difference = difference(path + "." + shown(key), entry.getValue(), back.get(key));
            if (difference != null) {
                return difference;
            }
        }
        return sent.size() == back.size() ? null : differs(path, sent, back);
    }

    private @Nullable String listDifference(String path, List<?> sent, List<?> back) {
        if (sent.size() != back.size()) {
            return differs(path, sent, back);
        }
        Iterator<?> other = back.iterator();
        int index = 0;
        for (Object element : sent) {
            String difference = difference(path + "[" + index + "]", element, other.next());
            if (difference != null) {
                return difference;
            }
            index++;
        }
        return null;
    }

    private static List<?> elements(Object arrayOrList) {
        if (arrayOrList instanceof List<?> list) {
            return list;
        }
        Object[] elements = new Object[Array.getLength(arrayOrList)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = Array.get(arrayOrList, i);
        }
        return java.util.Arrays.asList(elements);
    }

    private static boolean sameNumber(Number one, Number two) {
        return one.getClass().getName().startsWith("java.")
                && two.getClass().getName().startsWith("java.")
                && new BigDecimal(one.toString()).compareTo(new BigDecimal(two.toString())) == 0;
    }

    private static boolean hasEquals(Class<?> type) {
        try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private boolean sameJson(Object sent, Object back) {
        return writer.writeValueAsString(sent).equals(writer.writeValueAsString(back));
    }

    private static String differs(String path, @Nullable Object sent, @Nullable Object back) {
        return path + ": " + shown(sent) + " would come back as " + shown(back);
    }

    static String shown(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        String type = value.getClass().getSimpleName();
        return value instanceof String text
                ? Json.quote(Text.start(text))
                : Text.start(value.toString()) + " (" + type + ")";
    }
}
