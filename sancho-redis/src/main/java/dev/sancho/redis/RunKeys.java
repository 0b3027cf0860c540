package dev.sancho.redis;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The names of the keys that hold the metrics of a minute, UTC, in the forms of Sidekiq 7 and 8. */
record RunKeys(ZonedDateTime time) {
    private static final DateTimeFormatter MINUTE_7 = DateTimeFormatter.ofPattern("'j|'yyyyMMdd'|'H:m");
    private static final DateTimeFormatter MINUTE_8 = DateTimeFormatter.ofPattern("'j|'yyMMdd'|'H:mm");
    private static final DateTimeFormatter HOUR_8 = DateTimeFormatter.ofPattern("'j|'yyMMdd'|'H:");
    private static final DateTimeFormatter LENGTHS_7 = DateTimeFormatter.ofPattern("-dd-HH:m");
    private static final DateTimeFormatter LENGTHS_8 = DateTimeFormatter.ofPattern("-d-H:m");

    static RunKeys at(Instant time) {
        return new RunKeys(time.atZone(ZoneOffset.UTC));
    }

    String minute7() {
        return MINUTE_7.format(time);
    }

    String minute8() {
        return MINUTE_8.format(time);
    }

    /** Ten minutes together. */
    String ten8() {
        return HOUR_8.format(time) + time.getMinute() / 10;
    }

    String lengths7(String type) {
        return type + LENGTHS_7.format(time);
    }

    String lengths8(String type) {
        return "h|" + type + LENGTHS_8.format(time);
    }
}
