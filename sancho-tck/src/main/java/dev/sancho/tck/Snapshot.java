package dev.sancho.tck;

import dev.sancho.store.Cells;
import dev.sancho.store.JobBrowser;
import dev.sancho.store.JobStore;
import dev.sancho.store.Place;
import dev.sancho.store.ProcessRecord;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Everything that can be seen of a store that {@link RandomParts} wrote to, fact by fact. */
record Snapshot(Map<String, Object> facts) {
    static Snapshot of(JobStore store, LocalDate today) {
        Map<String, Object> facts = new LinkedHashMap<>();
        JobBrowser browser = store.browser();
        List<Place> places = browser.places();
        facts.put("places", places);
        for (Place place : places) {
            facts.put("jobs in " + place, browser.page(place, 0, 10_000));
            facts.put("size of " + place, browser.size(place));
        }
        facts.put("paused", store.controls().paused());
        facts.put(
                "processes",
                browser.processes().stream()
                        .map(ProcessRecord::identity)
                        .collect(Collectors.toCollection(TreeSet::new)));
        List<String> counters = new ArrayList<>(RandomParts.COUNTERS);
        counters.add("dead_trimmed");
        for (String counter : counters) {
            facts.put("counter " + counter, browser.counter(counter));
            facts.put("counter " + counter + " today", browser.counter(counter, today));
        }
        addCells(store.cells(), facts);
        return new Snapshot(facts);
    }

    private static void addCells(Cells cells, Map<String, Object> facts) {
        facts.put("cells", cells.scan("", 100));
        facts.put("first cell of c", cells.scan("c", 1));
        facts.put("locks", cells.locks().collect(Collectors.toSet()));
        facts.put("groups", cells.groups().collect(Collectors.toSet()));
        RandomParts.LOCKS.forEach(lock -> facts.put("holder of " + lock, cells.holder(lock)));
        RandomParts.GROUPS.forEach(group -> facts.put("group " + group, cells.group(group)));
    }

    /** The first fact that differs, in words. */
    Optional<String> differenceFrom(Snapshot expected) {
        Set<String> names = new LinkedHashSet<>(expected.facts.keySet());
        names.addAll(facts.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(facts.get(name), expected.facts.get(name)))
                .map(name ->
                        name + "\n    should be " + expected.facts.get(name) + "\n    but is    " + facts.get(name))
                .findFirst();
    }
}
