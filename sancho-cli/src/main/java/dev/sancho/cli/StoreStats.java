package dev.sancho.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sancho.job.JobDocument;
import dev.sancho.job.MalformedPayloadException;
import dev.sancho.store.JobBrowser;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.Place;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.StoredJob;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a store holds at a moment, as {@code sancho stats} tells it; the components are the members of its JSON.
 *
 * @param enqueued jobs on all queues
 * @param parked jobs kept back, suspects of a crash say
 * @param inFlight claimed by a worker process and not finished
 */
record StoreStats(
        String store,
        long processed,
        long failed,
        Today today,
        long enqueued,
        long scheduled,
        long retry,
        long dead,
        long parked,
        @JsonProperty("in_flight") long inFlight,
        List<QueueStats> queues,
        List<ProcessStats> processes) {

    /** Today's counts, of UTC's day. */
    record Today(long processed, long failed) {}

    /** @param latencySeconds how long the oldest has waited */
    record QueueStats(
            String name,
            long size,
            @JsonProperty("latency_s") double latencySeconds,
            boolean paused) {}

    record ProcessStats(
            String identity,
            String hostname,
            long pid,
            String tag,
            @JsonProperty("started_at") String startedAt,
            int concurrency,
            int busy,
            boolean quiet,
            List<String> queues,
            @JsonProperty("rss_kb") long rssKilobytes) {}

    static StoreStats read(String name, JobStore store, Instant now) {
        JobBrowser browser = store.browser();
        List<Place> places = browser.places();
        Set<String> paused = store.controls().paused();
        List<QueueStats> queues = of(places, Place.Queue.class)
                .map(queue -> queue(browser, queue, paused, now))
                .toList();
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return new StoreStats(
                name,
                browser.counter("processed"),
                browser.counter("failed"),
                new Today(browser.counter("processed", day), browser.counter("failed", day)),
                queues.stream().mapToLong(QueueStats::size).sum(),
                browser.size(new Place.Sorted(JobSet.SCHEDULED)),
                browser.size(new Place.Sorted(JobSet.RETRY)),
                browser.size(new Place.Sorted(JobSet.DEAD)),
                of(places, Place.Parked.class).mapToLong(browser::size).sum(),
                of(places, Place.InFlight.class).mapToLong(browser::size).sum(),
                queues,
                browser.processes().stream().map(StoreStats::process).toList());
    }

    private static <P extends Place> Stream<P> of(List<Place> places, Class<P> kind) {
        return places.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static QueueStats queue(JobBrowser browser, Place.Queue queue, Set<String> paused, Instant now) {
        double waited = browser.page(queue, 0, 1).stream()
                .findFirst()
                .map(oldest -> waited(oldest, now))
                .orElse(0.0);
        return new QueueStats(queue.name(), browser.size(queue), waited, paused.contains(queue.name()));
    }

    private static double waited(StoredJob job, Instant now) {
        try {
            Instant since = JobDocument.parse(job.payload()).time("enqueued_at").orElse(now);
            return Math.max(0, Duration.between(since, now).toMillis()) / 1000.0;
        } catch (MalformedPayloadException notAJob) {
            return 0;
        }
    }

    private static ProcessStats process(ProcessRecord process) {
        List<String> queues = new ArrayList<>();
        process.capsules()
                .values()
                .forEach(capsule -> queues.addAll(capsule.weights().keySet()));
        return new ProcessStats(
                process.identity(),
                process.hostname(),
                process.pid(),
                process.tag(),
                process.startedAt().toString(),
                process.concurrency(),
                process.busy(),
                process.quiet(),
                queues.stream().distinct().toList(),
                process.rssKilobytes());
    }
}
