package dev.sancho.job;

import dev.sancho.job.JobType.Parameter;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes arguments as the JSON array of a payload and reads them for a method or a record.
 *
 * <p>An argument is tried when it is written: what would not come back from its JSON as it was, read as the declared type, is refused with
 * the path to the offending value. (Types made only of simple values, plain collections and plain records are tried once.) Written is
 * JSON as Ruby's {@code JSON.generate} writes it; at most 98 levels deep, for Ruby reads no more. A string binds to no class by name:
 * default typing is refused. Immutable but for its caches; thread-safe.
 */
public final class ArgsCodec {
    /** One MiB. Larger arguments belong in a database or a file, and a reference to them in the job. */
    public static final int DEFAULT_MAX_BYTES = 1 << 20;

    private static final byte[] EMPTY = {'[', ']'};

    private final JsonMapper mapper;
    private final int maxBytes;
    private final ConcurrentMap<JavaType, ArgBinding> bindings = new ConcurrentHashMap<>();

    private ArgsCodec(JsonMapper mapper, int maxBytes) {
        this.mapper = mapper;
        this.maxBytes = maxBytes;
    }

    /** The codec of every client and worker that is given no other. */
    public static ArgsCodec standard() {
        JsonMapper mapper = Json.mapper()
                .rebuild()
                .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .enable(DateTimeFeature.WRITE_DATES_WITH_ZONE_ID)
                .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .build();
        return new ArgsCodec(mapper, DEFAULT_MAX_BYTES);
    }

    /**
     * This codec with a mapper that knows more: {@code codec.with(builder -> builder.addModule(…))}.
     *
     * @throws IllegalArgumentException if the mapper has default typing, by which a payload could name any class to be made
     */
    public ArgsCodec with(UnaryOperator<JsonMapper.Builder> change) {
        JsonMapper changed = change.apply(mapper.rebuild()).build();
        if (changed.deserializationConfig().getDefaultTyper(changed.constructType(Object.class)) != null) {
            throw new IllegalArgumentException(
                    "Default typing is refused: with it a payload could name any class to be made;"
                            + " put @JsonTypeInfo(use = NAME) on the types that need it");
        }
        return new ArgsCodec(changed, maxBytes);
    }

    /**
     * This codec with another limit to the JSON that it writes for a job's arguments; it reads whatever there is. A client sets it to its own
     * {@code maxPayloadBytes}; one MiB if nobody says.
     */
    public ArgsCodec withMaxBytes(int maxBytes) {
        if (maxBytes < EMPTY.length) {
            throw new IllegalArgumentException("maxBytes " + maxBytes + ": must be at least " + EMPTY.length);
        }
        return maxBytes == this.maxBytes ? this : new ArgsCodec(mapper, maxBytes);
    }

    /**
     * Writes the arguments of a job whose types are known.
     *
     * @param args one for each of the type's parameters; the last may be an array if it is variable
     * @throws JobArgumentException if one does not fit or would not survive the way
     */
    public byte[] encode(JobType type, @Nullable Object... args) {
        List<Parameter> parameters = type.parameters();
        if (args.length != parameters.size()) {
            throw new JobArgumentException(
                    type.name() + " was given " + count(args.length) + ", but " + type + " takes " + parameters.size());
        }
        if (args.length == 0) {
            return EMPTY;
        }
        ArgsWriter writer = new ArgsWriter(type.name(), mapper, maxBytes);
        return writer.array(() -> {
            for (int i = 0; i < args.length; i++) {
                JavaType declared = parameters.get(i).type();
                if (type.varargs() && i == args.length - 1) {
                    writer.variable(i, binding(declared.getContentType()), args[i]);
                } else {
                    writer.write(i, binding(declared), args[i]);
                }
            }
        });
    }

    /** Writes a record's components, as {@link #encode(JobType, Object...)} does. */
    public byte[] encodeRecord(JobType type, Record job) {
        return encode(type, type.components(job));
    }

    /**
     * Writes the arguments of a job that is known by its name only; they are tried as if its method took plain JSON values: maps, lists,
     * strings, numbers, booleans and null.
     *
     * @throws JobArgumentException if one would not survive the way
     */
    public byte[] encodeUntyped(String name, List<? extends @Nullable Object> args) {
        ArgBinding any = binding(mapper.constructType(Object.class));
        ArgsWriter writer = new ArgsWriter(name, mapper, maxBytes);
        return writer.array(() -> {
            for (int i = 0; i < args.size(); i++) {
                writer.write(i, any, args.get(i));
            }
        });
    }

    /**
     * Reads arguments as what a method or record takes; one for each of the type's parameters.
     *
     * @param args the payload's {@code args}; null if there is none
     * @throws JobArgumentException if there are too many or too few (an Optional or {@code @Nullable} parameter at the end may be missing), or
     *     one is no such value
     */
    public @Nullable Object[] decode(JobType type, byte @Nullable [] args) {
        @Nullable Object[] values = new @Nullable Object[type.parameters().size()];
        int given = read(type, args, values);
        for (int missing = given; missing < values.length; missing++) {
            values[missing] = missing(type, missing, given);
        }
        return values;
    }

    /** Returns how many of the values were there. */
    private int read(JobType type, byte @Nullable [] args, @Nullable Object[] values) {
        int index = 0;
        try (JsonParser parser = mapper.createParser(args == null ? new byte[0] : args)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw ArgErrors.noArray(type, args);
            }
            for (; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                if (index == values.length) {
                    throw ArgErrors.tooMany(type, mapper.readTree(args).size());
                }
                JavaType declared = type.parameters().get(index).type();
                if (type.varargs() && index == values.length - 1) {
                    values[index] = rest(parser, declared);
                    return values.length;
                }
                values[index] = binding(declared).reader().readValue(parser);
            }
            return index;
        } catch (JacksonException unfit) {
            throw ArgErrors.unfit(type, index, ArgErrors.found(args, index, mapper), unfit);
        }
    }

    /** Reads arguments as the components of a new record. */
    public Record decodeRecord(JobType type, byte @Nullable [] args) {
        return type.construct(decode(type, args));
    }

    private Object rest(JsonParser parser, JavaType arrayType) {
        ArgBinding element = binding(arrayType.getContentType());
        List<@Nullable Object> values = new ArrayList<>();
        do {
            values.add(element.reader().readValue(parser));
        } while (parser.nextToken() != JsonToken.END_ARRAY);
        Object array = Array.newInstance(arrayType.getContentType().getRawClass(), values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    private @Nullable Object missing(JobType type, int index, int given) {
        Parameter parameter = type.parameters().get(index);
        if (type.varargs() && index == type.parameters().size() - 1) {
            return Array.newInstance(parameter.type().getContentType().getRawClass(), 0);
        }
        if (!parameter.optional()) {
            throw ArgErrors.missing(type, index, given);
        }
        return binding(parameter.type()).reader().readValue(new byte[] {'n', 'u', 'l', 'l'});
    }

    private ArgBinding binding(JavaType type) {
        ArgBinding known = bindings.get(type);
        return known != null ? known : bindings.computeIfAbsent(type, unknown -> new ArgBinding(mapper, unknown));
    }

    private static String count(int args) {
        return args == 1 ? "1 argument" : args + " arguments";
    }
}
