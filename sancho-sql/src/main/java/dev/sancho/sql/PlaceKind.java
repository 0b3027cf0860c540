package dev.sancho.sql;

import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import java.util.Locale;

/** The kinds of {@link Place}, as the column {@code kind} has them. */
enum PlaceKind {
    QUEUE,
    SORTED,
    PARKED,
    OWNER;

    final String column = name().toLowerCase(Locale.ROOT);

    static PlaceKind of(Place place) {
        return switch (place) {
            case Place.Queue queue -> QUEUE;
            case Place.Sorted set -> SORTED;
            case Place.Parked key -> PARKED;
            case Place.InFlight owner -> OWNER;
        };
    }

    static String name(Place place) {
        return switch (place) {
            case Place.Queue queue -> queue.name();
            case Place.Sorted set -> set.set().name().toLowerCase(Locale.ROOT);
            case Place.Parked key -> key.key();
            case Place.InFlight owner -> owner.owner();
        };
    }

    static Place place(String column, String name) {
        return switch (valueOf(column.toUpperCase(Locale.ROOT))) {
            case QUEUE -> new Place.Queue(name);
            case SORTED -> new Place.Sorted(JobSet.valueOf(name.toUpperCase(Locale.ROOT)));
            case PARKED -> new Place.Parked(name);
            case OWNER -> new Place.InFlight(name);
        };
    }
}
