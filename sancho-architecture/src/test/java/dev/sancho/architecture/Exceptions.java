package dev.sancho.architecture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The one list of what may break a rule, and why: {@code exceptions.txt}. */
final class Exceptions {
    private static final List<Entry> ENTRIES = read();

    private Exceptions() {}

    /** One line of the file. */
    record Entry(String rule, String subject, String reason) {}

    static List<Entry> all() {
        return ENTRIES;
    }

    static List<String> to(String rule) {
        return ENTRIES.stream()
                .filter(entry -> entry.rule().equals(rule))
                .map(Entry::subject)
                .toList();
    }

    private static List<Entry> read() {
        var stream = Objects.requireNonNull(Exceptions.class.getResourceAsStream("/exceptions.txt"), "exceptions.txt");
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            var entries = new ArrayList<Entry>();
            for (String line : reader.lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    entries.add(parse(line));
                }
            }
            return List.copyOf(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry parse(String line) {
        String[] parts = line.split("\\|", -1);
        if (parts.length != 3 || parts[2].isBlank()) {
            throw new IllegalArgumentException("Not 'rule | subject | reason': " + line);
        }
        return new Entry(parts[0].strip(), parts[1].strip(), parts[2].strip());
    }
}
