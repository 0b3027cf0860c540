package dev.sancho.cli;

import tools.jackson.databind.json.JsonMapper;

/** JSON as the commands print it with {@code --json}: one object on one line. */
public final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private JsonText() {}

    /** Writes maps, lists, records and plain values. */
    public static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
