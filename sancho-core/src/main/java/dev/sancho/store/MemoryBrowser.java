package dev.sancho.store;

import dev.sancho.job.JobDocument;
import dev.sancho.job.Payload;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a {@link MemoryStore} under its lock. */
record MemoryBrowser(MemoryStore store) implements JobBrowser {
    @Override
    public List<Place> places() {
        return store.at(now -> {
            List<Place> places = new ArrayList<>(store.places.places());
            store.owners.all().stream()
                    .filter(owner -> !owner.inFlight.isEmpty())
                    .forEach(owner -> places.add(new Place.InFlight(owner.id)));
            return places;
        });
    }

    @Override
    public long size(Place place) {
        return store.at(now -> jobs(place).count());
    }

    @Override
    public List<StoredJob> page(Place place, long offset, int limit) {
        return store.at(now -> jobs(place).skip(offset).limit(limit).toList());
    }

    @Override
    public long counter(String name) {
        return store.at(now -> store.facts.total(name));
    }

    @Override
    public long counter(String name, LocalDate day) {
        return store.at(now -> store.facts.total(name, day));
    }

    @Override
    public List<ProcessRecord> processes() {
        return store.at(now -> store.owners.all().stream()
                .filter(owner -> !owner.expired(now))
                .flatMap(owner -> Optional.ofNullable(owner.record).stream())
                .toList());
    }

    @Override
    public Set<String> absent(Collection<String> jids) {
        return store.at(now -> {
            Set<String> absent = new HashSet<>(jids);
            places().stream()
                    .flatMap(this::jobs)
                    .flatMap(job -> JobDocument.jidOf(job.payload()).stream())
                    .forEach(absent::remove);
            return absent;
        });
    }

    @Override
    public Map<Instant, Map<String, RunTotals>> runs(Instant from, Instant until) {
        return store.at(now -> store.runs.totals(from, until));
    }

    @Override
    public Histogram lengths(String type, Instant from, Instant until) {
        return store.at(now -> store.runs.lengths(type, from, until));
    }

    private Stream<StoredJob> jobs(Place place) {
        return switch (place) {
            case Place.Queue queue -> store.places.known(queue).stream().map(MemoryBrowser::untimed);
            case Place.Parked key -> store.places.known(key).stream().map(MemoryBrowser::untimed);
            case Place.Sorted set ->
                store.places.set(set.set()).stream().map(entry -> new StoredJob(entry.payload(), entry.at(), 0));
            case Place.InFlight owner ->
                store.owners.find(owner.owner()).stream()
                        .flatMap(known -> known.inFlight.values().stream())
                        .map(job -> new StoredJob(job.payload(), null, job.seq()));
        };
    }

    private static StoredJob untimed(Payload payload) {
        return new StoredJob(payload, null, 0);
    }
}
