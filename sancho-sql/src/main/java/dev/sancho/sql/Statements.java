package dev.sancho.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The text of every statement in one dialect, read from its {@code .sql} files. Immutable. */
final class Statements {
    private static final List<String> FILES =
            List.of("jobs.sql", "owners.sql", "facts.sql", "browse.sql", "schema.sql");

    private final Map<Sql, String> texts;

    private Statements(Map<Sql, String> texts) {
        this.texts = texts;
    }

    /** @param folder the dialect's folder of resources */
    static Statements load(String folder) {
        Map<Sql, String> texts = new EnumMap<>(Sql.class);
        for (String file : FILES) {
            read(resource(folder + "/" + file), texts);
        }
        for (Sql statement : Sql.values()) {
            if (!texts.containsKey(statement)) {
                throw new IllegalStateException("No statement " + statement + " in " + folder + " " + FILES);
            }
        }
        return new Statements(texts);
    }

    /** Sections begin with {@code --: NAME}; comments are not sent to the database. */
    private static void read(String file, Map<Sql, String> texts) {
        String[] sections = file.split("(?m)^--: ", -1);
        for (int i = 1; i < sections.length; i++) {
            int end = sections[i].indexOf('\n');
            String text = sections[i]
                    .lines()
                    .skip(1)
                    .filter(line -> !line.startsWith("--") && !line.isBlank())
                    .map(String::strip)
                    .collect(Collectors.joining(" "));
            Sql name = Sql.valueOf(sections[i].substring(0, end).strip());
            if (texts.put(name, text.substring(0, text.lastIndexOf(';'))) != null) {
                throw new IllegalStateException("Two statements " + name);
            }
        }
    }

    static String resource(String name) {
        try (InputStream in = Statements.class.getResourceAsStream(name)) {
            return new String(
                    Objects.requireNonNull(in, () -> "Resource " + name + " is missing")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Resource " + name + " could not be read", unreadable);
        }
    }

    String text(Sql statement) {
        return Objects.requireNonNull(texts.get(statement));
    }

    /** The same but for one statement: how tests plant a fault. */
    Statements with(Sql statement, String text) {
        Map<Sql, String> altered = new EnumMap<>(texts);
        altered.put(statement, text);
        return new Statements(altered);
    }
}
