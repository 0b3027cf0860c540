package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.JobContext;
import dev.sancho.client.Jobs;
import dev.sancho.job.Outcome;
import dev.sancho.store.JobSet;
import dev.sancho.store.MemoryStore;
import dev.sancho.store.Place;
import dev.sancho.store.StoreSettings;
import dev.sancho.worker.ServerMiddleware;
import dev.sancho.worker.Worker;
import dev.sancho.worker.WorkerBuilder;
import dev.sancho.worker.WorkerListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes that die, or seem to: engines that are cut off from the store. */
@Timeout(180)
class EngineCrashTest {
    private static final Duration LEASE = Duration.ofMillis(500);

    private final MemoryStore memory = MemoryStore.open(
            StoreSettings.DEFAULTS.withClock(InstantSource.system()).withLease(LEASE));
    private final List<String> deaths = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final List<FaultyStore> stores = Collections.synchronizedList(new ArrayList<>());
    private final List<Engine> engines = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        stores.forEach(store -> store.before = call -> {});
        engines.forEach(engine -> engine.stop(Duration.ZERO));
    }

    @Test
    void oneJobThatKillsItsProcessIsFoundAndAllOthersRun() {
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger kills = new AtomicInteger();
        push("halt", "Sample::Failing");
        pushMany("j", 2_000);
        boolean again = true;
        while (again) {
            again = runUntilKilledOr(() -> done.size() == 2_000 && dead().size() == 1, kills, over);
        }
        over.countDown();

        assertThat(kills).hasValue(3);
        assertThat(dead()).containsExactly("halt");
        assertThat(done).hasSize(2_000).doesNotContain("halt");
        await("the death to be told").until(() -> !deaths.isEmpty());
        assertThat(deaths).containsExactly("halt PoisonJobException");
    }

    /** One process, which the failing job kills: nothing runs on in it then. Returns whether it did. */
    private boolean runUntilKilledOr(Callable<Boolean> end, AtomicInteger kills, CountDownLatch over) {
        CountDownLatch killed = new CountDownLatch(1);
        FaultyStore store = new FaultyStore(memory);
        Engine engine = engine(store, (context, next) -> {
            if (context.name().equals("Sample::Failing")) {
                store.cutOff();
                kills.incrementAndGet();
                killed.countDown();
            }
            if (killed.getCount() == 0) {
                over.await();
                throw new InterruptedException("the test is over");
            }
            done.add(context.id());
            return next.run();
        });
        engine.start();
        await("the end of all jobs, or of the process")
                .atMost(Duration.ofSeconds(60))
                .until(() -> killed.getCount() == 0 || end.call());
        return killed.getCount() == 0;
    }

    @Test
    void aProcessThatLostItsLeaseDropsItsClaimsAndGoesOn() {
        CountDownLatch lost = new CountDownLatch(1);
        HeldUp runs = new HeldUp();
        FaultyStore store = new FaultyStore(memory);
        Engine suspended = engine(store, runs, lost);
        pushMany("before", 2);
        suspended.start();
        String former = suspended.identity();
        Rig.await(runs.begun, "two jobs to run");
        Engine rescuer = runElsewhereDuringAnOutageOf(store);

        Rig.await(lost, "the loss to be noticed");
        runs.resume.countDown();
        await("the late results to be refused").until(() -> suspended.running() == 0);
        rescuer.stop();
        push("after", "Sample::Plain");
        await("a job under the new identity").until(() -> runs.count.get() == 3);
        suspended.stop();

        assertThat(runs.cancelled).containsExactly(true, true);
        assertThat(suspended.identity()).isNotEqualTo(former);
        long counted = memory.browser().counter("processed");
        assertThat(counted).as("late results do not count").isEqualTo(3);
    }

    /** Holds up the first two runs, and notes whether they were cancelled then. */
    private static final class HeldUp implements ServerMiddleware {
        final CountDownLatch begun = new CountDownLatch(2);
        final CountDownLatch resume = new CountDownLatch(1);
        final AtomicInteger count = new AtomicInteger();
        final List<Boolean> cancelled = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Outcome run(JobContext context, Next next) throws Throwable {
            count.incrementAndGet();
            if (count.get() <= 2) {
                begun.countDown();
                Rig.await(resume, "the end of the suspension");
                cancelled.add(context.cancelled());
            }
            return next.run();
        }
    }

    private Engine runElsewhereDuringAnOutageOf(FaultyStore store) {
        store.before = call -> {
            throw FaultyStore.outage();
        };
        Engine rescuer = healthy();
        rescuer.start();
        await("the others to run the jobs").until(() -> done.size() == 2);
        store.before = call -> {};
        return rescuer;
    }

    @Test
    void jobsThatWaitBehindSlowOnesAreRunByAnIdleWorker() {
        CountDownLatch hold = new CountDownLatch(1);
        FaultyStore store = new FaultyStore(memory);
        Engine slow = engine(store, (context, next) -> {
            if (context.id().startsWith("slow")) {
                hold.await();
            }
            done.add(context.id());
            return next.run();
        });
        pushMany("fast", 20_000);
        pushMany("slow", 10);
        pushMany("last", 100);
        slow.start();
        await("all slots to be taken by slow jobs").until(() -> done.size() == 20_000 && slow.running() == 10);

        healthy().start();

        await("an idle worker to run what waits").atMost(Duration.ofSeconds(3)).until(() -> done.size() == 20_100);
        hold.countDown();
    }

    private Engine healthy() {
        return engine(new FaultyStore(memory), (context, next) -> {
            done.add(context.id());
            return next.run();
        });
    }

    private void pushMany(String prefix, int count) {
        for (int i = 0; i < count; i++) {
            push(prefix + i, "Sample::Plain");
        }
    }

    private void push(String jid, String name) {
        memory.insert(List.of(new dev.sancho.store.NewJob(
                jid,
                new dev.sancho.store.To.Queue(
                        "default",
                        dev.sancho.store.End.BACK,
                        dev.sancho.job.Payload.of(Rig.json(name, jid, "[]", ""))))));
    }

    private List<String> dead() {
        return memory.browser().page(new Place.Sorted(JobSet.DEAD), 0, 10).stream()
                .map(job -> dev.sancho.job.JobDocument.parse(job.payload()).jid())
                .toList();
    }

    private Engine engine(FaultyStore store, ServerMiddleware middleware) {
        return engine(store, middleware, new CountDownLatch(1));
    }

    private Engine engine(FaultyStore store, ServerMiddleware middleware, CountDownLatch lost) {
        WorkerBuilder worker = new WorkerBuilder()
                .handle(Sample::plain)
                .handle(Sample::failing)
                .middleware(middleware)
                .onDeath((job, cause) ->
                        deaths.add(job.jid() + " " + cause.getClass().getSimpleName()))
                .listener(new WorkerListener() {
                    @Override
                    public void leaseLost(Worker owner, String former) {
                        lost.countDown();
                    }
                })
                .logJobs(false);
        Engine engine = new Engine(new Engine.Setup(
                store, Jobs.of(memory, ClientConfig.defaults()), Rig.config(worker), LEASE, InstantSource.system()));
        engines.add(engine);
        stores.add(store);
        return engine;
    }
}
