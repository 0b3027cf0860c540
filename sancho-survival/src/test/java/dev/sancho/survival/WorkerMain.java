package dev.sancho.survival;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.Jobs;
import dev.sancho.engine.Engine;
import dev.sancho.store.JobStore;
import dev.sancho.store.StoreSettings;
import dev.sancho.worker.Worker;
import dev.sancho.worker.WorkerBuilder;
import dev.sancho.worker.WorkerListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A worker process as the tests want it: {@code sancho work} with {@link Evidence} and {@link FailPoint}s. */
final class WorkerMain {
    /** The exit status of a process that ended itself at a fail point or by a job. */
    static final int HALTED = 86;

    private WorkerMain() {}

    /**
     * Works until it is ended.
     *
     * @param args {@code name=value}, see {@link WorkerSetup}
     */
    public static void main(String[] args) throws InterruptedException {
        Map<String, String> setup = new HashMap<>();
        for (String arg : args) {
            String[] parts = arg.split("=", 2);
            setup.put(parts[0], parts[1]);
        }
        start(new WorkerSetup(setup));
    }

    private static void start(WorkerSetup setup) throws InterruptedException {
        Evidence evidence = new Evidence(setup.evidence());
        StoreSettings settings = StoreSettings.DEFAULTS.withLease(setup.lease());
        JobStore store = Backend.open(setup.url(), settings);
        Worker worker = worker(setup, store, evidence);
        while (!setup.startWhen().isEmpty() && !Files.exists(Path.of(setup.startWhen()))) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        worker.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            worker.stop(Duration.ofSeconds(5));
            store.close();
        }));
        evidence.write(Evidence.Kind.UP, worker.identity());
        new CountDownLatch(1).await(); // until a signal ends the process
    }

    /** A worker, not yet started. */
    static Worker worker(WorkerSetup setup, JobStore store, Evidence evidence) {
        JobStore watched = new WatchedStore(store, evidence, setup.failure());
        ClientConfig client = ClientConfig.defaults().withFeatures(new OneAtATime());
        WorkerBuilder builder = new WorkerBuilder()
                .register(new Chores(evidence, setup.gate()))
                .queues(setup.queues().toArray(String[]::new))
                .concurrency(setup.concurrency())
                .poisonAfter(setup.poisonAfter())
                .logJobs(false)
                .onDeath((job, cause) -> evidence.write(
                        Evidence.Kind.DIED, job.jid() + " " + cause.getClass().getSimpleName()))
                .listener(new WorkerListener() {
                    @Override
                    public void leaseLost(Worker worker, String formerIdentity) {
                        evidence.write(Evidence.Kind.LOST, formerIdentity);
                        evidence.write(Evidence.Kind.UP, worker.identity());
                    }
                });
        return new Engine(new Engine.Setup(
                watched,
                Jobs.of(watched, client),
                builder.build(client.codec(), client.features()),
                setup.lease(),
                client.clock()));
    }
}
