package dev.sancho.sql;

import dev.sancho.store.StoreException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * {@code jdbc:sqlite:FILE?synchronous=FULL&busy_timeout=30000}.
 *
 * @param synchronous {@code NORMAL}, the default: the death of the process loses nothing, a power loss perhaps the last commits;
 *     {@code FULL}: nothing is lost either way, and each commit waits for the disk; {@code EXTRA}, {@code OFF}: as SQLite has them
 * @param patience how long a call goes on asking while another program keeps the file locked; 30 s, raise it if one does for longer
 */
record SqliteUrl(Path file, String synchronous, Duration patience) {
    static final String PREFIX = "jdbc:sqlite:";

    private static final Set<String> LEVELS = Set.of("OFF", "NORMAL", "FULL", "EXTRA");

    static SqliteUrl parse(String url) {
        String rest = url.substring(PREFIX.length());
        int question = rest.indexOf('?');
        SqliteUrl parsed = new SqliteUrl(
                file(question < 0 ? rest : rest.substring(0, question)), "NORMAL", Duration.ofSeconds(30));
        for (String option :
                question < 0 ? new String[0] : rest.substring(question + 1).split("&")) {
            parsed = parsed.with(option);
        }
        return parsed;
    }

    private static Path file(String name) {
        String path = name.startsWith("file:") ? name.substring("file:".length()) : name;
        if (path.isEmpty() || path.startsWith(":")) {
            throw refused("SQLite jobs need a file, but the URL " + PREFIX + name + " names none. Give one, " + PREFIX
                    + "jobs.db say, or use the URL memory to keep jobs in this process only");
        }
        try {
            return Path.of(path).toAbsolutePath();
        } catch (InvalidPathException noPath) {
            throw refused("The URL " + PREFIX + name + " names no file: " + noPath.getMessage());
        }
    }

    private SqliteUrl with(String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        String value = equals < 0 ? "" : option.substring(equals + 1);
        return switch (name) {
            case "synchronous" -> new SqliteUrl(file, level(value), patience);
            case "busy_timeout" -> new SqliteUrl(file, synchronous, millis(value));
            default ->
                throw refused("The URL of " + file + " has the option " + name
                        + ", which is unknown: there are synchronous (NORMAL, FULL) and busy_timeout (milliseconds)");
        };
    }

    private String level(String value) {
        String level = value.toUpperCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw refused("The option synchronous of " + file + " must be one of " + LEVELS + ", not " + value);
        }
        return level;
    }

    private Duration millis(String value) {
        try {
            return Duration.ofMillis(Integer.parseUnsignedInt(value));
        } catch (NumberFormatException notANumber) {
            throw refused("The option busy_timeout of " + file + " must be a number of milliseconds, not " + value);
        }
    }

    /** Whose turn it is to write is settled here, and the bell is rung: see {@link FileTurn}. */
    Path sideFile() {
        return file.resolveSibling(file.getFileName() + "-turn");
    }

    private static StoreException refused(String message) {
        return new StoreException(message, false, null);
    }
}
