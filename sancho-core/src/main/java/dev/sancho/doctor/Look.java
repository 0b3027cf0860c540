package dev.sancho.doctor;

import static java.util.stream.Collectors.toSet;

import dev.sancho.store.JobBrowser;
import dev.sancho.store.JobStore;
import dev.sancho.store.Place;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.StoreException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a store held at about one moment.
 *
 * @param at by the store's clock
 * @param sizes how many jobs lie in each place; without those that cannot be counted
 * @param processed how many runs had ended
 * @param troubles what could not be looked at
 */
record Look(
        Instant at,
        List<ProcessRecord> processes,
        Map<Place, Long> sizes,
        Set<String> paused,
        long processed,
        List<String> troubles) {

    static Look at(JobStore store, Instant now) {
        JobBrowser browser = store.browser();
        List<String> troubles = new ArrayList<>();
        List<ProcessRecord> processes = List.of();
        Set<String> paused = Set.of();
        Map<Place, Long> sizes = new LinkedHashMap<>();
        long processed = 0;
        try {
            processes = browser.processes(); // first: without it nothing can be said of the rest
            processed = browser.counter("processed");
            paused = store.controls().paused();
            for (Place place : browser.places()) {
                count(browser, place, sizes, troubles);
            }
        } catch (StoreException refused) {
            tell(refused, troubles);
        }
        return new Look(now, processes, sizes, paused, processed, troubles);
    }

    private static void count(JobBrowser browser, Place place, Map<Place, Long> sizes, List<String> troubles) {
        try {
            sizes.put(place, browser.size(place));
        } catch (StoreException refused) {
            tell(refused, troubles);
        }
    }

    /** Notes what one place's own fault is; throws what is the whole store's. */
    static void tell(StoreException failure, List<String> troubles) {
        if (failure.passing()) {
            throw failure;
        }
        troubles.add(failure.getMessage());
    }

    long size(Place place) {
        return sizes.getOrDefault(place, 0L);
    }

    long total(Class<? extends Place> kind) {
        return sizes.entrySet().stream()
                .filter(place -> kind.isInstance(place.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The places of a kind that hold jobs, the fullest first. */
    <P extends Place> List<P> filled(Class<P> kind) {
        return sizes.entrySet().stream()
                .filter(place -> place.getValue() > 0 && kind.isInstance(place.getKey()))
                .sorted(Map.Entry.<Place, Long>comparingByValue().reversed())
                .map(place -> kind.cast(place.getKey()))
                .toList();
    }

    /** The queues that these processes serve. */
    static Set<String> served(Stream<ProcessRecord> processes) {
        return processes.flatMap(process -> process.queues().stream()).collect(toSet());
    }

    boolean sanchoLives() {
        return processes.stream().anyMatch(ProcessRecord::bySancho);
    }
}
