package dev.sancho.examples;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file to which many threads and processes append lines that do not mix: each line is one write to a file opened for appending. An
 * interruption does not close it, as it would a channel. Thread-safe.
 */
public final class LineFile {
    private final FileOutputStream out;

    /** Opens the file, and creates it if it is not there. */
    public LineFile(Path file) {
        try {
            out = new FileOutputStream(file.toFile(), true);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Cannot append to " + file, impossible);
        }
    }

    /** Appends a line, given without its end. */
    public void append(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
