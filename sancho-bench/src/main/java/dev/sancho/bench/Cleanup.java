package dev.sancho.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was opened, to be closed in the opposite order: at the end, or when the process is told to end before. Thread-safe.
 */
final class Cleanup implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Thread hook = Thread.ofPlatform().name("sancho-bench-cleanup").unstarted(this::closeAll);
    private boolean closed;

    Cleanup() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** @throws IllegalStateException if everything has been closed; then this has been, too */
    synchronized <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        if (closed) {
            closeAll();
            throw new IllegalStateException("The bench is ending");
        }
        return resource;
    }

    /** Closes one before its time. */
    synchronized void close(AutoCloseable resource) {
        if (open.remove(resource)) {
            closeQuietly(resource);
        }
    }

    @Override
    public void close() {
        closeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // then the hook runs, and finds nothing left
        }
    }

    /** Whether everything has been closed under the hands of those who use it, because the process is told to end. */
    synchronized boolean closed() {
        return closed;
    }

    private synchronized void closeAll() {
        closed = true;
        while (!open.isEmpty()) {
            closeQuietly(open.pop());
        }
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception failed) {
            System.err.println("sancho: could not clean up " + resource + ": " + failed);
        }
    }
}
