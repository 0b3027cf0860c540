package dev.sancho.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ActiveJobWritingTest {
    private static final Instant NOW = Instant.parse("2026-11-23T21:00:00.5Z");

    @Test
    void theWholeJobIsAsRailsSerialisesIt() {
        String written = encode(ActiveJob.of("Admin::WelcomeJob", 1, "two")
                .keyword("deep", Map.of("k", true))
                .in("de", "Berlin"));

        assertThat(written.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID"))
                .isEqualTo("[{\"job_class\":\"Admin::WelcomeJob\",\"job_id\":\"ID\",\"provider_job_id\":null,"
                        + "\"queue_name\":\"mail\",\"priority\":null,\"arguments\":[1,\"two\","
                        + "{\"deep\":{\"k\":true,\"_aj_symbol_keys\":[]},\"_aj_ruby2_keywords\":[\"deep\"]}],"
                        + "\"executions\":0,\"exception_executions\":{},\"locale\":\"de\",\"timezone\":\"Berlin\","
                        + "\"enqueued_at\":\"2026-11-23T21:00:00.500000000Z\",\"scheduled_at\":null}]");
    }

    @Test
    void aJobForLaterSaysWhen() {
        byte[] args = ActiveJob.of("WelcomeJob").encode(ArgsCodec.standard(), "mail", NOW, NOW.plusSeconds(60));

        assertThat(new String(args, StandardCharsets.UTF_8))
                .contains("\"scheduled_at\":\"2026-11-23T21:01:00.500000000Z\"");
    }

    static Stream<Arguments> times() {
        return Stream.of(
                Arguments.of(NOW, serialized("Time", "\"value\":\"2026-11-23T21:00:00.500000000Z\"")),
                Arguments.of(
                        OffsetDateTime.parse("2026-11-23T22:00:00+01:00"),
                        serialized("Time", "\"value\":\"2026-11-23T22:00:00.000000000+01:00\"")),
                Arguments.of(
                        ZonedDateTime.parse("2026-11-23T22:00:00+01:00[Europe/Berlin]"),
                        serialized(
                                "TimeWithZone",
                                "\"value\":\"2026-11-23T22:00:00.000000000+01:00\",\"time_zone\":\"Europe/Berlin\"")),
                Arguments.of(LocalDate.of(2026, 11, 23), serialized("Date", "\"value\":\"2026-11-23\"")));
    }

    static Stream<Arguments> durations() {
        return Stream.of(
                Arguments.of(
                        Duration.ofMinutes(5),
                        serialized("Duration", "\"value\":300,\"parts\":[[" + symbol("seconds") + ",300]]")),
                Arguments.of(
                        Duration.ofMillis(-1500),
                        serialized("Duration", "\"value\":-1.5,\"parts\":[[" + symbol("seconds") + ",-1.5]]")),
                Arguments.of(Duration.ZERO, serialized("Duration", "\"value\":0,\"parts\":[]")),
                Arguments.of(
                        Period.of(1, 2, 3),
                        serialized(
                                "Duration",
                                "\"value\":37075644,\"parts\":[[" + symbol("years") + ",1],[" + symbol("months")
                                        + ",2],[" + symbol("days") + ",3]]")));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(new ActiveJob.Symbol("sym"), serialized("Symbol", "\"value\":\"sym\"")),
                Arguments.of(new BigDecimal("19.90"), serialized("BigDecimal", "\"value\":\"19.90\"")),
                Arguments.of(
                        new ActiveJob.Range<>(1, 10, true),
                        serialized("Range", "\"begin\":1,\"end\":10,\"exclude_end\":true")),
                Arguments.of(
                        new GlobalId("shop", "User", "1/2 ü"), "{\"_aj_globalid\":\"gid://shop/User/1%2F2+%C3%BC\"}"),
                Arguments.of(
                        new ActiveJob.SymbolKeys(Map.of("a", List.of(1.0))),
                        "{\"a\":[1.0],\"_aj_symbol_keys\":[\"a\"]}"),
                Arguments.of(new int[] {1, 2}, "[1,2]"),
                Arguments.of(TimeUnit.DAYS, "\"DAYS\""));
    }

    @ParameterizedTest
    @MethodSource({"times", "durations", "values"})
    void everyValueHasARailsForm(Object value, String json) {
        assertThat(encode(ActiveJob.of("WelcomeJob", value))).contains("\"arguments\":[" + json + "],");
    }

    @Test
    void olderRailsGetsExactDecimalsAsText() {
        ActiveJob job = ActiveJob.of("WelcomeJob", new BigDecimal("19.90")).forOlderRails();

        assertThat(encode(job)).contains("\"arguments\":[\"19.90\"],");
        assertThatThrownBy(() -> encode(ActiveJob.of("WelcomeJob", new ActiveJob.Range<>(1, 2, false))
                        .forOlderRails()))
                .isInstanceOf(JobArgumentException.class)
                .hasMessageContaining("before 7.1");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(Map.of("a", List.of(new Object())), "args[0].a[0]: java.lang.Object"),
                Arguments.of(LocalDateTime.of(2026, 11, 23, 21, 0), "has no form in Rails"),
                Arguments.of(Map.of(1, 2), "args[0]: the key 1 (Integer) is no string"),
                Arguments.of(Map.of("_aj_globalid", 2), "the key \"_aj_globalid\" is one that Rails keeps for itself"),
                Arguments.of(Double.NaN, "NaN has no JSON form"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatRailsCannotReadIsRefused(Object value, String message) {
        assertThatThrownBy(() -> encode(ActiveJob.of("WelcomeJob", value)))
                .isInstanceOf(JobArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aNameThatRubyCannotReadIsRefused() {
        assertThatThrownBy(() -> ActiveJob.of("com.example.Welcome")).hasMessageContaining("Ruby constant");
    }

    @Test
    void whatIsWrittenReadsAsItWas() {
        record Args(
                Instant at,
                Duration pause,
                Period age,
                BigDecimal total,
                GlobalId user,
                ActiveJob.Range<Integer> pages) {}
        Args args = new Args(
                NOW,
                Duration.ofNanos(1_234_567_890),
                Period.of(0, 5, 1),
                new BigDecimal("19.90"),
                new GlobalId("shop", "Order", List.of("1", "2"), Map.of("a", "b&c")),
                new ActiveJob.Range<>(1, null, false));
        ActiveJob job = ActiveJob.of("WelcomeJob", args.at, args.pause, args.age, args.total, args.user, args.pages);
        JobDocument document =
                JobDocument.parse(Payload.of("{\"class\":\"" + ActiveJob.WRAPPER + "\",\"args\":" + encode(job) + "}"));

        assertThat(document.name()).isEqualTo("WelcomeJob");
        assertThat(ArgsCodec.standard().decodeRecord(JobType.of(Args.class), document.args()))
                .isEqualTo(args);
    }

    private static String encode(ActiveJob job) {
        return new String(job.encode(ArgsCodec.standard(), "mail", NOW, null), StandardCharsets.UTF_8);
    }

    private static String serialized(String type, String members) {
        return "{\"_aj_serialized\":\"ActiveJob::Serializers::" + type + "Serializer\"," + members + "}";
    }

    private static String symbol(String name) {
        return serialized("Symbol", "\"value\":\"" + name + "\"");
    }
}
