package dev.sancho.engine;

import dev.sancho.job.JobDocument;
import dev.sancho.job.Payload;
import dev.sancho.store.Beat;
import dev.sancho.store.JobStore;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.ProcessRecord.CapsuleRecord;
import dev.sancho.store.ProcessRecord.WorkRecord;
import dev.sancho.store.SeqRanges;
import dev.sancho.worker.CapsuleConfig;
import dev.sancho.worker.WorkerConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Tells the store that this process lives and what it does, and hears what people ask of it. Confined to its loop, but for {@link #begin}. */
final class Heartbeat {
    private static final int WORK_SHOWN = 500;
    private static final int LARGEST_SHOWN = 100_000;

    private final JobStore store;
    private final WorkerConfig config;
    private final List<Capsule> capsules;
    private final HostInfo host;
    private final BooleanSupplier quiet;
    private final Instant startedAt;
    private volatile long roundTripMicros;

    Heartbeat(Engine.Setup setup, List<Capsule> capsules, HostInfo host, BooleanSupplier quiet) {
        this.store = setup.store();
        this.config = setup.config();
        this.capsules = capsules;
        this.host = host;
        this.quiet = quiet;
        this.startedAt = setup.clock().instant();
    }

    /** Makes an incarnation known to the store. */
    Beat begin(Incarnation incarnation) {
        return beat(incarnation, SeqRanges.NONE);
    }

    Beat beat(Incarnation incarnation) {
        return beat(incarnation, incarnation.held());
    }

    private Beat beat(Incarnation incarnation, SeqRanges held) {
        long begun = System.nanoTime();
        Beat beat = store.beat(record(incarnation), held);
        roundTripMicros = Duration.ofNanos(System.nanoTime() - begun).toNanos() / 1000;
        return beat;
    }

    private ProcessRecord record(Incarnation incarnation) {
        Map<String, CapsuleRecord> records = new LinkedHashMap<>();
        int busy = 0;
        for (Capsule capsule : capsules) {
            CapsuleConfig setup = capsule.config();
            String mode = setup.mode().name().toLowerCase(Locale.ROOT);
            records.put(setup.name(), new CapsuleRecord(setup.concurrency(), mode, setup.weights()));
            busy += capsule.busy();
        }
        return new ProcessRecord(
                incarnation.id(),
                host.name(),
                host.pid(),
                startedAt,
                config.tag(),
                config.labels(),
                HostInfo.VERSION,
                records,
                busy,
                quiet.getAsBoolean(),
                host.residentKilobytes(),
                roundTripMicros,
                work());
    }

    private List<WorkRecord> work() {
        List<RunningJob> running = running(capsules);
        running.sort(Comparator.comparing(RunningJob::startedAt));
        return running.stream()
                .limit(WORK_SHOWN)
                .map(job -> new WorkRecord(
                        threadName(job), job.held().queue(), shown(job.document()), job.startedAt(), job.progress()))
                .toList();
    }

    /** What is written with every beat: of a very large job all but its arguments. */
    private static Payload shown(JobDocument job) {
        int size = job.payload().bytes().length;
        return size <= LARGEST_SHOWN
                ? job.payload()
                : job.edit().raw("args", "[\"" + size + " bytes\"]").done().payload();
    }

    static List<RunningJob> running(List<Capsule> capsules) {
        List<RunningJob> running = new ArrayList<>();
        for (Capsule capsule : capsules) {
            for (Slot slot : capsule.slots()) {
                RunningJob job = slot.running();
                if (job != null) {
                    running.add(job);
                }
            }
        }
        return running;
    }

    private static String threadName(RunningJob job) {
        return Long.toString(job.thread().threadId(), Character.MAX_RADIX);
    }
}
