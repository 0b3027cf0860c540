package dev.sancho.job;

import dev.sancho.job.JobType.Parameter;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
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
    /** Larger arguments belong in a database or a file, and a reference to them in the job. */
    private static final int DEFAULT_MAX_BYTES = 1_000_000;

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

    /** This codec with another limit to the JSON of a job's arguments; one million bytes if nobody says. */
    public ArgsCodec withMaxBytes(int maxBytes) {
        if (maxBytes < EMPTY.length) {
            throw new IllegalArgumentException("maxBytes " + maxBytes + ": must be at least " + EMPTY.length);
        }
        return new ArgsCodec(mapper, maxBytes);
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
        return args.length == 0
                ? EMPTY
                : array(type.name(), out -> {
                    for (int i = 0; i < args.length; i++) {
                        JavaType declared = parameters.get(i).type();
                        if (type.varargs() && i == args.length - 1) {
                            variable(type.name(), i, declared, args[i], out);
                        } else {
                            write(type.name(), i, binding(declared), args[i], out);
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
        return array(name, out -> {
            for (int i = 0; i < args.size(); i++) {
                write(name, i, any, args.get(i), out);
            }
        });
    }

    private byte[] array(String name, Consumer<JsonBytes> elements) {
        JsonBytes out = new JsonBytes(maxBytes);
        try {
            out.write('[');
            elements.accept(out);
            out.write(']');
        } catch (JsonBytes.FullException full) {
            throw tooLarge(name);
        }
        if (out.size() > maxBytes) {
            throw tooLarge(name);
        }
        return out.toArray();
    }

    private void variable(String name, int index, JavaType type, @Nullable Object array, JsonBytes out) {
        ArgBinding element = binding(type.getContentType());
        int length = array == null ? 0 : Array.getLength(array);
        for (int i = 0; i < length; i++) {
            write(name, index + i, element, Array.get(array, i), out);
        }
    }

    private void write(String name, int index, ArgBinding binding, @Nullable Object arg, JsonBytes out) {
        if (index > 0) {
            out.write(',');
        }
        try {
            switch (arg) {
                case null -> nothing(name, index, binding, out);
                case String text when binding.takes(text) -> out.string(text);
                case Long number when binding.takes(number) -> out.ascii(number.toString());
                case Integer number when binding.takes(number) -> out.ascii(number.toString());
                case Boolean bool when binding.takes(bool) -> out.ascii(bool.toString());
                default -> writeAndTry(name, index, binding, arg, out);
            }
        } catch (IllegalArgumentException unfit) {
            throw unfit instanceof JobArgumentException
                    ? unfit
                    : new JobArgumentException(refusal(name, path(index), unfit.getMessage()), unfit);
        }
    }

    private static void nothing(String name, int index, ArgBinding binding, JsonBytes out) {
        if (binding.type().isPrimitive()) {
            throw new JobArgumentException(
                    refusal(name, path(index), "null is no " + binding.type().getRawClass()));
        }
        out.ascii("null");
    }

    private void writeAndTry(String name, int index, ArgBinding binding, Object arg, JsonBytes out) {
        if (!binding.takes(arg)) {
            throw new JobArgumentException(
                    refusal(name, path(index), RoundTrip.shown(arg) + " is no " + ArgErrors.typeName(binding.type())));
        }
        int start = out.size();
        try (JsonGenerator generator = new RubyGenerator(mapper.createGenerator(out))) {
            binding.writer().writeValue(generator, arg);
        } catch (JacksonException unwritable) {
            if (out.size() > maxBytes) {
                throw tooLarge(name);
            }
            throw new JobArgumentException(
                    refusal(name, ArgErrors.path(path(index), unwritable), ArgErrors.reason(unwritable)), unwritable);
        }
        if (!binding.proven()) {
            tryOut(name, index, binding, arg, Arrays.copyOfRange(out.bytes(), start, out.size()));
        }
    }

    private void tryOut(String name, int index, ArgBinding binding, Object arg, byte[] json) {
        try {
            Object back = binding.reader().readValue(json);
            String difference = new RoundTrip(mapper.writer()).difference(path(index), arg, back);
            if (difference != null) {
                throw new JobArgumentException("The arguments of " + name + " would not survive the way: " + difference
                        + "; declare the parameter with the value's own type, or pass a simpler value");
            }
        } catch (JacksonException unreadable) {
            throw new JobArgumentException(
                    refusal(
                            name,
                            ArgErrors.path(path(index), unreadable),
                            "it could not be read back: " + ArgErrors.reason(unreadable)),
                    unreadable);
        }
        binding.tried();
    }

    /**
     * Reads arguments as what a method or record takes; one for each of the type's parameters.
     *
     * @param args the payload's {@code args}; null if there is none
     * @throws JobArgumentException if there are too many or too few (an Optional or {@code @Nullable} parameter at the end may be missing), or
     *     one is no such value
     */
    public @Nullable Object[] decode(JobType type, byte @Nullable [] args) {
        List<Parameter> parameters = type.parameters();
        @Nullable Object[] values = new @Nullable Object[parameters.size()];
        int index = 0;
        try (JsonParser parser = mapper.createParser(args == null ? new byte[0] : args)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw ArgErrors.noArray(type, args);
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (type.varargs() && index == values.length - 1) {
                    values[index] = rest(parser, parameters.get(index).type());
                    return values;
                }
                if (index == values.length) {
                    throw ArgErrors.tooMany(type, mapper.readTree(args).size());
                }
                values[index] = binding(parameters.get(index).type()).reader().readValue(parser);
                index++;
            }
        } catch (JacksonException unfit) {
            throw ArgErrors.unfit(type, index, args, mapper, unfit);
        }
        for (int missing = index; missing < values.length; missing++) {
            values[missing] = missing(type, missing, index);
        }
        return values;
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

    private JobArgumentException tooLarge(String name) {
        return new JobArgumentException("The arguments of " + name + " are larger than " + maxBytes
                + " bytes of JSON; keep the data elsewhere and pass a reference to it, or raise the limit");
    }

    private static String refusal(String name, String path, @Nullable String reason) {
        return "The arguments of " + name + " cannot be enqueued: " + path + ": " + reason;
    }

    private static String path(int index) {
        return "args[" + index + "]";
    }

    private static String count(int args) {
        return args == 1 ? "1 argument" : args + " arguments";
    }
}
