package dev.sancho.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;

@SuppressWarnings({"JavaUtilDate", "ArrayRecordComponent"})
class ArgsCodecTest {
    private final ArgsCodec codec = ArgsCodec.standard();

    static Stream<Arguments> values() {
        return Stream.of(
                value("ofLong", Long.MIN_VALUE, "-9223372036854775808"),
                value("ofLong", 42L, "42"),
                value("ofInt", -1, "-1"),
                value("ofShort", (short) 7, "7"),
                value("ofByte", (byte) -7, "-7"),
                value("ofChar", 'ü', "\"ü\""),
                value("ofBoolean", true, "true"),
                value("ofDouble", 1.0, "1.0"),
                value("ofDouble", 1e15, "1.0e+15"),
                value("ofDouble", 0.1, "0.1"),
                value("ofDouble", -0.0, "-0.0"),
                value("ofFloat", 0.1f, "0.1"),
                value("ofBoxed", null, "null"),
                value("ofString", "", "\"\""),
                value(
                        "ofString",
                        "a\"\\/\b\f\n\r\t\u0000\u001f\u007f",
                        "\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\""),
                value("ofString", "äß€😀\u2028", "\"äß€😀\u2028\""),
                value("ofString", null, "null"),
                value(
                        "ofBigInteger",
                        new BigInteger("123456789012345678901234567890"),
                        "123456789012345678901234567890"),
                value("ofBigDecimal", new BigDecimal("1.10"), "1.10"),
                value("ofBigDecimal", new BigDecimal("0.1234567890123456789012345"), "0.1234567890123456789012345"),
                value("ofEnum", DayOfWeek.MONDAY, "\"MONDAY\""),
                value("ofOddEnum", Odd.ONE, "\"ONE\""),
                value("ofUuid", new UUID(1, 2), "\"00000000-0000-0001-0000-000000000002\""),
                value("ofUri", URI.create("https://a/b?c"), "\"https://a/b?c\""),
                value("ofLocale", Locale.GERMANY, "\"de-DE\""),
                value("ofBytes", new byte[] {1, 2, 3}, "\"AQID\""),
                value("ofInts", new int[] {1, 2}, "[1,2]"),
                value("ofDoubles", new double[] {1, 1e-7}, "[1.0,1.0e-07]"),
                value(
                        "ofInstant",
                        Instant.parse("2026-01-02T03:04:05.123456789Z"),
                        "\"2026-01-02T03:04:05.123456789Z\""),
                value("ofDuration", Duration.ofMillis(1500), "\"PT1.5S\""),
                value("ofPeriod", Period.ofMonths(2), "\"P2M\""),
                value("ofLocalDate", LocalDate.of(2026, 1, 2), "\"2026-01-02\""),
                value("ofLocalTime", LocalTime.of(3, 4), "\"03:04:00\""),
                value("ofLocalDateTime", LocalDateTime.of(2026, 1, 2, 3, 4, 5), "\"2026-01-02T03:04:05\""),
                value(
                        "ofOffsetDateTime",
                        OffsetDateTime.parse("2026-01-02T03:04:05+01:00"),
                        "\"2026-01-02T03:04:05+01:00\""),
                value("ofOffsetTime", OffsetTime.parse("03:04:05+01:00"), "\"03:04:05+01:00\""),
                value(
                        "ofZonedDateTime",
                        ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneId.of("Europe/Berlin")),
                        "\"2026-01-02T03:04:05+01:00[Europe/Berlin]\""),
                value("ofZoneId", ZoneId.of("Europe/Berlin"), "\"Europe/Berlin\""),
                value("ofZoneOffset", ZoneOffset.ofHours(1), "\"+01:00\""),
                value("ofYear", Year.of(2026), "2026"),
                value("ofYearMonth", YearMonth.of(2026, 1), "\"2026-01\""),
                value("ofMonthDay", MonthDay.of(1, 2), "\"--01-02\""),
                value("ofDate", new Date(1000), "\"1970-01-01T00:00:01.000Z\""),
                value("ofOptional", Optional.of("x"), "\"x\""),
                value("ofOptional", Optional.empty(), "null"),
                value("ofOptionalInt", OptionalInt.of(5), "5"),
                value("ofList", List.of(1L, 2L), "[1,2]"),
                value("ofNullsInList", Arrays.asList("a", null), "[\"a\",null]"),
                value("ofSet", Set.of("a"), "[\"a\"]"),
                value("ofMap", Map.of("a", List.of(1)), "{\"a\":[1]}"),
                value("ofIntKeys", Map.of(1, "a"), "{\"1\":\"a\"}"),
                value("ofEnumKeys", Map.of(DayOfWeek.MONDAY, 1), "{\"MONDAY\":1}"),
                value("ofDateKeys", Map.of(LocalDate.of(2026, 1, 2), 1), "{\"2026-01-02\":1}"),
                value("ofRecord", new Address("Main St", Optional.of(5)), "{\"street\":\"Main St\",\"number\":5}"),
                value("ofRecords", List.of(new Address("a", Optional.empty())), "[{\"street\":\"a\",\"number\":null}]"),
                value("ofGenericRecord", new Pair<>("a", List.of(1L)), "{\"left\":\"a\",\"right\":[1]}"),
                value(
                        "ofTree",
                        new Tree("a", List.of(new Tree("b", List.of()))),
                        "{\"name\":\"a\",\"children\":[{\"name\":\"b\",\"children\":[]}]}"),
                value("ofShape", new Circle(1.5), "{\"type\":\"circle\",\"radius\":1.5}"),
                value(
                        "ofShapes",
                        List.of(new Circle(1.5), new Square(2)),
                        "[{\"type\":\"circle\",\"radius\":1.5},{\"type\":\"square\",\"side\":2.0}]"),
                value("ofBytesRecord", new Blob(new byte[] {1}), "{\"data\":\"AQ==\"}"),
                value("ofPojo", new Pojo(5), "{\"size\":5}"),
                value("ofObject", "x", "\"x\""),
                value("ofObject", 5L, "5"),
                value("ofObject", 1.5f, "1.5"),
                value("ofObject", new BigInteger("123456789012345678901234567890"), "123456789012345678901234567890"),
                value("ofObject", mixed(), "{\"a\":[1,2.5,null,true,{\"b\":\"c\"}]}"),
                value("ofAnyMap", mixed(), "{\"a\":[1,2.5,null,true,{\"b\":\"c\"}]}"),
                value(
                        "ofNode",
                        Json.mapper().readTree("{\"a\":[1,2.5e-7,12345678901234567890]}"),
                        "{\"a\":[1,2.5e-07,12345678901234567890]}"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void writesAndReads(String method, @Nullable Object value, String json) {
        JobType type = JobTypeTest.method(Methods.class, method);

        byte[] written = codec.encode(type, new @Nullable Object[] {value});
        assertThat(text(written)).isEqualTo("[" + json + "]");

        @Nullable Object[] read = codec.decode(type, written);
        assertThat(read).hasSize(1);
        assertThat(new RoundTrip(Json.mapper().writer()).difference("", value, read[0]))
                .isNull();
        assertThat(text(codec.encode(type, read))).isEqualTo("[" + json + "]");
        assertThat(text(codec.encode(type, read))).as("a second time, proven").isEqualTo("[" + json + "]");
    }

    static Stream<Arguments> refused() {
        List<Object> cyclic = new ArrayList<>();
        cyclic.add(cyclic);
        Object deep = "bottom";
        for (int i = 0; i < 99; i++) {
            deep = List.of(deep);
        }
        return Stream.of(
                value("ofDouble", Double.NaN, "args[0]: NaN has no JSON form"),
                value("ofFloat", Float.POSITIVE_INFINITY, "args[0]: Infinity has no JSON form"),
                value("ofDoubles", new double[] {1, Double.NaN}, "args[0]: NaN has no JSON form"),
                value("ofAnyMap", Map.of("a", List.of(1, Double.NaN)), "args[0].a[1]: NaN has no JSON form"),
                value("ofLong", null, "args[0]: null is no long"),
                value("ofLong", 42, "args[0]: 42 (Integer) is no long"),
                value("ofString", 42, "args[0]: 42 (Integer) is no String"),
                value("ofString", "\ud83d", "args[0]: it has half a surrogate pair at character 0"),
                value("ofNullsInList", List.of("\ude00x"), "args[0][0]: "),
                value("ofList", Map.of(), "is no List<Long>"),
                value(
                        "ofObject",
                        Instant.EPOCH,
                        "args[0]: 1970-01-01T00:00:00Z (Instant) would come back as \"1970-01-01T00:00:00Z\""),
                value("ofObject", new Circle(1), "args[0]: "),
                value("ofObject", DayOfWeek.MONDAY, "args[0]: MONDAY (DayOfWeek) would come back as \"MONDAY\""),
                value("ofObject", Set.of(1), "args[0]: [1] (Set1"),
                value(
                        "ofObject",
                        new BigDecimal("0.1234567890123456789"),
                        "args[0]: 0.1234567890123456789 (BigDecimal) would come back"),
                value(
                        "ofAnyMap",
                        Map.of("a", Map.of(1, "b")),
                        "args[0].\"a\": the map key 1 (Integer) does not come back as it was; keys should be strings"),
                value(
                        "ofAnyMap",
                        Map.of("when", LocalDate.EPOCH),
                        "args[0].\"when\": 1970-01-01 (LocalDate) would come back"),
                value("ofAnyMap", nullKey(), "args[0]"),
                value("ofDoubleKeys", Map.of(Double.NaN, 1, 1.5, 2), null),
                value("ofIgnored", new Ignored("a", "b"), "args[0].secret: \"b\" would come back as null"),
                value("ofNoCreator", NoCreator.make("x"), "args[0]: it could not be read back: "),
                value("ofNoCreators", List.of(NoCreator.make("x")), "args[0][0]: it could not be read back: "),
                value("ofEmpty", new Empty(), "args[0]: "),
                value(
                        "ofNested",
                        new Nested1(new Address2(new Zip("x", NoCreator.make("y")))),
                        "args[0].address.zip.creator: it could not be read back: "),
                value("ofInterface", new SomeThing(), "args[0]: "),
                value("ofObject", cyclic, "deeper than 98 levels, or contains itself"),
                value("ofObject", deep, "deeper than 98 levels"),
                value("ofBigInteger", BigInteger.TEN.pow(1100), "a number of about 1"),
                value("ofBigDecimal", new BigDecimal("1e5000"), "a number of about 5000 digits is too long"),
                value("ofString", "x".repeat(1 << 20), "have 1048580 bytes of JSON, and maxPayloadBytes is 1048576"),
                value(
                        "ofList",
                        Collections.nCopies(200_000, 123456L),
                        "have 1400003 bytes of JSON, and maxPayloadBytes is"),
                value("ofThrowing", new Throwing(1), "args[0]"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatWouldNotSurvive(String method, @Nullable Object value, @Nullable String message) {
        JobType type = JobTypeTest.method(Methods.class, method);

        if (message != null) {
            assertThatThrownBy(() -> codec.encode(type, new @Nullable Object[] {value}))
                    .isInstanceOf(JobArgumentException.class)
                    .hasMessageContaining(type.name())
                    .hasMessageContaining(message);
        } else {
            assertThat(codec.encode(type, value)).isNotEmpty();
        }
    }

    @Nested
    class Reading {
        private final JobType two = JobTypeTest.method(Methods.class, "ofTwo");
        private final JobType optional = JobTypeTest.method(Methods.class, "ofOptionals");
        private final JobType any = JobTypeTest.method(Methods.class, "ofAny");
        private final JobType words = JobTypeTest.method(Methods.class, "ofWords");

        @ParameterizedTest
        @CsvSource(
                delimiter = '→',
                quoteCharacter = '`',
                value = {
                    "[1]→the job has 1 argument, but Methods.ofTwo(long, String) takes 2; args[1] (name, String) is missing",
                    "[]→the job has 0 arguments",
                    "[1,\"a\",3]→the job has 3 arguments, but Methods.ofTwo(long, String) takes 2",
                    "[\"bob\",\"a\"]→args[0] (id) must be long, but is \"bob\"",
                    "[1.5,\"a\"]→args[0] (id) must be long, but is 1.5",
                    "[null,\"a\"]→args[0] (id) must be long, but is null",
                    "[99999999999999999999,\"a\"]→args[0] (id) must be long, but is 99999999999999999999",
                    "[1,{\"a\":1}]→args[1] (name) must be String, but is {\"a\":1}",
                    "[1,[]]→args[1] (name) must be String, but is []",
                    "{}→its args must be a JSON array, but are {}",
                    "null→its args must be a JSON array, but are null",
                    "[1,→its args",
                })
        void refusesWhatDoesNotFit(String json, String message) {
            assertThatThrownBy(() -> codec.decode(two, bytes(json)))
                    .isInstanceOf(JobArgumentException.class)
                    .hasMessageStartingWith("Methods::OfTwo cannot run: ")
                    .hasMessageContaining(message);
        }

        @Test
        void refusesAMissingArray() {
            assertThatThrownBy(() -> codec.decode(two, null)).hasMessageContaining("but are missing");
        }

        @Test
        void showsTheWayIntoAnArgumentAndOnlyTheStartOfIt() {
            JobType type = JobTypeTest.method(Methods.class, "ofNestedRead");

            assertThatThrownBy(() -> codec.decode(
                            type, bytes("[{\"address\":{\"number\":\"x\"},\"more\":\"" + "y".repeat(500) + "\"}]")))
                    .hasMessageContaining("args[0].address.number (nested) must be Reading")
                    .hasMessageContaining("…")
                    .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(500));
        }

        @Test
        void givesMissingOptionalsAndNullablesNothing() {
            assertThat(codec.decode(optional, bytes("[1]")))
                    .containsExactly(1L, Optional.empty(), null, OptionalInt.empty());
            assertThat(codec.decode(optional, bytes("[1,\"a\"]")))
                    .containsExactly(1L, Optional.of("a"), null, OptionalInt.empty());
            assertThat(codec.decode(optional, bytes("[1,null,\"b\",5]")))
                    .containsExactly(1L, Optional.empty(), "b", OptionalInt.of(5));
        }

        @Test
        void takesUnknownMembersAndMissingOnesOfAnArgument() {
            assertThat(codec.decode(
                            JobTypeTest.method(Methods.class, "ofRecord"), bytes("[{\"street\":\"a\",\"new\":1}]")))
                    .containsExactly(new Address("a", Optional.empty()));
        }

        @Test
        void refusesNumbersForEnums() {
            assertThatThrownBy(() -> codec.decode(JobTypeTest.method(Methods.class, "ofEnum"), bytes("[0]")))
                    .hasMessageContaining("must be DayOfWeek, but is 0");
        }

        @Test
        void gathersVariableArguments() {
            assertThat(codec.decode(any, bytes("[]"))).containsExactly((Object) new Object[0]);
            assertThat(codec.decode(any, bytes("[\"bob\",5,[1],null]")))
                    .containsExactly((Object) new Object[] {"bob", 5, List.of(1), null});
            assertThat(codec.decode(words, bytes("[1]"))).containsExactly(1L, new String[0]);
            assertThat(codec.decode(words, bytes("[1,\"a\",\"b\"]"))).containsExactly(1L, new String[] {"a", "b"});
        }

        @Test
        void writesVariableArgumentsSideBySide() {
            assertThat(text(codec.encode(any, (Object) new Object[] {"bob", 5})))
                    .isEqualTo("[\"bob\",5]");
            assertThat(text(codec.encode(any, (Object) new Object[0]))).isEqualTo("[]");
            assertThat(text(codec.encode(words, 1L, new String[] {"a", "b"}))).isEqualTo("[1,\"a\",\"b\"]");
            assertThat(text(codec.encode(words, 1L, new String[0]))).isEqualTo("[1]");
        }

        record Inner(int number) {}

        record ReadingNested(Inner address) {}
    }

    @Nested
    class Records {
        private final JobType type = JobType.of(SendInvoice.class);

        @Test
        void areTheirComponents() {
            SendInvoice job = new SendInvoice(7, Optional.of("de"));

            byte[] written = codec.encodeRecord(type, job);

            assertThat(text(written)).isEqualTo("[7,\"de\"]");
            assertThat(codec.decodeRecord(type, written)).isEqualTo(job);
            assertThat(codec.decodeRecord(type, bytes("[7]"))).isEqualTo(new SendInvoice(7, Optional.empty()));
        }

        @Test
        void mayRefuseTheirArguments() {
            assertThatThrownBy(() -> codec.decodeRecord(type, bytes("[-1,null]")))
                    .isInstanceOf(JobArgumentException.class)
                    .hasMessage("SendInvoice cannot run: its record refuses the arguments: "
                            + "java.lang.IllegalArgumentException: id -1")
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Untyped {
        @Test
        void writesWhatJsonHas() {
            assertThat(text(codec.encodeUntyped(
                            "HardWorker", Arrays.asList("bob", 5, 1.0, null, List.of(true), mixed()))))
                    .isEqualTo("[\"bob\",5,1.0,null,[true],{\"a\":[1,2.5,null,true,{\"b\":\"c\"}]}]");
            assertThat(text(codec.encodeUntyped("HardWorker", List.of()))).isEqualTo("[]");
        }

        @Test
        void refusesWhatItHasNot() {
            assertThatThrownBy(() -> codec.encodeUntyped("HardWorker", List.of("bob", Instant.EPOCH)))
                    .isInstanceOf(JobArgumentException.class)
                    .hasMessageContaining("HardWorker")
                    .hasMessageContaining("args[1]: 1970-01-01T00:00:00Z (Instant)");
        }
    }

    @Test
    void refusesTheWrongNumberOfArguments() {
        assertThatThrownBy(() -> codec.encode(JobTypeTest.method(Methods.class, "ofTwo"), 1L))
                .hasMessage("Methods::OfTwo was given 1 argument, but Methods.ofTwo(long, String) takes 2");
    }

    @Test
    void canBeTaughtOtherTypesAndLimits() {
        JobType type = JobTypeTest.method(Methods.class, "ofNoCreator");
        ArgsCodec taught = codec.with(builder -> builder.addMixIn(NoCreator.class, NoCreatorMixIn.class)
                .addModule(new SimpleModule().addDeserializer(NoCreator.class, new NoCreatorReader())));

        assertThat(text(taught.encode(type, NoCreator.make("x")))).isEqualTo("[\"x\"]");
        assertThatThrownBy(() -> codec.withMaxBytes(10).encodeUntyped("A", List.of("123456789")))
                .hasMessageContaining("The arguments of A have 13 bytes of JSON, and maxPayloadBytes is 10");
        assertThatThrownBy(() -> codec.withMaxBytes(1)).hasMessageContaining("maxBytes 1");
    }

    @Test
    void refusesDefaultTyping() {
        assertThatThrownBy(() -> codec.with(builder -> builder.activateDefaultTyping(
                        BasicPolymorphicTypeValidator.builder().build(), DefaultTyping.NON_FINAL)))
                .hasMessageContaining("Default typing is refused");
    }

    private static Arguments value(String method, @Nullable Object value, @Nullable String json) {
        return Arguments.of(method, value, json);
    }

    private static Map<String, Object> mixed() {
        Map<String, Object> mixed = new LinkedHashMap<>();
        mixed.put("a", Arrays.asList(1, 2.5, null, true, Map.of("b", "c")));
        return mixed;
    }

    private static Map<@Nullable String, Object> nullKey() {
        Map<@Nullable String, Object> map = new HashMap<>();
        map.put(null, 1);
        return map;
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    enum Odd {
        ONE;

        @Override
        public String toString() {
            return "eins";
        }
    }

    record Address(String street, Optional<Integer> number) {}

    record Pair<L, R>(L left, R right) {}

    record Tree(String name, List<Tree> children) {}

    record Blob(byte[] data) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Circle.class, name = "circle"),
        @JsonSubTypes.Type(value = Square.class, name = "square")
    })
    sealed interface Shape {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    public static final class Pojo {
        private int size;

        public Pojo() {}

        Pojo(int size) {
            this.size = size;
        }

        public int getSize() {
            return size;
        }

        public void setSize(int size) {
            this.size = size;
        }
    }

    record Ignored(String shown, @JsonIgnore String secret) {}

    public static final class NoCreator {
        private final String text;

        private NoCreator(String text, boolean unused) {
            this.text = text;
        }

        static NoCreator make(String text) {
            return new NoCreator(text, true);
        }

        public String getText() {
            return text;
        }
    }

    abstract static class NoCreatorMixIn {
        @JsonValue
        abstract String getText();
    }

    static final class NoCreatorReader extends ValueDeserializer<NoCreator> {
        @Override
        public NoCreator deserialize(JsonParser in, DeserializationContext context) {
            return NoCreator.make(in.getString());
        }
    }

    static final class Empty {}

    record Zip(String code, NoCreator creator) {}

    record Address2(Zip zip) {}

    record Nested1(Address2 address) {}

    interface Thing {}

    record Throwing(int value) {
        @Override
        public int value() {
            throw new IllegalStateException("not now");
        }
    }

    static final class SomeThing implements Thing {
        public int getSize() {
            return 1;
        }
    }

    record SendInvoice(long id, Optional<String> language) {
        SendInvoice {
            if (id < 0) {
                throw new IllegalArgumentException("id " + id);
            }
        }
    }

    @SuppressWarnings("unused")
    private interface Methods {
        void ofLong(long a);

        void ofInt(int a);

        void ofShort(short a);

        void ofByte(byte a);

        void ofChar(char a);

        void ofBoolean(boolean a);

        void ofDouble(double a);

        void ofFloat(float a);

        void ofBoxed(Integer a);

        void ofString(String a);

        void ofBigInteger(BigInteger a);

        void ofBigDecimal(BigDecimal a);

        void ofEnum(DayOfWeek a);

        void ofOddEnum(Odd a);

        void ofUuid(UUID a);

        void ofUri(URI a);

        void ofLocale(Locale a);

        void ofBytes(byte[] a);

        void ofInts(int[] a);

        void ofDoubles(double[] a);

        void ofInstant(Instant a);

        void ofDuration(Duration a);

        void ofPeriod(Period a);

        void ofLocalDate(LocalDate a);

        void ofLocalTime(LocalTime a);

        void ofLocalDateTime(LocalDateTime a);

        void ofOffsetDateTime(OffsetDateTime a);

        void ofOffsetTime(OffsetTime a);

        void ofZonedDateTime(ZonedDateTime a);

        void ofZoneId(ZoneId a);

        void ofZoneOffset(ZoneOffset a);

        void ofYear(Year a);

        void ofYearMonth(YearMonth a);

        void ofMonthDay(MonthDay a);

        void ofDate(Date a);

        void ofOptional(Optional<String> a);

        void ofOptionalInt(OptionalInt a);

        void ofList(List<Long> a);

        void ofNullsInList(List<String> a);

        void ofSet(Set<String> a);

        void ofMap(Map<String, List<Integer>> a);

        void ofIntKeys(Map<Integer, String> a);

        void ofEnumKeys(Map<DayOfWeek, Integer> a);

        void ofDateKeys(Map<LocalDate, Integer> a);

        void ofDoubleKeys(Map<Double, Integer> a);

        void ofRecord(Address a);

        void ofRecords(List<Address> a);

        void ofGenericRecord(Pair<String, List<Long>> a);

        void ofTree(Tree a);

        void ofShape(Shape a);

        void ofShapes(List<Shape> a);

        void ofBytesRecord(Blob a);

        void ofPojo(Pojo a);

        void ofObject(Object a);

        void ofAnyMap(Map<String, Object> a);

        void ofNode(JsonNode a);

        void ofIgnored(Ignored a);

        void ofNoCreator(NoCreator a);

        void ofNoCreators(List<NoCreator> a);

        void ofEmpty(Empty a);

        void ofNested(Nested1 a);

        void ofNestedRead(Reading.ReadingNested nested);

        void ofInterface(Thing a);

        void ofThrowing(Throwing a);

        void ofTwo(long id, String name);

        void ofOptionals(long a, Optional<String> b, @Nullable String c, OptionalInt d);

        void ofAny(Object... all);

        void ofWords(long id, String... words);
    }
}
