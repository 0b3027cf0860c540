package dev.sancho.engine;

import dev.sancho.job.Backtrace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An error as it stands in a payload. Bears errors whose own methods throw. */
final class Errors {
    /** Sidekiq's limit. */
    private static final int MAX_MESSAGE = 10_000;

    private static final int MAX_LINES = 1_000;

    private Errors() {}

    /** The message, valid in UTF-8, at most 10,000 characters; the class where there is none, as in Ruby. */
    static String message(Throwable error) {
        String message;
        try {
            String own = error.getMessage();
            message = own == null ? error.getClass().getName() : own;
        } catch (Throwable oddity) {
            message = "!!! " + error.getClass().getName() + " threw when it was asked for its message !!!";
        }
        String bounded = message.length() <= MAX_MESSAGE ? message : message.substring(0, end(message));
        return new String(bounded.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static int end(String message) {
        return Character.isHighSurrogate(message.charAt(MAX_MESSAGE - 1)) ? MAX_MESSAGE - 1 : MAX_MESSAGE;
    }

    /** The first lines of the stack trace as Sidekiq keeps them. */
    static String backtrace(Throwable error, int lines) {
        return Backtrace.write(trace(error, Math.min(lines, MAX_LINES)));
    }

    private static List<String> trace(Throwable error, int lines) {
        List<String> trace = new ArrayList<>();
        try {
            Throwable cause = error;
            for (int depth = 0; cause != null && depth < 20 && trace.size() < lines; depth++) {
                if (depth > 0) {
                    trace.add("Caused by: " + cause.getClass().getName() + ": " + message(cause));
                }
                for (StackTraceElement frame : cause.getStackTrace()) {
                    trace.add(frame.toString());
                }
                cause = cause.getCause();
            }
        } catch (Throwable oddity) {
            trace.add("!!! " + error.getClass().getName() + " threw when it was asked for its stack trace !!!");
        }
        return trace.subList(0, Math.min(lines, trace.size()));
    }
}
