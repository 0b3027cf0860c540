package dev.sancho.tck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Redis server of the tests' own: on a free port of this machine, without persistence, ended with this JVM at the latest. It is the
 * {@code redis-server} on the path if that is version 7 or newer, else the one in the jar {@code org.signal:embedded-redis}, if that is on
 * the class path. Thread-safe.
 */
public final class PrivateRedis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateRedis.class);
    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.");
    private static final String BUNDLED = "redis-server-7.0.15-";

    private final Path directory;
    private final int port;
    private final List<String> options;
    private final @Nullable Path binary;
    private Process process;

    private PrivateRedis(Path directory, int port, List<String> options, @Nullable Path binary) throws IOException {
        this.directory = directory;
        this.port = port;
        this.options = List.copyOf(options);
        this.binary = binary;
        this.process = launch();
    }

    private static final class Shared {
        static final PrivateRedis SERVER = start();
    }

    /** The server that the tests of this JVM share: use a prefix of your own. */
    public static PrivateRedis shared() {
        return Shared.SERVER;
    }

    /**
     * Starts a server for one test.
     *
     * @param options as on the command line: {@code --appendonly}, {@code yes}
     */
    public static PrivateRedis start(String... options) {
        return start(null, freePort(), Arrays.asList(options));
    }

    /**
     * Starts a server of another version or kind, Valkey say.
     *
     * @param binary the program
     * @param options as on the command line
     */
    public static PrivateRedis startOther(Path binary, String... options) {
        return start(binary, freePort(), Arrays.asList(options));
    }

    /**
     * Starts a server that speaks TLS on its {@link #port} and nothing else.
     *
     * @param options as on the command line; its certificate, key and CA at least
     */
    public static PrivateRedis startTls(String... options) {
        int port = freePort();
        List<String> all = new ArrayList<>(List.of("--port", "0", "--tls-port", Integer.toString(port)));
        all.addAll(Arrays.asList(options));
        return start(null, port, all);
    }

    /**
     * Starts a Sentinel that watches a server, under the name {@code shop}; two of them must agree that it is down.
     *
     * @param primary the port of the server, on this machine
     * @param lines of its configuration: {@code sentinel down-after-milliseconds shop 500}, {@code requirepass secret}
     */
    public static PrivateRedis startSentinel(int primary, String... lines) {
        int port = freePort();
        List<String> file = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1", "protected-mode no"));
        file.add("sentinel monitor shop 127.0.0.1 " + primary + " 2");
        file.addAll(Arrays.asList(lines));
        try {
            Path directory = Files.createTempDirectory("sancho-sentinel");
            Path configuration = Files.write(directory.resolve("sentinel.conf"), file);
            return start(
                    directory,
                    port,
                    List.of(configuration.toString(), "--sentinel", "--dir", directory.toString()),
                    null);
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not start a Sentinel for tests", failure);
        }
    }

    private static PrivateRedis start(@Nullable Path binary, int port, List<String> options) {
        try {
            return start(Files.createTempDirectory("sancho-redis"), port, options, binary);
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not start a Redis server for tests", failure);
        }
    }

    private static PrivateRedis start(Path directory, int port, List<String> options, @Nullable Path binary)
            throws IOException {
        PrivateRedis server = new PrivateRedis(directory, port, options, binary);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end-private-redis"));
        return server;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException("This machine has no free port", failure);
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /**
     * The URL of a store whose keys begin with a prefix.
     *
     * @param prefix letters, digits and {@code :}
     */
    public String url(String prefix) {
        return url() + "/0?prefix=" + prefix;
    }

    /** Ends the server at once, as a crash would. */
    public synchronized void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends the server as an administrator would, by SIGTERM: it writes down what its options make it keep. */
    public synchronized void terminate() {
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Starts it again after {@link #kill} or {@link #terminate}, on the same port, with what its options made it keep. */
    public synchronized void restart() {
        try {
            process = launch();
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not start the Redis server again", failure);
        }
    }

    @Override
    public synchronized void close() {
        kill();
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException leftBehind) {
            LOG.warn("Left behind: {}", directory);
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(binary()));
        if (options.contains("--sentinel")) {
            command.addAll(options);
            return launch(command);
        }
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", directory.toString()));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--daemonize", "no"));
        command.addAll(options);
        return launch(command);
    }

    private Process launch(List<String> command) throws IOException {
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader log =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder told = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            told.append(line).append('\n');
            if (line.contains("Ready to accept connections") || line.contains("Sentinel ID is")) {
                LOG.info("Tests run on {}, port {}", command.getFirst(), port);
                Thread.ofPlatform().daemon().name("private-redis-log").start(() -> drain(log));
                return started;
            }
        }
        throw new IOException("The server ended at once: " + told);
    }

    private static void drain(BufferedReader log) {
        try (log) {
            log.transferTo(java.io.Writer.nullWriter());
        } catch (IOException ended) {
            // The server has ended, and its log with it.
            return;
        }
    }

    private String binary() throws IOException {
        if (binary != null) {
            return binary.toString();
        }
        return onPath() ? "redis-server" : bundled().toString();
    }

    private static boolean onPath() {
        try {
            Process asked = new ProcessBuilder("redis-server", "--version").start();
            String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(answer);
            return version.find() && Integer.parseInt(version.group(1)) >= 7;
        } catch (IOException none) {
            return false;
        }
    }

    private Path bundled() throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").matches("aarch64|arm64") ? "arm64" : "amd64";
        String name = BUNDLED + system + "-" + machine;
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            try (InputStream in = ClassLoader.getSystemResourceAsStream(name)) {
                if (in == null) {
                    throw new IOException(
                            "There is no redis-server 7 or newer on the path, and no org.signal:embedded-redis"
                                    + " with " + name + " on the class path. Install one of them");
                }
                Files.copy(in, file);
                file.toFile().setExecutable(true);
            }
        }
        return file;
    }
}
