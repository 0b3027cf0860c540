package dev.sancho.bench;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be measured; written in lower case on the command line. */
enum Measure {
    DRAIN,
    ENQUEUE_BULK,
    ENQUEUE_SINGLE,
    ENQUEUE_100_THREADS,
    PICKUP,
    RSS,
    SLEEPERS,
    NO_LOOK_AHEAD,
    BARE_LOOP,
    CONTENDED;

    /** What is measured if nobody says: all that one worker process does by itself. */
    static Set<Measure> usual() {
        return EnumSet.complementOf(EnumSet.of(BARE_LOOP, CONTENDED));
    }

    /** @throws IllegalArgumentException if there is none of this name */
    static Measure parse(String text) {
        try {
            return valueOf(text.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("\"" + text + "\" is nothing to measure; there are " + names(), unknown);
        }
    }

    static String names() {
        return String.join(
                ", ",
                EnumSet.allOf(Measure.class).stream().map(Measure::toString).toList());
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
