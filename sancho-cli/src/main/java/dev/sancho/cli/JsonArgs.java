package dev.sancho.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a job's arguments off the command line or out of a file.
 *
 * <p>On the command line an argument is the JSON value that it reads as ({@code 5}, {@code true}, {@code null}, {@code '[1,2]'},
 * {@code '"5"'}), and text if it reads as none ({@code bob}, {@code 2026-12-24}). What begins like an array, an object or a string but is
 * none is an error, for it is hardly meant as text.
 */
final class JsonArgs {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(Object.class);

    private JsonArgs() {}

    static List<@Nullable Object> parse(List<String> words) {
        List<@Nullable Object> args = new ArrayList<>();
        for (String word : words) {
            args.add(argument(word));
        }
        return args;
    }

    private static @Nullable Object argument(String word) {
        try {
            return JSON.readValue(word);
        } catch (JacksonException notJson) {
            if (word.startsWith("[") || word.startsWith("{") || word.startsWith("\"")) {
                throw CliFailure.usage(
                        "The argument " + word + " begins as JSON but is not: " + notJson.getOriginalMessage());
            }
            if (word.startsWith("-")) {
                throw CliFailure.usage(
                        "Unknown option " + word + "; as an argument that is text write '\"" + word + "\"'");
            }
            return word;
        }
    }

    /**
     * Reads a line of a file: an array of arguments, or any other value as the only one.
     *
     * @throws IllegalArgumentException if it is not JSON, with the reason
     */
    static List<@Nullable Object> line(String line) {
        Object value;
        try {
            value = JSON.readValue(line);
        } catch (JacksonException notJson) {
            throw new IllegalArgumentException(notJson.getOriginalMessage(), notJson);
        }
        List<@Nullable Object> args = new ArrayList<>();
        if (value instanceof List<?> list) {
            args.addAll(list);
        } else {
            args.add(value);
        }
        return args;
    }
}
