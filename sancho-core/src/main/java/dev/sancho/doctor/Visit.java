package dev.sancho.doctor;

import dev.sancho.job.JobDocument;
import dev.sancho.job.MalformedPayloadException;
import dev.sancho.store.Finding;
import dev.sancho.store.JobBrowser;
import dev.sancho.store.Place;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.StoredJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What an examination has before it: some looks, the last of them now, and the store itself to look closer. Confined to one thread. */
final class Visit {
    final List<Look> looks;
    final Look now;
    final StoreSettings settings;
    private final JobBrowser browser;
    private final List<String> troubles = new ArrayList<>();

    Visit(List<Look> looks, JobBrowser browser, StoreSettings settings) {
        this.looks = List.copyOf(looks);
        this.now = looks.getLast();
        this.browser = browser;
        this.settings = settings;
        troubles.addAll(now.troubles());
    }

    /** What could not be looked at so far. */
    List<String> troubles() {
        return troubles.stream().distinct().toList();
    }

    List<StoredJob> page(Place place, long offset, int limit) {
        try {
            return browser.page(place, offset, limit);
        } catch (StoreException refused) {
            Look.tell(refused, troubles);
            return List.of();
        }
    }

    /** What a look that may fail brings up; nothing if it fails. */
    List<Finding> findings(Supplier<List<Finding>> look) {
        try {
            return look.get();
        } catch (StoreException refused) {
            Look.tell(refused, troubles);
            return List.of();
        }
    }

    long counter(String name) {
        return browser.counter(name);
    }

    /** {@code 12 jobs, the oldest has waited 3 h}. */
    String backlog(Place.Queue queue) {
        String jobs = Words.count(now.size(queue), "job");
        return page(queue, 0, 1).stream()
                .findFirst()
                .flatMap(Visit::since)
                .map(since -> jobs + ", the oldest has waited " + Words.span(Duration.between(since, now.at())))
                .orElse(jobs);
    }

    private static Optional<Instant> since(StoredJob job) {
        try {
            JobDocument document = JobDocument.parse(job.payload());
            return document.time("enqueued_at").or(() -> document.time("created_at"));
        } catch (MalformedPayloadException notAJob) {
            return Optional.empty();
        }
    }

    /** The job's name and id as far as it tells them. */
    static String name(StoredJob job) {
        try {
            JobDocument document = JobDocument.parse(job.payload());
            return document.name() + " " + document.jid();
        } catch (MalformedPayloadException notAJob) {
            return "no JSON object";
        }
    }
}
