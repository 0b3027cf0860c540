package dev.sancho.cli;

import java.util.Locale;
import java.util.Set;

/** The log of the command: one line an event to stderr; how the lines look is in {@code simplelogger.properties}. */
final class Logging {
    private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug", "trace");

    private Logging() {}

    /** Must be called before the first logger is made. */
    static void level(String level) {
        String lower = level.toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(lower)) {
            throw CliFailure.usage("\"" + level + "\" is no log level; write error, warn, info, debug or trace");
        }
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", lower);
    }
}
