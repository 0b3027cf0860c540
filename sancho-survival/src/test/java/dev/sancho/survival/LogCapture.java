package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is logged while it is open; the log of these tests is the standard error stream. */
final class LogCapture implements AutoCloseable {
    private static final int LONGEST_LINE = 2_048;

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    LogCapture() {
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    List<String> lines() {
        return List.of(bytes.toString(StandardCharsets.UTF_8).split("\n"));
    }

    /** The last lines, for who looks for what went wrong. */
    String tail() {
        List<String> lines = lines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    /** No line is long, and none has a character that ends it, moves the cursor, or turns the direction of writing. */
    void assertClean() {
        assertThat(lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThan(LONGEST_LINE))
                .allSatisfy(line -> assertThat(line.codePoints().filter(LogCapture::controls))
                        .as(line)
                        .isEmpty());
    }

    private static boolean controls(int point) {
        int type = Character.getType(point);
        return type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || (type == Character.CONTROL && point != '\t'); // which stands before the frames of a stack trace
    }

    @Override
    public void close() {
        System.setErr(before);
    }
}
