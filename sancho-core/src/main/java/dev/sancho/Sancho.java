package dev.sancho;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.Jobs;
import dev.sancho.doctor.Doctor;
import dev.sancho.engine.Engine;
import dev.sancho.store.JobStore;
import dev.sancho.store.StoreSettings;
import dev.sancho.worker.Worker;
import dev.sancho.worker.WorkerBuilder;
import dev.sancho.worker.WorkerConfig;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The front door: a store, a client that puts jobs into it, and workers that run them.
 *
 * {@snippet :
 * try (Sancho sancho = Sancho.open()) {
 *     sancho.jobs().enqueue(Mailer::welcome, 42L);
 *     sancho.worker(w -> w.handle(Mailer::welcome, mailer).concurrency(100)).start();
 * }
 * }
 *
 * <p>A process may open as many as it likes; they share nothing. Thread-safe.
 */
public final class Sancho implements AutoCloseable {
    /** What {@link #open()} opens: one SQLite file in the working directory. */
    public static final String DEFAULT_URL = "jdbc:sqlite:sancho.db";

    private final JobStore store;
    private final StoreSettings settings;
    private final ClientConfig client;
    private final Jobs jobs;
    private final List<Worker> workers = new CopyOnWriteArrayList<>();

    Sancho(JobStore store, StoreSettings settings, ClientConfig client) {
        this.store = store;
        this.settings = settings;
        this.client = client;
        this.jobs = Jobs.of(store, client);
    }

    /** Opens {@link #DEFAULT_URL}, which needs nothing installed and is shared by all processes that start in this directory. */
    public static Sancho open() {
        return open(DEFAULT_URL);
    }

    /**
     * Opens a store by its URL: {@code redis://host:6379}, {@code jdbc:sqlite:FILE}, {@code memory}.
     *
     * @throws dev.sancho.store.StoreException if it cannot be opened, in words that help
     */
    public static Sancho open(String url) {
        return builder().url(url).open();
    }

    public static SanchoBuilder builder() {
        return new SanchoBuilder();
    }

    /** The client. */
    public Jobs jobs() {
        return jobs;
    }

    /**
     * Makes a worker, not yet started.
     *
     * @throws dev.sancho.worker.InvalidConfigException with everything that is wrong in the setup
     */
    public Worker worker(Consumer<WorkerBuilder> setup) {
        WorkerBuilder builder = new WorkerBuilder();
        setup.accept(builder);
        WorkerConfig config = builder.build(client.codec(), client.features());
        Worker worker = new Engine(new Engine.Setup(store, jobs, config, settings.lease(), client.clock()));
        workers.add(worker);
        return worker;
    }

    /** Says what is wrong with the store. */
    public Doctor doctor() {
        return Doctor.of(store, settings, client.clock());
    }

    /** The store beneath, to look into. */
    public JobStore store() {
        return store;
    }

    /** Stops the workers made here that still work, all at the same time, and closes the store. */
    @Override
    public void close() {
        List<Thread> stops = workers.stream()
                .map(worker -> Thread.ofPlatform().name("sancho-close").start(worker::stop))
                .toList();
        try {
            for (Thread stop : stops) {
                stop.join();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            store.close();
        }
    }
}
