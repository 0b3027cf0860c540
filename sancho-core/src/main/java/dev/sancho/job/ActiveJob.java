package dev.sancho.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job that Rails runs: one of its ActiveJob classes, with arguments as Rails serialises them. Enqueue it as any record:
 *
 * {@snippet :
 * jobs.queue("mailers").enqueue(ActiveJob.of("WelcomeJob", new GlobalId("shop", "User", "42")).keyword("at", Instant.now()));
 * }
 *
 * <p>Arguments may be null, booleans, numbers, text, {@link Symbol}, {@link GlobalId}, {@link java.util.UUID} (as text), enums (as text),
 * {@link Instant}, {@link java.time.OffsetDateTime}, {@link java.time.ZonedDateTime}, {@link java.time.LocalDate}, {@link java.time.Duration},
 * {@link java.time.Period}, {@link Range}, and collections, arrays and maps of these; a map becomes a hash with string keys, within
 * {@link SymbolKeys} one with symbols. Anything else is refused at enqueue. Immutable, if its arguments are.
 *
 * @param name the job's class as Ruby has it, {@code Admin::WelcomeJob}
 * @param args what {@code perform} takes by position
 * @param keywords what {@code perform} takes by keyword
 * @param locale the locale in which Rails runs it; {@code en} unless said otherwise
 * @param timezone the time zone in which Rails runs it, by Rails's name; {@code UTC} unless said otherwise
 * @param olderRails whether Rails is older than 7.1: exact decimals then travel as text, for it knows no better, and ranges are refused
 */
public record ActiveJob(
        String name,
        List<@Nullable Object> args,
        Map<String, @Nullable Object> keywords,
        String locale,
        String timezone,
        boolean olderRails) {
    /** The class under which it is pushed, which all versions of Rails and Sidekiq run. */
    public static final String WRAPPER = ActiveJobReader.WRAPPER;

    /** @throws IllegalArgumentException if the name is no Ruby constant */
    public ActiveJob {
        JobName.check(name);
        args = Collections.unmodifiableList(new ArrayList<>(args));
        keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
    }

    /** A Ruby symbol, {@code :name}. */
    public record Symbol(String name) {}

    /** A hash whose keys are symbols: {@code {name: "bob"}}. */
    public record SymbolKeys(Map<String, ?> entries) {}

    /**
     * A Ruby range; a parameter of this type also takes one.
     *
     * @param begin null for a range without a beginning
     * @param end null for a range without an end
     * @param excludeEnd whether the end is not in it: {@code 1...10}
     */
    public record Range<T>(@Nullable T begin, @Nullable T end, boolean excludeEnd) {}

    /**
     * A job with arguments by position.
     *
     * @throws IllegalArgumentException if the name is no Ruby constant
     */
    public static ActiveJob of(String name, @Nullable Object... args) {
        return new ActiveJob(name, Arrays.asList(args), Map.of(), "en", "UTC", false);
    }

    /** This job with one more keyword argument. */
    public ActiveJob keyword(String keyword, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(keywords);
        more.put(keyword, value);
        return new ActiveJob(name, args, more, locale, timezone, olderRails);
    }

    /** This job in another locale and time zone. */
    public ActiveJob in(String locale, String timezone) {
        return new ActiveJob(name, args, keywords, locale, timezone, olderRails);
    }

    /** This job for a Rails older than 7.1. */
    public ActiveJob forOlderRails() {
        return new ActiveJob(name, args, keywords, locale, timezone, true);
    }

    /**
     * Writes the {@code args} of the payload: the whole job as ActiveJob serialises it, with an id of its own.
     *
     * @param queue the queue it goes to
     * @param now when it is enqueued
     * @param due when it is to run; null: now
     * @throws JobArgumentException if an argument has no form in Rails or would not survive the way
     */
    public byte[] encode(ArgsCodec codec, String queue, Instant now, @Nullable Instant due) {
        return codec.encodeUntyped(name, List.of(new ActiveJobWriter(this).data(queue, now, due)));
    }
}
