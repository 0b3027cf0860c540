package dev.sancho.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before a server and loses replies: the server gets the request and acts, and the connection breaks before its answer comes back.
 * Thread-safe.
 */
public final class CutProxy implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CutProxy.class);

    private final ServerSocket entrance;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable String> cut = new AtomicReference<>();
    private final AtomicInteger cuts = new AtomicInteger();

    private CutProxy(int target) throws IOException {
        this.target = target;
        this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /**
     * Opens a proxy.
     *
     * @param target a port of this machine
     */
    public static CutProxy before(int target) {
        try {
            CutProxy proxy = new CutProxy(target);
            Thread.ofVirtual().name("cut-proxy").start(proxy::accept);
            return proxy;
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not open a proxy", failure);
        }
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** Loses the answer to the next request that has these characters in it. */
    public void loseReplyTo(String request) {
        cut.set(request);
    }

    /** How many replies were lost. */
    public int lost() {
        return cuts.get();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        open.forEach(CutProxy::shut);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                Link link = new Link(client, server);
                Thread.ofVirtual().name("cut-proxy-requests").start(link::requests);
                Thread.ofVirtual().name("cut-proxy-replies").start(link::replies);
            } catch (IOException closed) {
                LOG.debug("This proxy was closed, or the server behind it is away", closed);
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
            pump(client, server, true);
        }

        void replies() {
            pump(server, client, false);
        }

        private void pump(Socket from, Socket to, boolean requests) {
            byte[] buffer = new byte[65_536];
            try {
                InputStream in = from.getInputStream();
                for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                    if (requests) {
                        look(new String(buffer, 0, size, StandardCharsets.ISO_8859_1));
                    } else if (losing) {
                        cuts.incrementAndGet();
                        return;
                    }
                    to.getOutputStream().write(buffer, 0, size);
                }
            } catch (IOException closed) {
                // One side has closed the connection; the other is closed with it.
                return;
            } finally {
                shut(client);
                shut(server);
            }
        }

        private void look(String request) {
            String wanted = cut.get();
            if (wanted != null && request.contains(wanted) && cut.compareAndSet(wanted, null)) {
                losing = true;
            }
        }
    }
}
