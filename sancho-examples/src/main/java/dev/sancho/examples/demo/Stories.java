package dev.sancho.examples.demo;

import dev.sancho.job.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The stories of all jobs of a folder, kept up to date by reading on in the file of runs. Thread-safe. */
final class Stories {
    private final Map<String, Story> stories = new LinkedHashMap<>();
    private final Set<Long> pids = new HashSet<>();
    private final Path runs;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private long position;

    Stories(Path runs) {
        this.runs = runs;
    }

    /** A job that was pushed, or that turned up in the store. */
    synchronized void add(String jid, Kind kind) {
        stories.computeIfAbsent(jid, unknown -> new Story(kind));
    }

    /** Reads the lines that were written since the last time. */
    synchronized void readOn() throws IOException {
        if (!Files.exists(runs)) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(runs.toFile(), "r")) {
            file.seek(position);
            byte[] more = new byte[(int) Math.min(Integer.MAX_VALUE - 8, file.length() - position)];
            file.readFully(more);
            position += more.length;
            for (byte next : more) {
                if (next == '\n') {
                    line(rest.toString(StandardCharsets.UTF_8));
                    rest.reset();
                } else {
                    rest.write(next);
                }
            }
        }
    }

    private void line(String json) {
        JsonNode line = Json.mapper().readTree(json);
        pids.add(line.path("pid").asLong());
        Kind.of(line.path("job").asString())
                .ifPresent(kind -> stories.computeIfAbsent(line.path("jid").asString(), unknown -> new Story(kind))
                        .line(
                                line.path("event").asString(),
                                line.path("attempt").asInt(),
                                line.path("pid").asLong()));
    }

    /** The process with this pid is dead: what it ran was cut off. Returns how many jobs that were. */
    synchronized int processDied(long pid) {
        return (int) stories.values().stream()
                .filter(story -> story.processDied(pid))
                .count();
    }

    /** No process lives: what runs by the file was cut off. */
    synchronized void allDied() {
        stories.values().forEach(Story::died);
    }

    synchronized Collection<Story> all() {
        return List.copyOf(stories.values());
    }

    synchronized Map<String, Story> byId() {
        return Map.copyOf(stories);
    }

    synchronized boolean knows(String jid) {
        return stories.containsKey(jid);
    }

    /** Whether a job has begun in the process with this pid. */
    synchronized boolean anyRanIn(long pid) {
        return pids.contains(pid);
    }

    /** How many jobs were cut off by a kill and have not run again. */
    synchronized int leftCutOff() {
        return (int) stories.values().stream().filter(Story::waitsAfterCutOff).count();
    }

    /** How many jobs of this kind run in the process with this pid. */
    synchronized int running(Kind kind, long pid) {
        return (int) stories.values().stream()
                .filter(story -> story.kind() == kind && story.runsIn(pid))
                .count();
    }
}
