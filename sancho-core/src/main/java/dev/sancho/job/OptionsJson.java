package dev.sancho.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Options as members of a payload: Sidekiq's own, and {@code timeout} in seconds, which Sidekiq has not. */
final class OptionsJson {
    private static final int NANOS_DIGITS = 9;

    private OptionsJson() {}

    static JobDocument.Edit write(Options options, JobDocument.Edit payload) {
        payload.raw("retry", retry(options.retries()));
        payload.text("queue", options.queue() == null ? "default" : options.queue());
        if (options.retryFor() != null) {
            payload.integer("retry_for", options.retryFor().toSeconds());
        }
        if (options.retryQueue() != null) {
            payload.text("retry_queue", options.retryQueue());
        }
        if (options.dead() != null) {
            payload.raw("dead", options.dead().toString());
        }
        if (options.backtrace() != null) {
            payload.raw("backtrace", backtrace(options.backtrace()));
        }
        if (options.tags() != null) {
            payload.raw("tags", Json.mapper().writeValueAsString(options.tags()));
        }
        if (options.timeout() != null) {
            payload.raw("timeout", seconds(options.timeout()));
        }
        return payload;
    }

    private static String retry(@Nullable Integer retries) {
        if (retries == null) {
            return "true";
        }
        return retries == Options.NO_RETRY ? "false" : retries.toString();
    }

    private static String backtrace(int lines) {
        return switch (lines) {
            case Options.WHOLE_BACKTRACE -> "true";
            case 0 -> "false";
            default -> Integer.toString(lines);
        };
    }

    /** To the millisecond, {@code 90} or {@code 1.5}. */
    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    static Options read(JobDocument job) {
        return new Options(
                name(job, "queue"),
                count(job, "retry", null, Options.NO_RETRY),
                duration(job, "retry_for", Duration.ofSeconds(1), Options.LONGEST_RETRY),
                name(job, "retry_queue"),
                bool(job, "dead"),
                count(job, "backtrace", Options.WHOLE_BACKTRACE, 0),
                tags(job),
                duration(job, "timeout", Options.SHORTEST_TIMEOUT, Options.LONGEST_TIMEOUT));
    }

    private static @Nullable String name(JobDocument job, String member) {
        return job.text(member).filter(name -> !name.isBlank()).orElse(null);
    }

    private static @Nullable Boolean bool(JobDocument job, String member) {
        return switch (job.text(member).or(() -> job.raw(member)).orElse("")) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
    }

    private static @Nullable Integer count(
            JobDocument job, String member, @Nullable Integer whenTrue, @Nullable Integer whenFalse) {
        Boolean bool = bool(job, member);
        if (bool != null) {
            return bool ? whenTrue : whenFalse;
        }
        OptionalLong number = job.integer(member);
        return number.isEmpty() ? null : (Integer) Math.clamp(number.getAsLong(), 0, Integer.MAX_VALUE);
    }

    private static @Nullable Duration duration(JobDocument job, String member, Duration least, Duration most) {
        BigDecimal seconds = job.text(member)
                .or(() -> job.raw(member))
                .flatMap(WireNumber::decimal)
                .orElse(BigDecimal.ZERO);
        if (seconds.compareTo(BigDecimal.valueOf(least.toMillis(), 3)) < 0
                || seconds.compareTo(BigDecimal.valueOf(most.toSeconds())) > 0) {
            return null;
        }
        return Duration.ofNanos(
                seconds.movePointRight(NANOS_DIGITS).toBigInteger().longValue());
    }

    private static @Nullable List<String> tags(JobDocument job) {
        Optional<String> raw = job.raw("tags").filter(json -> json.startsWith("["));
        if (raw.isEmpty()) {
            return null;
        }
        try {
            return Json.mapper()
                    .readTree(raw.get())
                    .valueStream()
                    .filter(JsonNode::isString)
                    .map(JsonNode::asString)
                    .filter(tag -> !tag.isBlank())
                    .toList();
        } catch (JacksonException malformed) {
            return null;
        }
    }
}
