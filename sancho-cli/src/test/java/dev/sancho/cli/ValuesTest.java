package dev.sancho.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** The values of options: lengths of time, points in time, queues. */
class ValuesTest {
    @ParameterizedTest
    @CsvSource({"25,PT25S", "500ms,PT0.5S", "90s,PT1M30S", "1.5s,PT1.5S", "5m,PT5M", "1d12h,PT36H", "PT36H,PT36H"})
    void readsLengthsOfTime(String text, Duration duration) {
        assertThat(new Durations().convert(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "5 apples", "ms"})
    void refusesOtherLengths(String text) {
        assertThatThrownBy(() -> new Durations().convert(text)).isInstanceOf(TypeConversionException.class);
    }

    @Test
    void readsPointsInTime() {
        Times times = new Times();
        assertThat(times.convert("2026-12-24T18:00:00Z")).isEqualTo(Instant.parse("2026-12-24T18:00:00Z"));
        assertThat(times.convert("2026-12-24T18:00+01:00")).isEqualTo(Instant.parse("2026-12-24T17:00:00Z"));
        assertThat(times.convert("2026-12-24 18:00"))
                .isEqualTo(LocalDateTime.parse("2026-12-24T18:00")
                        .atZone(ZoneId.systemDefault())
                        .toInstant());
        assertThatThrownBy(() -> times.convert("tomorrow")).hasMessageContaining("tomorrow");
    }

    @Test
    void readsQueuesWithAndWithoutWeight() {
        assertThat(QueueWeight.parse("critical")).isEqualTo(new QueueWeight("critical", 0));
        assertThat(QueueWeight.parse("low, 3")).isEqualTo(new QueueWeight("low", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",1", "low,x", "low,-1", "low,1,2"})
    void refusesOtherQueues(String text) {
        assertThatThrownBy(() -> QueueWeight.parse(text)).hasMessageContaining("\"" + text + "\"");
    }
}
