package dev.sancho.job;

/** Text for messages. */
final class Text {
    private static final int LONGEST = 100;

    private Text() {}

    /** The text, cut short if it is long. */
    static String start(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
