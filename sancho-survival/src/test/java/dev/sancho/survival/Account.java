package dev.sancho.survival;

import dev.sancho.survival.Evidence.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the {@link Evidence} of one process, as far as it is written. Confined to one thread. */
final class Account {
    private final Path path;
    private final Map<Kind, List<Entry>> entries = new EnumMap<>(Kind.class);
    private long read;

    Account(Path path) {
        this.path = path;
    }

    record Entry(long millis, String what) {}

    /** All of one kind, in the order in which they were written. */
    List<Entry> entries(Kind kind) {
        readOn();
        return List.copyOf(entries.getOrDefault(kind, List.of()));
    }

    List<String> all(Kind kind) {
        return entries(kind).stream().map(Entry::what).toList();
    }

    int count(Kind kind) {
        return entries(kind).size();
    }

    /** Jobs that began and did not end: of a dead process, those that its death hit. */
    Set<String> running() {
        List<String> open = new ArrayList<>(all(Kind.BEGUN));
        all(Kind.ENDED).forEach(open::remove);
        return new TreeSet<>(open);
    }

    private void readOn() {
        if (!Files.exists(path)) {
            return;
        }
        try (FileChannel file = FileChannel.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) (file.size() - read));
            while (bytes.hasRemaining() && file.read(bytes, read + bytes.position()) > 0) {}
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            read += whole.getBytes(StandardCharsets.UTF_8).length;
            whole.lines().forEach(this::add);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void add(String line) {
        String[] parts = line.split(" ", 3);
        entries.computeIfAbsent(Kind.valueOf(parts[0]), unused -> new ArrayList<>())
                .add(new Entry(Long.parseLong(parts[1]), parts[2]));
    }
}
