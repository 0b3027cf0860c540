package dev.sancho.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payloads as Rails 6.1, 7.1 and 8.0 push them. */
class ActiveJobReadingTest {
    private static final String SIX = "ActiveJob::QueueAdapters::SidekiqAdapter::JobWrapper";
    private static final String EIGHT = "Sidekiq::ActiveJob::Wrapper";

    @ParameterizedTest
    @ValueSource(strings = {SIX, EIGHT})
    void aWrappedJobGoesByItsOwnNameAndArguments(String wrapper) {
        JobDocument job =
                payload(wrapper, "\"wrapped\":\"WelcomeJob\",", "[1,\"two\",{\"_aj_globalid\":\"gid://shop/User/3\"}]");

        assertThat(job.name()).isEqualTo("WelcomeJob");
        assertThat(args(job)).isEqualTo("[1,\"two\",\"gid://shop/User/3\"]");
        assertThat(job.raw("class")).contains('"' + wrapper + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"wrapped\":null,", "\"wrapped\":\"\","})
    void withoutWrappedTheNameIsInTheArgument(String wrapped) {
        assertThat(payload(SIX, wrapped, "[]").name()).isEqualTo("WelcomeJob");
    }

    @Test
    void anyOtherJobIsAsItIs() {
        JobDocument job = JobDocument.parse(
                Payload.of(
                        "{\"class\":\"HardWorker\",\"wrapped\":\"Other\",\"args\":[{\"_aj_globalid\":\"gid://shop/User/3\"}]}"));

        assertThat(job.name()).isEqualTo("HardWorker");
        assertThat(args(job)).isEqualTo("[{\"_aj_globalid\":\"gid://shop/User/3\"}]");
        assertThat(job.activeJob()).isEmpty();
    }

