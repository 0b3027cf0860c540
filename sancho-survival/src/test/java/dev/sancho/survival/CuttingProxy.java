package dev.sancho.survival;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands before a Redis server, understands what the requests are, and of every second of a kind loses the answer: the server gets the
 * request and acts, and the connection breaks before the answer comes back. Thread-safe.
 */
final class CuttingProxy implements AutoCloseable {
    /** What a request is; scripts are known by how they describe themselves. */
    enum Call {
        CLAIM("-- Moves jobs from parking keys, landing lists and queues"),
        MOVE("-- Carries out moves"),
        RESCUE("-- Finds a dead owner, or moves jobs of one"),
        BEAT("-- Begins or continues an owner"),
        PROMOTE("-- Moves due jobs to the back of their queues"),
        INSERT(""),
        OTHER("");

        private final String described;

        Call(String described) {
            this.described = described;
        }

        static Call ofScript(String text) {
            for (Call call : values()) {
                if (!call.described.isEmpty() && text.contains(call.described)) {
                    return call;
                }
            }
            return OTHER;
        }
    }

    private final ServerSocket entrance;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<String, Call> scripts = new ConcurrentHashMap<>();
    private final Map<Call, Integer> seen = new ConcurrentHashMap<>();
    private final Map<Call, Integer> toCut = new ConcurrentHashMap<>();

    private CuttingProxy(int target) throws IOException {
        this.target = target;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    static CuttingProxy before(int target) {
        try {
            CuttingProxy proxy = new CuttingProxy(target);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int port() {
        return entrance.getLocalPort();
    }

    void cut(Call call, int times) {
        toCut.put(call, times);
    }

    /** How many cuts of this kind are still to come. */
    int left(Call call) {
        return toCut.getOrDefault(call, 0);
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        open.forEach(CuttingProxy::shut);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                open.add(client);
                open.add(server);
                Link link = new Link(client, server);
                Thread.ofVirtual().start(link::requests);
                Thread.ofVirtual().start(link::answers);
            } catch (IOException closed) {
                open.removeIf(Socket::isClosed); // closed, which ends the loop, or the server is away
            }
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            return;
        }
    }

    private Call callOf(Request request) {
        return switch (request.argument(0).toUpperCase(Locale.ROOT)) {
            case "EVAL" -> {
                Call call = Call.ofScript(request.argument(1));
                scripts.put(sha1(request.argument(1)), call);
                yield call;
            }
            case "EVALSHA" -> scripts.getOrDefault(request.argument(1), Call.OTHER);
            case "LPUSH", "ZADD" -> Call.INSERT;
            default -> Call.OTHER;
        };
    }

    private synchronized boolean isToBeCut(Call call) {
        if (seen.merge(call, 1, Integer::sum) % 2 != 0 || left(call) == 0) {
            return false;
        }
        toCut.merge(call, -1, Integer::sum);
        return true;
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A command as it came, each byte a character, and its arguments. */
    private record Request(String whole, List<String> arguments) {
        static Request read(InputStream in) throws IOException {
            StringBuilder whole = new StringBuilder();
            List<String> arguments = new ArrayList<>();
            int count = number(in, whole);
            for (int i = 0; i < count; i++) {
                byte[] argument = in.readNBytes(number(in, whole) + 2);
                String text = new String(argument, StandardCharsets.ISO_8859_1);
                whole.append(text);
                arguments.add(text.substring(0, Math.max(0, text.length() - 2)));
            }
            return new Request(whole.toString(), arguments);
        }

        /** The number in a line such as {@code *3} or {@code $12}. */
        private static int number(InputStream in, StringBuilder whole) throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException();
                }
                line.append((char) next);
            }
            whole.append(line).append('\n');
            return Integer.parseInt(line.substring(1).strip());
        }

        String argument(int index) {
            return arguments.get(index);
        }
    }

    /** A connection through the proxy. */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean losing;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void requests() {
            try (InputStream in = new BufferedInputStream(client.getInputStream(), 65_536)) {
                OutputStream out = server.getOutputStream();
                while (!losing) {
                    Request request = Request.read(in);
                    boolean cut = isToBeCut(callOf(request));
                    losing = cut;
                    out.write(request.whole().getBytes(StandardCharsets.ISO_8859_1));
                    if (cut) {
                        // The server carries out all it was sent, then sees the end and closes; the answers go nowhere.
                        server.shutdownOutput();
                        server.getInputStream().transferTo(OutputStream.nullOutputStream());
                    }
                }
            } catch (IOException closed) {
                return; // one side has closed the connection, and the other is closed with it
            } finally {
                shut(client);
                shut(server);
            }
        }

        void answers() {
            byte[] buffer = new byte[65_536];
            try {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                    if (!losing) {
                        out.write(buffer, 0, size);
                    }
                }
            } catch (IOException closed) {
                return; // one side has closed the connection, and the other is closed with it
            } finally {
                shut(client);
                shut(server);
            }
        }
    }
}
