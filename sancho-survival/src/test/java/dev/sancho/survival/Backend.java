package dev.sancho.survival;

import dev.sancho.store.JobStore;
import dev.sancho.store.StoreProvider;
import dev.sancho.store.StoreSettings;
import dev.sancho.tck.PrivateRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store that several processes share, empty, and a directory for what they write down. Gone when it is closed. */
final class Backend implements AutoCloseable {
    /** Which store. */
    enum Kind {
        REDIS,
        SQLITE
    }

    private final Kind kind;
    private final Path directory;
    private final @Nullable PrivateRedis redis;

    Backend(Kind kind) {
        this(kind, kind == Kind.REDIS ? PrivateRedis.start() : null);
    }

    /** A Redis with these options. */
    Backend(String... options) {
        this(Kind.REDIS, PrivateRedis.start(options));
    }

    private Backend(Kind kind, @Nullable PrivateRedis redis) {
        this.kind = kind;
        this.redis = redis;
        try {
            this.directory = Files.createTempDirectory("sancho-survival");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Kind kind() {
        return kind;
    }

    PrivateRedis redis() {
        return Objects.requireNonNull(redis);
    }

    Path directory() {
        return directory;
    }

    String url() {
        return redis == null ? "jdbc:sqlite:" + directory.resolve("jobs.db") : redis.url();
    }

    static JobStore open(String url, StoreSettings settings) {
        return ServiceLoader.load(StoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.accepts(url))
                .findFirst()
                .orElseThrow()
                .open(url, settings);
    }

    @Override
    public void close() {
        if (redis != null) {
            redis.close();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
