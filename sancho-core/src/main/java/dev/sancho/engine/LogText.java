package dev.sancho.engine;

/** Text from outside made fit for a log line: one line, no control characters, bounded. */
final class LogText {
    private static final int MAX = 200;

    private LogText() {}

    static String clean(String text) {
        int end = Math.min(text.length(), MAX);
        StringBuilder clean = null;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                if (clean == null) {
                    clean = new StringBuilder(text.substring(0, end));
                }
                clean.setCharAt(i, '?');
            }
        }
        String kept = clean == null ? text.substring(0, end) : clean.toString();
        return end < text.length() ? kept + "…" : kept;
    }
}
