package dev.sancho.examples.demo;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stdout is.
 *
 * @param live a terminal on which the cursor can move, large enough for the screen
 * @param colours whether it may be coloured
 */
record Terminal(boolean live, boolean colours) {
    private static final int ROWS = 24;
    private static final int COLUMNS = 80;

    static Terminal ofThisProcess() {
        return of(System.getenv(), isTerminal(), size());
    }

    /** @param size rows and columns as stty prints them; null if unknown */
    static Terminal of(Map<String, String> environment, boolean terminal, @Nullable String size) {
        String term = environment.getOrDefault("TERM", "dumb").toLowerCase(Locale.ROOT);
        boolean able = terminal && !term.equals("dumb") && !term.isEmpty() && largeEnough(size);
        return new Terminal(
                able, able && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    private static boolean largeEnough(@Nullable String size) {
        if (size == null || !size.strip().matches("\\d{1,5} \\d{1,5}")) {
            return true;
        }
        String[] parts = size.strip().split(" ", 2);
        int rows = Integer.parseInt(parts[0]);
        int columns = Integer.parseInt(parts[1]);
        return rows == 0 || columns == 0 || (rows >= ROWS && columns >= COLUMNS);
    }

    // System.console() asks for stdin too, and says yes to files on some JDKs.
    @SuppressWarnings("SystemConsoleNull") // asked only where there is no /proc, and then the best there is
    private static boolean isTerminal() {
        Path stdout = Path.of("/proc/self/fd/1");
        try {
            String target = Files.readSymbolicLink(stdout).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noProc) {
            return System.console() != null;
        }
    }

    private static @Nullable String size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream out = stty.getInputStream()) {
                return new String(out.readAllBytes(), StandardCharsets.US_ASCII);
            }
        } catch (IOException unknown) {
            return null;
        }
    }

    String bold(String text) {
        return paint("1", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    String red(String text) {
        return paint("31", text);
    }

    String green(String text) {
        return paint("32", text);
    }

    String yellow(String text) {
        return paint("33", text);
    }

    String cyan(String text) {
        return paint("36", text);
    }

    private String paint(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
