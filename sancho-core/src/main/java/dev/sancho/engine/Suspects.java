package dev.sancho.engine;

import dev.sancho.store.ClaimRequest.ParkedShare;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The lanes of jobs whose process died while it held them. They wait parked and are let run a few at a time, so that the one that kills
 * processes is found without taking the others with it: on the second try at most a tenth of the capsule's concurrency, on the third and later
 * one at a time. Beside them, as wide as the capsule, the lane of those that {@link TakeBack} parked. Confined to the capsule's fetcher, but for
 * {@link #left}.
 */
final class Suspects {
    private static final String[] LANES = {"suspects/2/", "suspects/3/", "taken-back/"};

    private final List<String> queues;
    private final int[] limits;
    private final AtomicIntegerArray held = new AtomicIntegerArray(LANES.length);
    private volatile Runnable left = () -> {};
    private int cursor;

    Suspects(List<String> queues, int concurrency) {
        this.queues = List.copyOf(queues);
        this.limits = new int[] {Math.max(1, concurrency / 10), 1, concurrency};
    }

    /** Where a job of this queue waits after it was held in so many crashes. */
    static String key(String queue, int crashes) {
        return LANES[crashes < 2 ? 0 : 1] + queue;
    }

    /** Where a job of this queue waits that was taken back from Ruby. */
    static String takenBack(String queue) {
        return LANES[2] + queue;
    }

    static String queueOf(String key) {
        return key.substring(LANES[lane(key)].length());
    }

    /** What the lanes have room for, for one queue after the other; a whole round is {@link #rounds()} calls. */
    List<ParkedShare> nextShares() {
        String queue = queues.get(cursor);
        cursor = (cursor + 1) % queues.size();
        List<ParkedShare> shares = new ArrayList<>(LANES.length);
        for (int lane = 0; lane < LANES.length; lane++) {
            int room = limits[lane] - held.get(lane);
            if (room > 0) {
                shares.add(new ParkedShare(LANES[lane] + queue, queue, room));
            }
        }
        return shares;
    }

    int rounds() {
        return queues.size();
    }

    void entered(String key) {
        held.incrementAndGet(lane(key));
    }

    /** What to do when a lane has room again. */
    void whenLeft(Runnable action) {
        left = action;
    }

    void left(String key) {
        held.decrementAndGet(lane(key));
        left.run();
    }

    private static int lane(String key) {
        for (int lane = 0; lane < LANES.length; lane++) {
            if (key.startsWith(LANES[lane])) {
                return lane;
            }
        }
        throw new IllegalArgumentException("No lane has the parking key " + key);
    }
}
