package dev.sancho.survival;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.Jobs;
import dev.sancho.store.JobStore;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreException.JobsExist;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Clients that go on putting in jobs, whatever happens to the store, and keep book of what each call said. Thread-safe. */
final class Pushers implements AutoCloseable {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final JobStore store;
    private final List<Thread> threads = new ArrayList<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<JobsExist, Set<String>> failed = new EnumMap<>(JobsExist.class);
    private final Queue<Throwable> unexplained = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    Pushers(JobStore store, int count) {
        this.store = store;
        for (JobsExist said : JobsExist.values()) {
            failed.put(said, ConcurrentHashMap.newKeySet());
        }
        for (int i = 0; i < count; i++) {
            int seed = i;
            threads.add(Thread.ofPlatform().name("pusher-" + i).start(() -> push(new Random(seed))));
        }
    }

    private void push(Random random) {
        ThreadLocal<String> last = new ThreadLocal<>();
        Jobs jobs = Jobs.of(store, ClientConfig.defaults().withMiddleware((draft, next) -> {
            last.set(draft.document().jid());
            return next.enqueue(draft);
        }));
        while (!stopped) {
            Jobs timed = random.nextInt(4) == 0 ? jobs.in(Duration.ofMillis(random.nextInt(1_000))) : jobs;
            try {
                acknowledged.add(
                        timed.enqueue("Chore", Chores.TAKE, random.nextInt(10)).id());
            } catch (StoreException told) {
                said(told.jobsExist()).add(last.get());
            } catch (Throwable none) {
                unexplained.add(none);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Those for which a call returned. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** Those for which a call threw and said this. */
    Set<String> said(JobsExist what) {
        return Objects.requireNonNull(failed.get(what));
    }

    /** What was thrown and says nothing of the job. */
    Queue<Throwable> unexplained() {
        return unexplained;
    }

    /** Of these, those that are not among the others. */
    static Set<String> without(Set<String> these, Set<String> others) {
        Set<String> rest = new HashSet<>(these);
        rest.removeAll(others);
        return rest;
    }

    /** Returns when no call is under way any more. */
    void stop() {
        stopped = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Override
    public void close() {
        stopped = true;
    }
}
