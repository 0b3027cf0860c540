package dev.sancho.examples.demo;

import dev.sancho.job.JobDocument;
import dev.sancho.job.MalformedPayloadException;
import dev.sancho.store.JobBrowser;
import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import dev.sancho.store.StoredJob;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the store holds at a moment, of the demo's jobs.
 *
 * @param sets the ids of the jobs in each timed set
 * @param parked suspects of the kill that wait for their turn
 */
record Holdings(long enqueued, long inFlight, long parked, Map<JobSet, Set<String>> sets, long processed, long failed) {
    /** An empty store's. */
    static final Holdings NONE = new Holdings(0, 0, 0, Map.of(), 0, 0);

    private static final int PAGE = 1_000;

    static Holdings read(JobBrowser browser) {
        long enqueued = 0;
        long inFlight = 0;
        long parked = 0;
        for (Place place : browser.places()) {
            switch (place) {
                case Place.Queue queue -> enqueued += browser.size(queue);
                case Place.InFlight owner -> inFlight += browser.size(owner);
                case Place.Parked key -> parked += browser.size(key);
                case Place.Sorted set -> {}
            }
        }
        Map<JobSet, Set<String>> sets = new EnumMap<>(JobSet.class);
        for (JobSet set : JobSet.values()) {
            Set<String> jids = new HashSet<>();
            each(browser, new Place.Sorted(set), job -> jids.add(job.jid()));
            sets.put(set, jids);
        }
        return new Holdings(enqueued, inFlight, parked, sets, browser.counter("processed"), browser.counter("failed"));
    }

    /** Makes known what the store holds and no list names: a demo was killed between pushing and noting it. */
    static void adopt(JobBrowser browser, Stories stories) {
        for (Place place : browser.places()) {
            each(browser, place, job -> Kind.of(job.name()).ifPresent(kind -> stories.add(job.jid(), kind)));
        }
    }

    Set<String> set(JobSet set) {
        return sets.getOrDefault(set, Set.of());
    }

    /** How many jobs are not at their end. */
    long left() {
        return enqueued
                + inFlight
                + parked
                + set(JobSet.SCHEDULED).size()
                + set(JobSet.RETRY).size();
    }

    private static void each(JobBrowser browser, Place place, Consumer<JobDocument> what) {
        List<StoredJob> page;
        long offset = 0;
        do {
            page = browser.page(place, offset, PAGE);
            for (StoredJob job : page) {
                try {
                    what.accept(JobDocument.parse(job.payload()));
                } catch (MalformedPayloadException foreign) {
                    // none of ours
                }
            }
            offset += page.size();
        } while (page.size() == PAGE);
    }
}
