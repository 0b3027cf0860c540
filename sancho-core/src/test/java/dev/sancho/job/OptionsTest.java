package dev.sancho.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    private static final Options ALL = new Options(
            "low", 3, Duration.ofHours(36), "slow", false, 20, List.of("mail", "vip"), Duration.ofMillis(1500));

    @Test
    void standOverWeakerOnes() {
        Options weaker = new Options("high", 7, null, null, true, null, List.of("x"), null);

        assertThat(Options.NONE.withQueue("low").withDead(false).over(weaker))
                .isEqualTo(new Options("low", 7, null, null, false, null, List.of("x"), null));
        assertThat(ALL.over(weaker)).isEqualTo(ALL);
        assertThat(Options.NONE.over(ALL)).isEqualTo(ALL);
        assertThat(ALL.over(Options.NONE)).isSameAs(ALL);
    }

    @Test
    void changeOneByOne() {
        assertThat(Options.NONE
                        .withQueue("low")
                        .withRetries(3)
                        .withRetryFor(Duration.ofHours(36))
                        .withRetryQueue("slow")
                        .withDead(false)
                        .withBacktrace(20)
                        .withTags(List.of("mail", "vip"))
                        .withTimeout(Duration.ofMillis(1500)))
                .isEqualTo(ALL);
    }

    @Nested
    class Values {
        @Test
        void areChecked() {
            assertThatThrownBy(() -> Options.NONE.withQueue(" ")).hasMessage("queue \" \": must not be blank");
            assertThatThrownBy(() -> Options.NONE.withRetryQueue("")).hasMessage("retryQueue \"\": must not be blank");
            assertThatThrownBy(() -> Options.NONE.withRetries(-2))
                    .hasMessageContaining("retries -2: must be 0 or more");
            assertThatThrownBy(() -> Options.NONE.withBacktrace(-1)).hasMessageContaining("backtrace -1");
            assertThatThrownBy(() -> Options.NONE.withTags(List.of("a", " "))).hasMessageContaining("tags [a,  ]");
            assertThatThrownBy(() -> Options.NONE.withTimeout(Duration.ZERO)).hasMessageContaining("timeout PT0S");
            assertThatThrownBy(() -> Options.NONE.withTimeout(Options.LONGEST_TIMEOUT.plusMillis(1)))
                    .hasMessageContaining("timeout PT277777H46M40.001S: must be from 1 ms to 1,000,000,000 s");
            assertThatThrownBy(() -> Options.NONE.withRetryFor(Duration.ofSeconds(1_000_000_001)))
                    .hasMessageContaining("not a point in time");
            assertThatThrownBy(() -> Options.NONE.withRetryFor(Duration.ofMillis(999)))
                    .hasMessageContaining("retryFor PT0.999S");
        }

        @Test
        void atTheirBoundsAreTaken() {
            assertThat(Options.NONE.withRetries(Options.NO_RETRY).withRetryFor(Options.LONGEST_RETRY))
                    .isNotNull();
        }
    }

    @Nested
    class OnTheWire {
        @Test
        void areSidekiqsMembers() {
            assertThat(ALL.into(JobDocument.Edit.create()).done().payload())
                    .hasToString(
                            "{\"retry\":3,\"queue\":\"low\",\"retry_for\":129600,\"retry_queue\":\"slow\",\"dead\":false,"
                                    + "\"backtrace\":20,\"tags\":[\"mail\",\"vip\"],\"timeout\":1.5}");
        }

        @Test
        void areTheDefaultsIfNobodySays() {
            assertThat(Options.NONE.into(JobDocument.Edit.create()).done().payload())
                    .hasToString("{\"retry\":true,\"queue\":\"default\"}");
        }

        @Test
        void haveTrueAndFalseForTheExtremes() {
            Options extremes = Options.NONE
                    .withRetries(Options.NO_RETRY)
                    .withBacktrace(Options.WHOLE_BACKTRACE)
                    .withTimeout(Duration.ofMinutes(5));

            assertThat(extremes.into(JobDocument.Edit.create()).done().payload())
                    .hasToString("{\"retry\":false,\"queue\":\"default\",\"backtrace\":true,\"timeout\":300}");
            assertThat(Options.NONE
                            .withBacktrace(0)
                            .into(JobDocument.Edit.create())
                            .done()
                            .payload())
                    .hasToString("{\"retry\":true,\"queue\":\"default\",\"backtrace\":false}");
        }

        @Test
        void areReadAsTheyWereWritten() {
            assertThat(Options.of(ALL.into(JobDocument.Edit.create()).done())).isEqualTo(ALL);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '→',
                quoteCharacter = '\'',
                value = {
                    "true → ",
                    "null → ",
                    "{} → ",
                    "\"soon\" → ",
                    "[] → ",
                    "1.5 → ",
                    "false → -1",
                    "\"false\" → -1",
                    "0 → 0",
                    "5 → 5",
                    "\"5\" → 5",
                    "5.0 → 5",
                    "-1 → 0",
                    "99999999999 → 2147483647"
                })
        void readRetryInEveryForm(String json, Integer retries) {
            assertThat(read("{\"retry\":" + json + "}")).isEqualTo(Options.NONE.withRetries(retries));
        }

        @Test
        void readNothingFromGarbage() {
            assertThat(read("""
                    {"queue":"","retry_for":"soon","retry_queue":5,"dead":"maybe","backtrace":[],"tags":"x","timeout":-1}""")).isEqualTo(Options.NONE);
            assertThat(read("""
                    {"queue":[],"retry_for":2e9,"retry_queue":null,"dead":1,"timeout":1e-999999999}""")).isEqualTo(Options.NONE);
            assertThat(read("""
                    {"retry_for":1e999999999,"timeout":1e999999999}""")).isEqualTo(Options.NONE);
            assertThat(read("{\"tags\":[\"a\",5,null,\" \",\"b\"]}"))
                    .isEqualTo(Options.NONE.withTags(List.of("a", "b")));
        }

        private static Options read(String json) {
            return Options.of(JobDocument.parse(Payload.of(json)));
        }
    }

    @Nested
    class InAnAnnotation {
        @Test
        void sayOnlyWhatIsWritten() throws NoSuchMethodException {
            assertThat(said("nothing")).isEqualTo(Options.NONE);
            assertThat(said("all")).isEqualTo(ALL);
            assertThat(said("never"))
                    .isEqualTo(Options.NONE.withRetries(-1).withDead(true).withBacktrace(Integer.MAX_VALUE));
        }

        @ParameterizedTest
        @CsvSource({
            "90,PT1M30S",
            "90s,PT1M30S",
            "1.5s,PT1.5S",
            "5m,PT5M",
            "36h,PT36H",
            "2d,PT48H",
            "2d12h,PT60H",
            "1h30m5s,PT1H30M5S",
            "PT36H,PT36H",
            "pt5m,PT5M",
            "P2D,PT48H"
        })
        void readDurations(String text, Duration duration) {
            assertThat(DurationText.parse(text)).isEqualTo(duration);
        }

        @ParameterizedTest
        @CsvSource({"soon", "5 minutes", "5x", "''", "-", "P", "5m3h", "999999999999999999999d"})
        void refuseWhatIsNone(String text) {
            assertThatThrownBy(() -> DurationText.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("\"" + text + "\" is no duration");
        }

        private static Options said(String method) throws NoSuchMethodException {
            return Options.of(Annotated.class.getDeclaredMethod(method).getAnnotation(JobOptions.class));
        }
    }

    @SuppressWarnings("unused")
    private interface Annotated {
        @JobOptions
        void nothing();

        @JobOptions(
                queue = "low",
                retries = 3,
                retryFor = "36h",
                retryQueue = "slow",
                dead = false,
                backtrace = 20,
                tags = {"mail", "vip"},
                timeout = "1.5s")
        void all();

        @JobOptions(retries = Options.NO_RETRY, dead = true, backtrace = Options.WHOLE_BACKTRACE)
        void never();
    }
}
