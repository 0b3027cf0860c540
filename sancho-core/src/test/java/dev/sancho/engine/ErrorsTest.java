package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.Json;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

class ErrorsTest {
    @Test
    void messageIsCutAtTenThousandCharactersAndNeverWithinOne() {
        assertThat(Errors.message(new Error("x".repeat(10_000)))).hasSize(10_000);
        assertThat(Errors.message(new Error("x".repeat(10_001)))).hasSize(10_000);
        assertThat(Errors.message(new Error("x".repeat(9_999) + "😀"))).isEqualTo("x".repeat(9_999));
        assertThat(Errors.message(new Error("x".repeat(9_998) + "😀"))).endsWith("x😀");
    }

    @Test
    void messageIsAlwaysValidText() {
        assertThat(Errors.message(new Error("a\uD83Db\uDE00c"))).isEqualTo("a?b?c");
    }

    @Test
    void messageIsTheClassWhereThereIsNone() {
        assertThat(Errors.message(new NullPointerException())).isEqualTo("java.lang.NullPointerException");
        assertThat(Errors.message(new Error(""))).isEmpty();
    }

    @Test
    void messageBearsAnErrorThatHasNone() {
        assertThat(Errors.message(new Odd())).contains("threw when it was asked for its message");
    }

    @Test
    void backtraceIsWhatSidekiqReads() throws IOException {
        Error error = new Error("outer", new IllegalStateException("inner"));

        List<?> all = lines(Errors.backtrace(error, Integer.MAX_VALUE));

        assertThat(all.get(0).toString()).contains("ErrorsTest.backtraceIsWhatSidekiqReads(ErrorsTest.java:");
        assertThat(all.stream().map(Object::toString)).contains("Caused by: java.lang.IllegalStateException: inner");
        assertThat(lines(Errors.backtrace(error, 2))).isEqualTo(all.subList(0, 2));
    }

    @Test
    void backtraceBearsOddErrors() throws IOException {
        assertThat(lines(Errors.backtrace(new Odd(), 5)).get(0).toString()).contains("its stack trace");
        assertThat(lines(Errors.backtrace(new Loop(), 50)))
                .as("a cause that goes round in a circle")
                .hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void logsBearErrorsThatCannotBePrinted() {
        dev.sancho.job.Log.named("odd").error("Something of {} went wrong", "mine", new Odd());
    }

    private static List<?> lines(String base64) throws IOException {
        try (var in = new InflaterInputStream(
                new java.io.ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
            return Json.mapper().readValue(in.readAllBytes(), List.class);
        }
    }

    /** Throws at every question. */
    static final class Odd extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new StackOverflowError("no cause");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("no trace");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    /** Its own cause. */
    private static final class Loop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            return this;
        }
    }
}
