package dev.sancho.doctor;

import dev.sancho.store.Place;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Numbers and places as people say them. */
final class Words {
    private Words() {}

    /** {@code 1 job}, {@code 12,345 jobs}. */
    static String count(long number, String thing) {
        return number(number) + " " + thing + plural(thing, number);
    }

    private static String plural(String thing, long number) {
        if (number == 1) {
            return "";
        }
        return thing.endsWith("s") ? "es" : "s";
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A length of time in its largest unit, rounded down: {@code 0.4 s}, {@code 14 min}, {@code 3 h}, {@code 5 days}. */
    static String span(Duration length) {
        Duration span = length.isNegative() ? Duration.ZERO : length;
        if (span.compareTo(Duration.ofSeconds(10)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0);
        }
        if (span.compareTo(Duration.ofMinutes(2)) < 0) {
            return span.toSeconds() + " s";
        }
        if (span.compareTo(Duration.ofHours(2)) < 0) {
            return span.toMinutes() + " min";
        }
        return span.compareTo(Duration.ofDays(2)) < 0 ? span.toHours() + " h" : span.toDays() + " days";
    }

    static String bytes(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.0f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    static String place(Place place) {
        return switch (place) {
            case Place.Queue queue -> "queue " + queue.name();
            case Place.Sorted set -> set.set().name().toLowerCase(Locale.ROOT);
            case Place.Parked parked -> "parked " + parked.key();
            case Place.InFlight owner -> "in flight of " + owner.owner();
        };
    }

    static String list(List<String> words) {
        return String.join(", ", words);
    }
}
