package dev.sancho.examples.demo;

import java.util.Locale;

/** Where the demo is watched. Confined to one thread. */
interface Screen extends AutoCloseable {
    /** Something happened. */
    void event(Event event);

    /** How things stand now. */
    void show(Picture picture);

    /** Text for the end, below everything else. */
    void print(String text);

    Terminal terminal();

    /** Gives the terminal back as it was; may be called more than once. */
    void restore();

    @Override
    default void close() {
        restore();
    }

    /**
     * Something that happened.
     *
     * @param at seconds since the demo began
     */
    record Event(int at, String text) {
        String time() {
            return clock(at);
        }
    }

    /** {@code 01:07}. */
    static String clock(int seconds) {
        return String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
    }
}
