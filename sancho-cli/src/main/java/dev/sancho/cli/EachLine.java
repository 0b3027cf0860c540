package dev.sancho.cli;

import dev.sancho.client.Jobs;
import dev.sancho.job.JobArgumentException;
import dev.sancho.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a job on a queue for each line of a file, a thousand at a time. Stops at the first bad line, with all those before it enqueued. */
final class EachLine {
    private static final int SLICE = 1_000;

    private final Jobs jobs;
    private final String name;
    private final List<List<@Nullable Object>> slice = new ArrayList<>();
    private long enqueued;

    EachLine(Jobs jobs, String name) {
        this.jobs = jobs;
        this.name = name;
    }

    /**
     * @param file its name, or {@code -} for stdin
     * @return how many jobs were enqueued
     * @throws CliFailure at a bad line, with its number and how many were enqueued
     */
    long enqueue(String file) {
        try (BufferedReader lines = file.equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(file))) {
            return enqueue(lines, file.equals("-") ? "stdin" : file);
        } catch (NoSuchFileException missing) {
            throw CliFailure.usage("There is no file " + file);
        } catch (IOException unreadable) {
            throw CliFailure.of("Cannot read " + file + ": " + unreadable.getMessage() + "; " + told());
        }
    }

    long enqueue(BufferedReader lines, String source) throws IOException {
        long number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                slice.add(JsonArgs.line(line));
            } catch (IllegalArgumentException notJson) {
                flush();
                throw CliFailure.of(
                        "Line " + number + " of " + source + " is not JSON: " + notJson.getMessage() + "; " + told());
            }
            if (slice.size() == SLICE) {
                flush();
            }
        }
        flush();
        return enqueued;
    }

    private void flush() {
        try {
            enqueued += jobs.enqueueAll(name, slice).size();
            slice.clear();
        } catch (JobArgumentException refused) {
            throw CliFailure.of(refused.getMessage() + "; " + told());
        } catch (StoreException failed) {
            throw CliFailure.of(
                    failed.getMessage() + "; " + told() + ", and up to " + slice.size() + " more may have been");
        }
    }

    private String told() {
        return enqueued + " jobs, of the lines before, were enqueued";
    }
}
