package dev.sancho.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Waits for jobs without polling: a BLMOVE for each queue takes the first job that comes to a landing list of the owner, from which the
 * claim script takes it in. Landing lists belong to the owner's in-flight record: what lies in one is rescued, handed back and counted
 * with it. Thread-safe.
 */
final class Landings {
    /** How many queues can be waited for at once in this process; further ones are polled. */
    private static final int MOST = 16;

    private static final Duration POLL = Duration.ofMillis(250);

    private final Server server;
    private final Connections connections;
    private final long longestNanos;
    private final Map<String, Owner> owners = new ConcurrentHashMap<>();

    Landings(Server server) {
        this.server = server;
        this.connections = new Connections(server.primary, MOST);
        // Over before the lease is, so that nothing lands for an owner that has been given up.
        this.longestNanos = server.settings.lease().toNanos() / 2;
    }

    /** What this process knows of an owner's landing lists. Thread-safe. */
    static final class Owner {
        private final Map<String, Integer> waiting = new HashMap<>();
        private final Set<String> known = new HashSet<>();
        private boolean unsure = true;

        /** Whether something may have landed that no claim waits for. */
        synchronized boolean unsure() {
            return unsure;
        }

        synchronized void unsure(boolean now) {
            unsure = now;
        }

        /** Those of the queues that the server does not have among the owner's landing lists yet. */
        synchronized List<String> unknown(List<String> queues) {
            return queues.stream().filter(queue -> !known.contains(queue)).toList();
        }

        synchronized void known(List<String> queues) {
            known.addAll(queues);
        }

        synchronized void wait(List<String> queues, int change) {
            queues.forEach(
                    queue -> waiting.merge(queue, change, (one, other) -> one + other == 0 ? null : one + other));
        }

        synchronized List<String> waiting() {
            return List.copyOf(waiting.keySet());
        }
    }

    /** How a wait ended. */
    enum Ended {
        LANDED,
        RAN_OUT,
        INTERRUPTED
    }

    Owner of(String owner) {
        return owners.computeIfAbsent(owner, first -> new Owner());
    }

    void forget(String owner) {
        owners.remove(owner);
    }

    List<String> waitedFor(List<String> queues) {
        return queues.stream().distinct().limit(MOST).toList();
    }

    boolean closed() {
        return connections.closed();
    }

    void close() {
        connections.close();
    }

    Wait begin(String owner, List<String> queues) {
        return new Wait(owner, queues);
    }

    /** One wait of one claim; when it is closed nothing of it is outstanding. Confined to one thread. */
    final class Wait implements AutoCloseable {
        private final String id;
        private final Owner owner;
        private final List<String> queues;
        private final boolean all;
        private final List<BlockedTake> takes = new ArrayList<>();
        private final BlockingQueue<BlockedTake> over = new LinkedBlockingQueue<>();
        private int landed;
        private boolean lost;

        private Wait(String id, List<String> queues) {
            this.id = id;
            this.owner = of(id);
            this.queues = waitedFor(queues);
            this.all = this.queues.size() == queues.stream().distinct().count();
            owner.wait(this.queues, 1);
        }

        /** Whether a wait that ran out looked at every queue. */
        boolean sawAll() {
            return all && takes.size() == queues.size();
        }

        Ended untilLandedOr(long deadline) {
            long end = Math.min(deadline, System.nanoTime() + longestNanos);
            for (String queue : queues) {
                start(queue, end);
            }
            try {
                return await(sawAll() ? end : Math.min(end, System.nanoTime() + POLL.toNanos()));
            } catch (InterruptedException stop) {
                endTakes();
                Thread.currentThread().interrupt();
                return Ended.INTERRUPTED;
            }
        }

        private void start(String queue, long end) {
            Link connection = connections.tryBorrow();
            if (connection != null) {
                BlockedTake take =
                        new BlockedTake(server.keys.queue(queue), server.keys.landing(id, queue), connection, over);
                takes.add(take);
                take.start(end);
            }
        }

        private Ended await(long end) throws InterruptedException {
            int ended = 0;
            // Each take ends by itself at the end; the grace is for its answer to come.
            long grace = TimeUnit.MILLISECONDS.toNanos(sawAll() ? 500 : 0);
            BlockedTake take;
            do {
                long last = ended < takes.size() ? end + grace : end;
                take = over.poll(Math.max(0, last - System.nanoTime()), TimeUnit.NANOSECONDS);
                ended++;
            } while (take != null && !take.landed() && take.failure() == null);
            endTakes();
            return landed > 0 || lost ? Ended.LANDED : Ended.RAN_OUT;
        }

        /** Ends every take that still blocks, and waits for each: a job may land until the very end. */
        private void endTakes() {
            for (BlockedTake take : takes) {
                take.end(server);
                landed += take.landed() ? 1 : 0;
                lost |= take.failure() != null;
                connections.giveBack(take.connection());
            }
            if (lost) {
                owner.unsure(true);
            }
        }

        /** A claim has taken in what landed, as many as it may have. */
        void takenIn(int most) {
            landed = Math.max(0, landed - most);
        }

        /** Hands back what landed and was not taken in. */
        @Override
        public void close() {
            owner.wait(queues, -1);
            if (landed > 0) {
                owner.unsure(true);
                handBack();
            }
        }

        /** Throws what broke the wait, if anything did. */
        void check() {
            for (BlockedTake take : takes) {
                JedisException failure = take.failure();
                if (failure != null && !connections.closed()) {
                    throw server.failed("wait for jobs", failure);
                }
            }
        }

        private void handBack() {
            List<byte[]> arguments = Server.list(id);
            arguments.add(packed(owner.waiting()));
            server.eval("put back a job that came too late", Script.UNLAND, arguments);
        }
    }

    static byte[] packed(List<String> names) {
        Pack pack = new Pack().array(names.size());
        names.forEach(pack::text);
        return pack.done();
    }
}
