package dev.sancho.examples.demo;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The thread of the demo's client: wave after wave, and then a trickle if the demo goes on. Thread-safe. */
final class Feed {
    /** The worker is killed after this many waves. */
    static final int KILL_AFTER = 6;

    private static final int WAVE_MILLIS = 800;
    private static final int TRICKLE_MILLIS = 600;

    private final boolean ends;
    private volatile int wave;
    private volatile boolean stopped;
    private volatile @Nullable Exception failure;

    Feed(boolean ends) {
        this.ends = ends;
    }

    void start(Pusher pusher) {
        Thread.ofPlatform().name("demo-client").daemon().start(() -> {
            try {
                push(pusher);
            } catch (IOException | RuntimeException failed) {
                failure = failed;
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void push(Pusher pusher) throws IOException, InterruptedException {
        for (int next = 0; !stopped && next < Pusher.WAVES; next++) {
            pusher.wave(next);
            wave = next + 1;
            Thread.sleep(WAVE_MILLIS);
        }
        while (!stopped && !ends) {
            pusher.trickle();
            Thread.sleep(TRICKLE_MILLIS);
        }
    }

    /** How many waves were pushed. */
    int wave() {
        return wave;
    }

    /** All waves were pushed. */
    boolean done() {
        return wave == Pusher.WAVES;
    }

    void stop() {
        stopped = true;
    }

    /** @throws IllegalStateException if pushing failed */
    void check() {
        Exception failed = failure;
        if (failed != null) {
            throw new IllegalStateException("The demo's client could not push: " + failed.getMessage(), failed);
        }
    }
}
