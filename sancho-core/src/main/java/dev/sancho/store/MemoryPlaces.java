package dev.sancho.store;

import dev.sancho.job.Payload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where jobs lie that nobody has claimed: queues, timed sets and parking keys. Confined by the store's lock. */
final class MemoryPlaces {
    final Set<String> paused = new TreeSet<>();
    private final NavigableMap<String, Deque<Payload>> queues = new TreeMap<>();
    private final NavigableMap<String, Deque<Payload>> parked = new TreeMap<>();
    private final Map<JobSet, MemorySet> sets = new EnumMap<>(JobSet.class);

    MemoryPlaces() {
        for (JobSet set : JobSet.values()) {
            sets.put(set, new MemorySet());
        }
    }

    /** The answer to a job for a place that no store has. */
    static Optional<Moved> unfit(To to) {
        return to instanceof To.Sorted sorted && sorted.at().isBefore(Instant.EPOCH)
                ? Optional.of(new Moved.Refused("A job's time cannot be before 1970: " + sorted.at()))
                : Optional.empty();
    }

    void put(To to) {
        switch (to) {
            case To.Queue queue
            when queue.end() == End.FRONT -> line(queues, queue.name()).addFirst(queue.payload());
            case To.Queue queue -> line(queues, queue.name()).addLast(queue.payload());
            case To.Sorted sorted -> set(sorted.set()).put(micros(sorted.at()), sorted.payload());
            case To.Parked place -> line(parked, place.key()).addLast(place.payload());
            case To.Gone gone -> {}
        }
    }

    /** Puts a claimed job back to the front of where it came from. */
    void putBack(ClaimedJob job) {
        lineOf(job.origin()).addFirst(job.payload());
    }

    /** Takes the first of a queue or parking key. */
    Optional<Payload> takeFirst(Place place) {
        Deque<Payload> line = known(place);
        Optional<Payload> first = line.isEmpty() ? Optional.empty() : Optional.of(line.removeFirst());
        if (place instanceof Place.Parked key && line.isEmpty()) {
            parked.remove(key.key());
        }
        return first;
    }

    boolean holds(From from) {
        return switch (from) {
            case From.Queued queued -> known(new Place.Queue(queued.queue())).contains(queued.payload());
            case From.Parked place -> known(new Place.Parked(place.key())).contains(place.payload());
            case From.Sorted sorted -> set(sorted.set()).holds(micros(sorted.at()), sorted.payload());
            case From.Held held -> false;
            case From.Nothing nothing -> true;
        };
    }

    void take(From from) {
        switch (from) {
            case From.Queued queued -> lineOf(new Place.Queue(queued.queue())).removeFirstOccurrence(queued.payload());
            case From.Parked place -> {
                Deque<Payload> line = lineOf(new Place.Parked(place.key()));
                line.removeFirstOccurrence(place.payload());
                if (line.isEmpty()) {
                    parked.remove(place.key());
                }
            }
            case From.Sorted sorted -> set(sorted.set()).remove(sorted.payload());
            case From.Held held -> {}
            case From.Nothing nothing -> {}
        }
    }

    MemorySet set(JobSet set) {
        return Objects.requireNonNull(sets.get(set));
    }

    /** The jobs of a queue or parking key, from the front. */
    Deque<Payload> known(Place place) {
        return switch (place) {
            case Place.Queue queue -> queues.getOrDefault(queue.name(), new ArrayDeque<>());
            case Place.Parked key -> parked.getOrDefault(key.key(), new ArrayDeque<>());
            case Place.Sorted set -> new ArrayDeque<>();
            case Place.InFlight owner -> new ArrayDeque<>();
        };
    }

    List<Place> places() {
        List<Place> places = new ArrayList<>();
        queues.keySet().forEach(name -> places.add(new Place.Queue(name)));
        sets.forEach((name, set) -> {
            if (set.size() > 0) {
                places.add(new Place.Sorted(name));
            }
        });
        parked.keySet().forEach(key -> places.add(new Place.Parked(key)));
        return places;
    }

    private Deque<Payload> lineOf(Place place) {
        return switch (place) {
            case Place.Queue queue -> line(queues, queue.name());
            case Place.Parked key -> line(parked, key.key());
            case Place.Sorted set -> throw new IllegalArgumentException("Not a line: " + set);
            case Place.InFlight owner -> throw new IllegalArgumentException("Not a line: " + owner);
        };
    }

    private static Deque<Payload> line(Map<String, Deque<Payload>> lines, String name) {
        return lines.computeIfAbsent(name, first -> new ArrayDeque<>());
    }

    private static Instant micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }
}
