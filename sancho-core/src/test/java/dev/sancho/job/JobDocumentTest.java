package dev.sancho.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobDocumentTest {
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void whatIsNotUtf8IsNoJob(String charset) {
        assertThatThrownBy(() -> JobDocument.parse(Payload.of("{\"class\":\"A\"}".getBytes(Charset.forName(charset)))))
                .isInstanceOf(MalformedPayloadException.class);
    }

    @Test
    void anEditKeepsNamesAsTheyWereWritten() {
        JobDocument job = JobDocument.parse(Payload.of("{ \"a\\/\\u0062\" : 1.0 ,\n\"q\\\"\":2,\"enqueued_at\":3}"));

        assertThat(job.edit()
                        .integer("q\"", 5)
                        .text("new", "x")
                        .done()
                        .payload()
                        .text())
                .isEqualTo("{\"a\\/\\u0062\":1.0,\"q\\\"\":5,\"new\":\"x\",\"enqueued_at\":3}");
        assertThat(job.raw("a/b")).contains("1.0");
    }

    @Test
    void ofDuplicatesTheLastStaysInThePlaceOfTheFirst() {
        assertThat(document("{\"a\":1,\"b\":2,\"\\u0061\":3}")
                        .edit()
                        .done()
                        .payload()
                        .text())
                .isEqualTo("{\"\\u0061\":3,\"b\":2}");
    }

    @Test
    @Timeout(20)
    void numbersOfAMillionDigitsCostNoTime() {
        String digits = "9".repeat(1_000_000);
        JobDocument job = document("{\"i\":" + digits + ",\"n\":-" + digits + ",\"f\":0." + digits + ",\"e\":1e"
                + digits + ",\"s\":\"" + digits + "\",\"retry\":" + digits + ",\"timeout\":" + digits + "}");

        assertThat(job.integer("i")).isEqualTo(OptionalLong.of(Long.MAX_VALUE));
        assertThat(job.integer("n")).isEqualTo(OptionalLong.of(Long.MIN_VALUE));
        assertThat(job.integer("s")).isEqualTo(OptionalLong.of(Long.MAX_VALUE));
        assertThat(job.integer("f")).isEmpty();
        assertThat(job.integer("e")).isEmpty();
        assertThat(job.time("i")).isEmpty();
        assertThat(job.time("f")).isEmpty();
        assertThat(Options.of(job).retries()).isEqualTo(Integer.MAX_VALUE);
        assertThat(Options.of(job).timeout()).isNull();
        assertThat(job.edit().done().payload()).isEqualTo(job.payload());
    }

    @Test
    void integersThatNoLongHoldsAreTheNearest() {
        JobDocument job = document(
                "{\"a\":1000000000000000000000,\"b\":-1e30,\"c\":1e999999999,\"d\":5.0,\"e\":5.5,\"f\":\"7\"}");

        assertThat(job.integer("a")).hasValue(Long.MAX_VALUE);
        assertThat(job.integer("b")).hasValue(Long.MIN_VALUE);
        assertThat(job.integer("c")).hasValue(Long.MAX_VALUE);
        assertThat(job.integer("d")).hasValue(5);
        assertThat(job.integer("e")).isEmpty();
        assertThat(job.integer("f")).hasValue(7);
        assertThat(job.time("d")).contains(java.time.Instant.EPOCH.plus(Duration.ofSeconds(5)));
    }

    private static JobDocument document(String json) {
        return JobDocument.parse(Payload.of(json));
    }
}