    @Test
    void railsCountsAreRead() {
        JobDocument job = JobDocument.parse(Payload.of("{\"class\":\"" + EIGHT
                + "\",\"wrapped\":\"WelcomeJob\",\"args\":[{\"job_class\":\"WelcomeJob\",\"job_id\":\"559926f0\",\"provider_job_id\":null,"
                + "\"queue_name\":\"default\",\"priority\":null,\"arguments\":[],\"executions\":3,"
                + "\"exception_executions\":{\"[Timeout::Error]\":2},\"locale\":\"de\",\"timezone\":\"Berlin\","
                + "\"enqueued_at\":\"2026-11-23T21:31:39.123456789Z\",\"scheduled_at\":null}],\"jid\":\"a\"}"));

        assertThat(job.activeJob())
                .contains(new ActiveJobFacts(
                        "559926f0", 3, Map.of("[Timeout::Error]", 2), Optional.of("de"), Optional.of("Berlin")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "[1]", "[{}]", "[{\"arguments\":1}]", "[{\"arguments\":[]},1]"})
    void aWrapperAroundSomethingElseIsAJobThatFails(String args) {
        JobDocument job = JobDocument.parse(Payload.of("{\"class\":\"" + SIX + "\",\"args\":" + args + "}"));

        assertThat(job.name()).isEqualTo(SIX);
        assertThatThrownBy(job::args)
                .isInstanceOf(JobArgumentException.class)
                .hasMessageContaining("wrapped by ActiveJob")
                .hasMessageContaining(args);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("1.0", "1.0"),
                Arguments.of("1.0e+20", "1.0E+20"),
                Arguments.of("12345678901234567890", "12345678901234567890"),
                Arguments.of("null", "null"),
                Arguments.of("[[true],{\"a\":\"ü\"}]", "[[true],{\"a\":\"ü\"}]"),
                Arguments.of(serialized("Symbol", "\"sym\""), "\"sym\""),
                Arguments.of(serialized("Module", "\"Admin::User\""), "\"Admin::User\""),
                Arguments.of(serialized("BigDecimal", "\"0.199e2\""), "\"0.199e2\""),
                Arguments.of(serialized("Date", "\"2026-11-23\""), "\"2026-11-23\""),
                Arguments.of(
                        "{\"a\":1,\"b\":{\"c\":[],\"_aj_symbol_keys\":[\"c\"]},\"_aj_symbol_keys\":[\"a\"]}",
                        "{\"a\":1,\"b\":{\"c\":[]}}"),
                Arguments.of("{\"x\":1,\"_aj_hash_with_indifferent_access\":true}", "{\"x\":1}"),
                Arguments.of("{\"at\":1,\"_aj_ruby2_keywords\":[\"at\"]}", "{\"at\":1}"),
                Arguments.of(
                        "{\"_aj_serialized\":\"MoneySerializer\",\"cents\":1}",
                        "{\"_aj_serialized\":\"MoneySerializer\",\"cents\":1}"),
                Arguments.of(serialized("New", "1"), serialized("New", "1")),
                Arguments.of(
                        "{\"_aj_serialized\":\"ActiveJob::Serializers::SymbolSerializer\"}",
                        "{\"_aj_serialized\":\"ActiveJob::Serializers::SymbolSerializer\"}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyValueHasAPlainForm(String serialized, String plain) {
        assertThat(args(wrapped(serialized))).isEqualTo("[" + plain + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "300, minutes, 5, PT5M",
        "5400.0, hours, 1.5, PT1H30M",
        "1209600, weeks, 2, P14D",
        "2629746, months, 1, P1M",
        "129600.0, days, 1.5, PT36H",
        "-300, minutes, -5, PT-5M",
        "0, seconds, 0, PT0S",
        "0.25, seconds, 0.25, PT0.25S"
    })
    void aDurationIsIso8601(String value, String unit, String amount, String iso) {
        assertThat(args(wrapped(duration(value, unit, amount)))).isEqualTo("[\"" + iso + "\"]");
    }

    @Test
    void aDurationOfSeveralPartsIsIso8601Too() {
        assertThat(args(wrapped(duration("93600", "days", "1", "hours", "2")))).isEqualTo("[\"PT26H\"]");
        assertThat(args(wrapped(duration("31729752", "years", "1", "days", "2"))))
                .isEqualTo("[\"P1Y2D\"]");
        assertThat(args(wrapped(duration("2630046", "months", "1", "minutes", "5"))))
                .isEqualTo("[\"P1MT5M\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e999999999", "1e-999999999", "-9e30", "\"many\""})
    @Timeout(10)
    void aDurationThatNobodyCanCountStaysAsItIs(String amount) {
        assertThat(args(wrapped(duration(amount, "seconds", amount)))).contains("DurationSerializer");
        assertThat(args(wrapped(duration("1", "months", amount)))).contains("DurationSerializer");
    }

    /** Takes everything. */
    record Everything(
            String symbol,
            Instant instant,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            LocalDate date,
            Duration duration,
            Period period,
            BigDecimal exact,
            BigDecimal older,
            ActiveJob.Range<LocalDate> range,
            GlobalId user,
            Welcome keywords) {}

    record Welcome(GlobalId by, List<String> tags, @Nullable Instant at) {}

    private static final String EVERYTHING = String.join(
            ",",
            serialized("Symbol", "\"sym\""),
            serialized("Time", "\"2026-11-23T21:00:00.123456789Z\""),
            serialized("DateTime", "\"2026-11-23T22:00:00.000000000+01:00\""),
            "{\"_aj_serialized\":\"ActiveJob::Serializers::TimeWithZoneSerializer\","
                    + "\"value\":\"2026-11-23T22:00:00.000000000+01:00\",\"time_zone\":\"Europe/Berlin\"}",
            serialized("Date", "\"2026-11-23\""),
            duration("300", "minutes", "5"),
            duration("2629746", "months", "1"),
            serialized("BigDecimal", "\"0.199e2\""),
            "\"19.90\"",
            "{\"_aj_serialized\":\"ActiveJob::Serializers::RangeSerializer\",\"begin\":"
                    + serialized("Date", "\"2026-11-01\"") + ",\"end\":null,\"exclude_end\":true}",
            "{\"_aj_globalid\":\"gid://shop/Admin::User/1%2F2+%C3%BC?tenant=7\"}",
            "{\"by\":{\"_aj_globalid\":\"gid://shop/User/9\"},\"tags\":[" + serialized("Symbol", "\"a\"")
                    + "],\"_aj_ruby2_keywords\":[\"by\",\"tags\"]}");
    private static final Everything BOUND = new Everything(
            "sym",
            Instant.parse("2026-11-23T21:00:00.123456789Z"),
            OffsetDateTime.parse("2026-11-23T22:00:00+01:00"),
            ZonedDateTime.of(2026, 11, 23, 22, 0, 0, 0, ZoneOffset.ofHours(1)),
            LocalDate.of(2026, 11, 23),
            Duration.ofMinutes(5),
            Period.ofMonths(1),
            new BigDecimal("19.9"),
            new BigDecimal("19.90"),
            new ActiveJob.Range<>(LocalDate.of(2026, 11, 1), null, true),
            new GlobalId("shop", "Admin::User", List.of("1/2 ü"), Map.of("tenant", "7")),
            new Welcome(new GlobalId("shop", "User", "9"), List.of("a"), null));

    @Test
    void everyValueBindsToItsOwnType() {
        assertThat(ArgsCodec.standard()
                        .decodeRecord(
                                JobType.of(Everything.class),
                                wrapped(EVERYTHING).args()))
                .isEqualTo(BOUND);
    }

    private static JobDocument wrapped(String arguments) {
        return payload(SIX, "\"wrapped\":\"WelcomeJob\",", "[" + arguments + "]");
    }

    private static JobDocument payload(String wrapper, String wrapped, String arguments) {
        return JobDocument.parse(
                Payload.of("{\"retry\":true,\"queue\":\"default\",\"class\":\"" + wrapper + "\"," + wrapped
                        + "\"args\":[{\"job_class\":\"WelcomeJob\",\"job_id\":\"559926f0-27fa-4bfd-b09b-d591b24d9b3c\",\"provider_job_id\":null,"
                        + "\"queue_name\":\"default\",\"priority\":null,\"arguments\":" + arguments
                        + ",\"executions\":0,\"exception_executions\":{},\"locale\":\"en\",\"timezone\":\"UTC\","
                        + "\"enqueued_at\":\"2026-11-23T21:31:39Z\"}],\"jid\":\"0a1b2c3d4e5f0a1b2c3d4e5f\",\"created_at\":1795467099.25,"
                        + "\"enqueued_at\":1795467099.5}"));
    }

    private static String serialized(String type, String value) {
        return "{\"_aj_serialized\":\"ActiveJob::Serializers::" + type + "Serializer\",\"value\":" + value + "}";
    }

    private static String duration(String value, String... parts) {
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < parts.length; i += 2) {
            pairs.append(i == 0 ? "[" : ",[")
                    .append(serialized("Symbol", '"' + parts[i] + '"'))
                    .append(',')
                    .append(parts[i + 1])
                    .append(']');
        }
        return "{\"_aj_serialized\":\"ActiveJob::Serializers::DurationSerializer\",\"value\":" + value + ",\"parts\":["
                + pairs + "]}";
    }

    private static String args(JobDocument job) {
        return new String(Objects.requireNonNull(job.args()), StandardCharsets.UTF_8);
    }
}
