package dev.sancho.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes into the log from outside stays on its line; the log of tests is the standard error stream. */
class LogTest {
    private static final String EVIL =
            "a\r\nERROR all is lost\u001b[2J\u001b]0;owned\u0007\u009b31m\u2028b\u2029c\u202ed\u2066e\u200f\ufeff\u0000f\ud800g";
    private static final int LONGEST_LINE = 2_048;

    private final PrintStream before = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Log log = Log.named("log-test");

    LogTest() {
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveBack() {
        System.setErr(before);
    }

    @Test
    void valuesStayOnTheirLine() {
        log.warn("Queue {} holds {}", EVIL, 5);

        assertThat(lines()).hasSize(1);
        assertThat(lines().getFirst())
                .contains("a??ERROR all is lost?[2J?]0;owned??31m?b?c?d?e???f?g holds 5")
                .matches(line -> line.codePoints().noneMatch(Character::isISOControl));
    }

    @Test
    void errorsKeepTheirClassTheirCausesAndWhereTheyWere() {
        log.error(
                "It broke for {}",
                "job",
                new IllegalStateException(EVIL, new IllegalArgumentException("inner\n" + EVIL)));

        assertThat(lines().get(1)).startsWith("java.lang.IllegalStateException: a??ERROR");
        assertThat(lines().get(2)).startsWith("\tat dev.sancho.job.LogTest.errorsKeep");
        assertThat(lines()).anyMatch(line -> line.startsWith("Caused by: java.lang.IllegalArgumentException: inner?a"));
        assertThat(lines()).allMatch(line -> line.codePoints().noneMatch(c -> Character.isISOControl(c) && c != '\t'));
    }

    @Test
    void nothingIsLong() {
        String long1 = "x".repeat(1_000_000);
        log.warn("{} {} {}", long1, long1, long1, new IllegalStateException(long1));

        assertThat(lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(LONGEST_LINE));
    }

    @Test
    void errorsWhoseOwnMethodsThrowAreToldByTheirClass() {
        log.error("It broke", new RuntimeException() {
            @Override
            public String getMessage() {
                throw new StackOverflowError("for the test");
            }
        });

        assertThat(lines().get(1)).contains("LogTest").contains("it cannot be printed");
    }

    @Test
    void aPairOfSurrogatesIsNotCutInHalf() {
        assertThat(LogText.clean("ab\ud83d\ude00", 3)).isEqualTo("ab…");
        assertThat(LogText.clean("ab\ud83d\ude00", 4)).isEqualTo("ab\ud83d\ude00");
        assertThat(LogText.clean("Größe 人", 100)).isEqualTo("Größe 人");
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
