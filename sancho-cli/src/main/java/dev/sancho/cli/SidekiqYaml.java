package dev.sancho.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Sidekiq's configuration file has and ours has not: sections for environments, keys for things that are Ruby's, and ERB, which only Ruby
 * can run.
 */
final class SidekiqYaml {
    private static final String MERGE = "<<";

    /** Keys of Sidekiq that say nothing here and of which nobody needs to hear. */
    private static final Set<String> WITHOUT_MEANING = Set.of("strict");

    private SidekiqYaml() {}

    /** Which section counts, as in Sidekiq: what the command line says, else a variable, else {@code development}. */
    static String environment(@Nullable String said, UnaryOperator<@Nullable String> variables) {
        if (said != null) {
            return said;
        }
        return Stream.of("APP_ENV", "RAILS_ENV", "RACK_ENV")
                .map(variables)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse("development");
    }

    /** Whether a file is Sidekiq's: by its name, or because a key is a Ruby symbol. */
    static boolean is(String name, Map<?, ?> root) {
        return String.valueOf(Path.of(name).getFileName()).startsWith("sidekiq")
                || root.keySet().stream().anyMatch(key -> String.valueOf(key).startsWith(":"));
    }

    /** @throws CliFailure if a line that is no comment has ERB */
    static void refuseErb(String name, String yaml) {
        List<String> lines = yaml.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.contains("<%") && !line.startsWith("#")) {
                throw CliFailure.usage("The configuration file " + name + " has ERB in line " + (i + 1) + ": " + line
                        + " — only Ruby can run that. Write the value itself, give it on the command line, or have Ruby write a plain file:"
                        + " erb " + name + " > plain.yml");
            }
        }
    }

    /** Keys without the colon of a symbol and with dashes; keys without a value left out, merged hashes put in. */
    static Map<String, Object> plain(Map<?, ?> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (MERGE.equals(key)) {
                merged(value).forEach(plain::putIfAbsent);
            } else if (value != null) {
                plain.put(plainKey(String.valueOf(key)), value);
            }
        });
        return plain;
    }

    /** A scalar without the colon of a symbol. */
    static String plainText(Object value) {
        return String.valueOf(value).replaceFirst("^:", "");
    }

    /** The values with those of the environment's own section over them, and without the sections of others. */
    static Map<String, Object> of(Map<String, Object> values, String environment, List<String> keys) {
        Map<String, Object> merged = new LinkedHashMap<>(values);
        if (merged.remove(plainKey(environment)) instanceof Map<?, ?> section) {
            merged.putAll(plain(section));
        }
        merged.entrySet()
                .removeIf(entry -> WITHOUT_MEANING.contains(entry.getKey())
                        || (!keys.contains(entry.getKey()) && isSection(entry.getValue(), keys)));
        return merged;
    }

    /** The keys that mean nothing here. */
    static Set<String> unknown(Map<String, Object> values, List<String> keys) {
        Set<String> unknown = new TreeSet<>(values.keySet());
        keys.forEach(unknown::remove);
        return unknown;
    }

    private static boolean isSection(Object value, List<String> keys) {
        return value instanceof Map<?, ?> map
                && (map.isEmpty() || plain(map).keySet().stream().anyMatch(keys::contains));
    }

    private static Map<String, Object> merged(Object value) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Object each : value instanceof List<?> several ? several : List.of(value)) {
            if (each instanceof Map<?, ?> map) {
                plain(map).forEach(all::putIfAbsent);
            }
        }
        return all;
    }

    private static String plainKey(String key) {
        return plainText(key).replace('_', '-');
    }
}
