package dev.sancho.store;

import dev.sancho.job.Payload;
import dev.sancho.job.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a worker process tells of itself with each heartbeat.
 *
 * @param identity its owner id, {@code hostname:pid:nonce} as Sidekiq's is
 * @param version the program and its version; Ruby's Sidekiq gives a bare number, or nothing
 * @param busy how many jobs run
 * @param rssKilobytes resident memory
 * @param roundTripMicros how long the last call to the store took
 * @param work the oldest running jobs, at most 500
 */
public record ProcessRecord(
        String identity,
        String hostname,
        long pid,
        Instant startedAt,
        String tag,
        List<String> labels,
        String version,
        Map<String, CapsuleRecord> capsules,
        int busy,
        boolean quiet,
        long rssKilobytes,
        long roundTripMicros,
        List<WorkRecord> work) {
    /** What the version of a worker process of Sancho begins with. */
    public static final String SANCHO = "Sancho ";

    public ProcessRecord {
        labels = List.copyOf(labels);
        work = List.copyOf(work);
    }

    /** Whether Sancho wrote the record; else a Sidekiq did. */
    public boolean bySancho() {
        return version.startsWith(SANCHO);
    }

    /** The queues of all capsules. */
    public Set<String> queues() {
        Set<String> queues = new TreeSet<>();
        capsules.values().forEach(capsule -> queues.addAll(capsule.weights().keySet()));
        return queues;
    }

    /** How many jobs the process runs at once. */
    public int concurrency() {
        return capsules.values().stream().mapToInt(CapsuleRecord::concurrency).sum();
    }

    /**
     * How the process serves some queues.
     *
     * @param mode how it chooses: "strict", "weighted" or "random"
     * @param weights queue to weight, in the order of the configuration; 0 for all when strict
     */
    public record CapsuleRecord(int concurrency, String mode, Map<String, Integer> weights) {}

    /**
     * A running job.
     *
     * @param thread the thread it runs on, in base 36 as Sidekiq writes it
     * @param progress how far it says it is; null if it says nothing
     */
    public record WorkRecord(
            String thread,
            String queue,
            Payload payload,
            Instant runAt,
            @Nullable Progress progress) {}
}
