package dev.sancho.bench;

import dev.sancho.cli.CliFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A redis-server from the PATH that keeps nothing on disk. */
final class PrivateRedis implements AutoCloseable {
    private static final String READY = "Ready to accept connections";

    private final Child server;
    private final Path folder;
    private final int port;

    private PrivateRedis(Child server, Path folder, int port) {
        this.server = server;
        this.folder = folder;
        this.port = port;
    }

    static PrivateRedis start() throws IOException {
        Path folder = Files.createTempDirectory("sancho-bench-redis-");
        int port = freePort();
        List<String> command = List.of(
                "redis-server",
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                folder.toString());
        try {
            Child server = Child.start("redis-server", command, Map.of());
            server.await(READY, line -> line.contains(READY), Duration.ofSeconds(10));
            return new PrivateRedis(server, folder, port);
        } catch (CliFailure missing) {
            Files.delete(folder);
            throw missing;
        }
    }

    String url() {
        return "redis://127.0.0.1:" + port + "/0";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(folder);
    }

    @Override
    public String toString() {
        return "redis-server";
    }
}
