package dev.sancho.job;

import java.lang.reflect.Array;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes the arguments of one job, and tries each; what would not come back as it was is refused. Confined to one thread. */
final class ArgsWriter {
    private final String name;
    private final JsonMapper mapper;
    private final int maxBytes;
    private final JsonBytes out;

    /** @param name the job's, for messages */
    ArgsWriter(String name, JsonMapper mapper, int maxBytes) {
        this.name = name;
        this.mapper = mapper;
        this.maxBytes = maxBytes;
        this.out = new JsonBytes(maxBytes);
    }

    /** The whole array. */
    byte[] array(Runnable elements) {
        try {
            out.write('[');
            elements.run();
            out.write(']');
        } catch (JsonBytes.FullException full) {
            throw tooLarge();
        }
        if (out.overflown()) {
            throw tooLarge();
        }
        return out.toArray();
    }

    /** The elements of an array, each as an argument; null has none. */
    void variable(int index, ArgBinding element, @Nullable Object array) {
        int length = array == null ? 0 : Array.getLength(array);
        for (int i = 0; i < length; i++) {
            write(index + i, element, Array.get(array, i));
        }
    }

    void write(int index, ArgBinding binding, @Nullable Object arg) {
        if (index > 0) {
            out.write(',');
        }
        try {
            switch (arg) {
                case null -> nothing(index, binding);
                case String text when binding.takes(text) -> out.string(text);
                case Long number when binding.takes(number) -> out.ascii(number.toString());
                case Integer number when binding.takes(number) -> out.ascii(number.toString());
                case Boolean bool when binding.takes(bool) -> out.ascii(bool.toString());
                default -> writeAndTry(index, binding, arg);
            }
        } catch (IllegalArgumentException unfit) {
            throw unfit instanceof JobArgumentException
                    ? unfit
                    : new JobArgumentException(refusal(path(index), unfit.getMessage()), unfit);
        }
    }

    private void nothing(int index, ArgBinding binding) {
        if (binding.type().isPrimitive()) {
            throw new JobArgumentException(
                    refusal(path(index), "null is no " + binding.type().getRawClass()));
        }
        out.ascii("null");
    }

    private void writeAndTry(int index, ArgBinding binding, Object arg) {
        if (!binding.takes(arg)) {
            throw new JobArgumentException(
                    refusal(path(index), RoundTrip.shown(arg) + " is no " + ArgErrors.typeName(binding.type())));
        }
        int start = out.size();
        try (JsonGenerator generator = new RubyGenerator(mapper.createGenerator(out))) {
            binding.writer().writeValue(generator, arg);
        } catch (JacksonException unwritable) {
            if (out.overflown()) {
                throw tooLarge();
            }
            throw new JobArgumentException(
                    refusal(ArgErrors.path(path(index), unwritable), ArgErrors.reason(unwritable)), unwritable);
        }
        if (!binding.proven() && !out.overflown()) {
            tryOut(index, binding, arg, Arrays.copyOfRange(out.bytes(), start, out.size()));
        }
    }

    private void tryOut(int index, ArgBinding binding, Object arg, byte[] json) {
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
                            ArgErrors.path(path(index), unreadable),
                            "it could not be read back: " + ArgErrors.reason(unreadable)),
                    unreadable);
        }
        binding.tried();
    }

    private JobArgumentException tooLarge() {
        return JobArgumentException.tooLarge("The arguments of " + name, out.total(), maxBytes);
    }

    private String refusal(String path, @Nullable String reason) {
        return "The arguments of " + name + " cannot be enqueued: " + path + ": " + reason;
    }

    private static String path(int index) {
        return "args[" + index + "]";
    }
}
