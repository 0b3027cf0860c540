package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.Jobs;
import dev.sancho.job.ArgsCodec;
import dev.sancho.job.JobDocument;
import dev.sancho.job.Payload;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.End;
import dev.sancho.store.MemoryStore;
import dev.sancho.store.NewJob;
import dev.sancho.store.Place;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.StoredJob;
import dev.sancho.store.To;
import dev.sancho.worker.WorkerBuilder;
import dev.sancho.worker.WorkerConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A memory store with a faulty one around it, and short ways to put jobs in and look at what became of them. */
final class Rig {
    final TestTime time = new TestTime();
    final MemoryStore memory;
    final FaultyStore store;
    private final AtomicInteger identities = new AtomicInteger();

    private Rig(@Nullable InstantSource clock) {
        InstantSource used = clock == null ? time : clock;
        memory = MemoryStore.open(StoreSettings.DEFAULTS.withClock(used).withLease(Duration.ofSeconds(60)));
        store = new FaultyStore(memory);
    }

    /** With a clock that stands still. */
    static Rig still() {
        return new Rig(null);
    }

    /** With the machine's clock, for whole engines. */
    static Rig live() {
        return new Rig(InstantSource.system());
    }

    static String json(String name, String jid, String args, String more) {
        return "{\"retry\":true,\"queue\":\"default\",\"class\":\"" + name + "\",\"args\":" + args + ",\"jid\":\"" + jid
                + "\",\"created_at\":1795424200.1462" + more + ",\"enqueued_at\":1795424200.1463}";
    }

    static JobDocument document(String json) {
        return JobDocument.parse(Payload.of(json));
    }

    void push(String queue, String... payloads) {
        for (String payload : payloads) {
            memory.insert(List.of(new NewJob("jid", new To.Queue(queue, End.BACK, Payload.of(payload)))));
        }
    }

    /** Jobs of this name with jids prefix0, prefix1, … */
    void pushMany(String queue, String name, String prefix, int count) {
        IntStream.range(0, count).forEach(i -> push(queue, json(name, prefix + i, "[]", "")));
    }

    List<String> jids(Place place) {
        return memory.browser().page(place, 0, 100_000).stream()
                .map(StoredJob::payload)
                .map(payload -> JobDocument.parse(payload).jid())
                .toList();
    }

    List<String> queued(String queue) {
        return jids(new Place.Queue(queue));
    }

    long inFlight() {
        return memory.browser().places().stream()
                .filter(Place.InFlight.class::isInstance)
                .mapToLong(memory.browser()::size)
                .sum();
    }

    void begin(String owner) {
        memory.beat(record(owner), SeqRanges.NONE);
    }

    static ProcessRecord record(String owner) {
        return new ProcessRecord(
                owner, "host", 1, java.time.Instant.EPOCH, "", List.of(), "0", Map.of(), 0, false, 0, 0, List.of());
    }

    Lives lives() {
        return new Lives(store, () -> "me:" + identities.incrementAndGet(), life -> begin(life.id()), former -> {});
    }

    Lives begun() {
        Lives lives = lives();
        begin(lives.current().id());
        return lives;
    }

    Jobs jobs() {
        return Jobs.of(memory, ClientConfig.defaults());
    }

    Engine engine(WorkerBuilder worker) {
        return engine(worker, Duration.ofSeconds(60));
    }

    Engine engine(WorkerBuilder worker, Duration lease) {
        return new Engine(new Engine.Setup(store, jobs(), config(worker), lease, InstantSource.system()));
    }

    Engine.Setup setup(WorkerConfig config, InstantSource clock) {
        return new Engine.Setup(store, jobs(), config, Duration.ofSeconds(60), clock);
    }

    static WorkerConfig config(WorkerBuilder worker) {
        return worker.build(ArgsCodec.standard(), List.of());
    }

    /** A job in hand that no store knows. */
    static HeldJob held(String json) {
        return held(json, new Place.Queue("default"));
    }

    static HeldJob held(String json, Place origin) {
        return new Incarnation("me")
                .ask(1)
                .answered(List.of(new ClaimedJob(1, origin, Payload.of(json))))
                .get(0);
    }

    static void await(CountDownLatch latch, String what) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).as(what).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError("Interrupted while waiting for " + what, interrupted);
        }
    }
}
