package dev.sancho.job;

/**
 * Text from outside made fit for a log line or a terminal: bounded, on one line, and without what controls a terminal or the order of its
 * characters. Everything that a payload, a key or an error's message says passes through here before a person reads it.
 */
public final class LogText {
    private static final int LONGEST = 200;

    private LogText() {}

    /** The first 200 characters, each control or invisible formatting character shown as {@code ?}. */
    public static String clean(String text) {
        return clean(text, LONGEST);
    }

    /** As {@link #clean(String)}, up to another length. */
    public static String clean(String text, int longest) {
        int end = Math.min(text.length(), longest);
        if (end < text.length() && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        String tail = end < text.length() ? "…" : "";
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return replaced(text, end) + tail;
            }
        }
        return text.substring(0, end) + tail;
    }

    private static String replaced(String text, int end) {
        StringBuilder clean = new StringBuilder(end);
        text.substring(0, end).codePoints().forEach(point -> clean.appendCodePoint(isShown(point) ? point : '?'));
        return clean.toString();
    }

    private static boolean isShown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT, // among them those that turn the direction of writing
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
