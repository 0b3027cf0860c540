package dev.sancho.cli;

import dev.sancho.worker.UnknownNamePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A configuration file in YAML: the long options of {@code sancho work} without their dashes, and {@code capsules}; or a {@code sidekiq.yml},
 * whose keys have a colon in front and underscores.
 *
 * <p>A section named as the environment stands over the rest. Unknown keys are refused, in a file of Sidekiq's told as {@link #ignored}.
 * Immutable.
 */
final class ConfigFile {
    static final ConfigFile NONE = new ConfigFile("", Map.of(), Kind.OURS, List.of());

    private static final List<String> KEYS = List.of(
            "store",
            "queues",
            "concurrency",
            "capsules",
            "jobs",
            "classpath",
            "examples",
            "timeout",
            "tag",
            "label",
            "labels",
            "lease",
            "poison-after",
            "max-retries",
            "retry-delay",
            "look-ahead",
            "unknown-names",
            "run-foreign-batches",
            "job-lines");

    /** Whose file it is. */
    private enum Kind {
        OURS,
        SIDEKIQS
    }

    private final String name;
    private final Map<String, Object> values;
    private final Kind kind;
    private final List<String> ignored;

    private ConfigFile(String name, Map<String, Object> values, Kind kind, List<String> ignored) {
        this.name = name;
        this.values = values;
        this.kind = kind;
        this.ignored = ignored;
    }

    /**
     * Reads a file.
     *
     * @param environment whose section counts
     * @throws CliFailure if it cannot be read, is not YAML, has ERB, or has keys that nobody knows
     */
    static ConfigFile read(Path file, String environment) {
        try {
            return parse(file.toString(), Files.readString(file), environment);
        } catch (NoSuchFileException missing) {
            throw CliFailure.usage("There is no configuration file " + file);
        } catch (IOException unreadable) {
            throw CliFailure.usage("The configuration file " + file + " cannot be read: " + unreadable.getMessage());
        }
    }

    static ConfigFile parse(String name, String yaml, String environment) {
        SidekiqYaml.refuseErb(name, yaml);
        Object root;
        try {
            root = new Load(LoadSettings.builder().setLabel(name).build()).loadFromString(yaml);
        } catch (YamlEngineException notYaml) {
            throw CliFailure.usage("The configuration file " + name + " is not YAML: " + notYaml.getMessage());
        }
        if (root == null) {
            return new ConfigFile(name, Map.of(), Kind.OURS, List.of());
        }
        if (!(root instanceof Map<?, ?> map)) {
            throw CliFailure.usage(
                    "The configuration file " + name + " must hold keys and values, such as concurrency: 10");
        }
        Map<String, Object> values = SidekiqYaml.of(SidekiqYaml.plain(map), environment, KEYS);
        Set<String> unknown = SidekiqYaml.unknown(values, KEYS);
        Kind kind = SidekiqYaml.is(name, map) ? Kind.SIDEKIQS : Kind.OURS;
        if (!unknown.isEmpty() && kind == Kind.OURS) {
            throw CliFailure.usage("The configuration file " + name + " has unknown keys: " + String.join(", ", unknown)
                    + "; known are " + String.join(", ", KEYS));
        }
        return new ConfigFile(name, values, kind, List.copyOf(unknown));
    }

    /** What to tell of keys that mean nothing here; empty if there are none. */
    Optional<String> ignored() {
        return ignored.isEmpty()
                ? Optional.empty()
                : Optional.of("The configuration file " + name
                        + " has keys that mean nothing to Sancho and are ignored: " + String.join(", ", ignored));
    }

    Optional<String> text(String key) {
        return value(key)
                .filter(value -> !(value instanceof List || value instanceof Map))
                .map(String::valueOf);
    }

    Optional<Integer> integer(String key) {
        return value(key).map(value -> {
            if (value instanceof Integer number) {
                return number;
            }
            throw fault(key, value, "a whole number");
        });
    }

    Optional<Boolean> bool(String key) {
        return value(key).map(value -> {
            if (value instanceof Boolean bool) {
                return bool;
            }
            throw fault(key, value, "true or false");
        });
    }

    Optional<Duration> duration(String key) {
        return value(key).map(value -> {
            try {
                return Durations.parse(String.valueOf(value));
            } catch (IllegalArgumentException notADuration) {
                throw fault(key, value, "a length of time, such as 25, 90s or 1h30m");
            }
        });
    }

    Optional<UnknownNamePolicy> unknownNames() {
        return value("unknown-names").map(value -> {
            try {
                return UnknownNamesWord.parse(String.valueOf(value));
            } catch (IllegalArgumentException unknown) {
                throw fault("unknown-names", value, "one of " + String.join(", ", UnknownNamesWord.words()));
            }
        });
    }

    /** A list of strings; one string is a list too. */
    List<String> texts(String key) {
        return value(key).map(ConfigFile::list).orElse(List.of()).stream()
                .map(String::valueOf)
                .toList();
    }

    /** The queues; in Sidekiq's file the default one beside capsules, if none is named. */
    List<QueueWeight> queues() {
        List<QueueWeight> queues = queues("queues", values.get("queues"));
        return queues.isEmpty() && kind == Kind.SIDEKIQS && values.containsKey("capsules")
                ? List.of(new QueueWeight("default", 0))
                : queues;
    }

    /** The capsules by name, each with the keys {@code queues} and {@code concurrency}. */
    Map<String, CapsuleEntry> capsules() {
        Map<String, CapsuleEntry> capsules = new LinkedHashMap<>();
        value("capsules").ifPresent(value -> {
            if (!(value instanceof Map<?, ?> map)) {
                throw fault("capsules", value, "names, each with queues and concurrency");
            }
            SidekiqYaml.plain(map).forEach((capsule, entry) -> capsules.put(capsule, capsule(capsule, entry)));
        });
        return capsules;
    }

    /** A capsule as the file has it. */
    record CapsuleEntry(List<QueueWeight> queues, @Nullable Integer concurrency) {}

    private CapsuleEntry capsule(String capsule, Object entry) {
        String key = "capsules." + capsule;
        if (!(entry instanceof Map<?, ?> map)) {
            throw fault(key, entry, "queues and concurrency");
        }
        ConfigFile inner = new ConfigFile(name, SidekiqYaml.plain(map), kind, List.of());
        return new CapsuleEntry(
                inner.queues(key + ".queues", inner.values.get("queues")),
                inner.integer("concurrency").orElse(null));
    }

    // Sidekiq's forms: - critical, - [critical, 5], - "critical,5"
    private List<QueueWeight> queues(String key, @Nullable Object value) {
        List<QueueWeight> queues = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Object entry : value == null ? List.of() : list(value)) {
            try {
                queues.add(QueueWeight.parse(
                        entry instanceof List<?> pair && pair.size() == 2
                                ? SidekiqYaml.plainText(pair.get(0)) + "," + pair.get(1)
                                : SidekiqYaml.plainText(entry)));
            } catch (IllegalArgumentException notAQueue) {
                throw fault(key, entry, "a queue: - NAME or - [NAME, WEIGHT]");
            }
            if (!names.add(queues.getLast().name())) {
                throw fault(key, entry, "another queue: it stands there twice");
            }
        }
        return queues;
    }

    private Optional<Object> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    private CliFailure fault(String key, Object value, String wanted) {
        return CliFailure.usage(
                "The configuration file " + name + " has " + key + ": " + value + ", which is not " + wanted);
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of(value);
    }
}
