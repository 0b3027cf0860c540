package dev.sancho.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sancho.tck.PrivateRedis;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;

/** Servers of other kinds than the one that most tests run on, each started once. */
final class OtherServers {
    private OtherServers() {}

    private static final class OldRedis {
        static final PrivateRedis SERVER = PrivateRedis.startOther(unpacked());

        /** The package has the one for Linux on amd64 from a build of Redis Stack, which names itself 6.2.6-v5 and is 6.2.11. */
        private static Path unpacked() {
            boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
            boolean arm = System.getProperty("os.arch").matches("aarch64|arm64");
            String name = arm && !mac
                    ? "redis-server-6.2.7-linux-arm64"
                    : "redis-server-6.2.6-v5-" + (mac ? "darwin-" : "linux-") + (arm ? "arm64" : "amd64");
            try (InputStream in = ClassLoader.getSystemResourceAsStream(name)) {
                assertThat(in)
                        .as("%s in com.github.codemonstur:embedded-redis", name)
                        .isNotNull();
                Path file = Files.createTempFile("sancho-redis-6.2-", "");
                Files.write(file, in.readAllBytes());
                assertThat(file.toFile().setExecutable(true)).isTrue();
                file.toFile().deleteOnExit();
                return file;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Redis 6.2, the oldest that serves. */
    static PrivateRedis redis62() {
        return OldRedis.SERVER;
    }

    private static final class Valkey {
        static final Optional<Path> BINARY = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "valkey-server"))
                .filter(Files::isExecutable)
                .findFirst();
        static final Optional<PrivateRedis> SERVER = BINARY.map(PrivateRedis::startOther);
    }

    /** Valkey, if it is on the path; in continuous integration it must be. */
    static PrivateRedis valkey() {
        boolean must = "true".equals(System.getenv("CI"));
        assumeTrue(
                must || Valkey.BINARY.isPresent(),
                "No valkey-server on the path: install Debian's package valkey-server");
        return Valkey.SERVER.orElseThrow(() -> new AssertionError("CI has no valkey-server, see .ci/run"));
    }

    /** A line of what a server says of itself. */
    static String info(PrivateRedis server, String name) {
        try (Jedis raw = new Jedis("127.0.0.1", server.port())) {
            return raw.info("server")
                    .lines()
                    .filter(line -> line.startsWith(name + ":"))
                    .findFirst()
                    .map(line -> line.substring(name.length() + 1))
                    .orElse("");
        }
    }
}
