package dev.sancho.job;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * How values of one declared type are written and read, and whether each must be tried: a type made only of simple values, plain
 * collections and plain records survives the way if its first value did.
 */
final class ArgBinding {
    private static final Set<Class<?>> SIMPLE = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class,
            Locale.class,
            byte[].class);
    private static final Set<Class<?>> KEYS = Set.of(String.class, Integer.class, Long.class, UUID.class);

    private final JavaType type;
    private final Class<?> boxed;
    private final ObjectWriter writer;
    private final ObjectReader reader;
    private final boolean provable;
    private volatile boolean proven;

    ArgBinding(JsonMapper mapper, JavaType type) {
        this.type = type;
        this.boxed = MethodType.methodType(type.getRawClass()).wrap().returnType();
        this.writer = mapper.writerFor(type);
        this.reader = mapper.readerFor(type).without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.provable = provable(mapper, type, new HashSet<>());
    }

    JavaType type() {
        return type;
    }

    /** Whether it is a value of this type, as far as its class says. */
    boolean takes(Object value) {
        return boxed.isInstance(value);
    }

    ObjectWriter writer() {
        return writer;
    }

    ObjectReader reader() {
        return reader;
    }

    /** Whether a value need not be tried any more. */
    boolean proven() {
        return proven;
    }

    /** A value, not null, was tried and came back as it was. */
    void tried() {
        proven = provable;
    }

    private static boolean provable(JsonMapper mapper, JavaType type, Set<JavaType> open) {
        Class<?> raw = type.getRawClass();
        boolean fromJdk = raw.getName().startsWith("java.");
        if (raw.isPrimitive() || SIMPLE.contains(raw) || (raw.isEnum() && plain(raw))) {
            return true;
        }
        if (raw.getName().startsWith("java.time.")) {
            return true;
        }
        if (raw.isArray() || (type.isCollectionLikeType() && fromJdk) || (type.isReferenceType() && fromJdk)) {
            return provable(mapper, type.getContentType(), open);
        }
        if (type.isMapLikeType() && fromJdk) {
            Class<?> key = type.getKeyType().getRawClass();
            return (KEYS.contains(key) || (key.isEnum() && plain(key)))
                    && provable(mapper, type.getContentType(), open);
        }
        return raw.isRecord() && (!open.add(type) || plainRecord(mapper, type, open));
    }

    private static boolean plainRecord(JsonMapper mapper, JavaType type, Set<JavaType> open) {
        RecordComponent[] components = type.getRawClass().getRecordComponents();
        return plain(type.getRawClass())
                && Arrays.stream(components)
                        .allMatch(component -> provable(
                                mapper,
                                mapper.getTypeFactory()
                                        .resolveMemberType(component.getGenericType(), type.getBindings()),
                                open));
    }

    /** No annotation of Jackson's stands on the class or in it. */
    private static boolean plain(Class<?> type) {
        Stream<AnnotatedElement> elements = Stream.of(
                        Stream.of(type),
                        Arrays.stream(type.getDeclaredFields()),
                        Arrays.stream(type.getDeclaredMethods()),
                        Arrays.stream(type.getDeclaredConstructors()))
                .flatMap(parts -> parts);
        return elements.flatMap(element -> Arrays.stream(element.getAnnotations()))
                .map(Annotation::annotationType)
                .noneMatch(annotation -> annotation.getName().contains(".jackson."));
    }
}
