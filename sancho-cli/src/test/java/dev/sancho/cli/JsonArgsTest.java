package dev.sancho.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArgsTest {
    @Test
    void readsJsonValuesAsTheyAre() {
        assertThat(JsonArgs.parse(List.of("5", "-3", "1.5", "true", "null", "[1,\"a\"]", "{\"k\":2}", "\"5\"")))
                .isEqualTo(Arrays.asList(5, -3, 1.5, true, null, List.of(1, "a"), Map.of("k", 2), "5"));
    }

    @Test
    void readsWordsThatAreNoJsonAsText() {
        assertThat(JsonArgs.parse(List.of("bob", "2026-12-24", "007", "a b", "NaN", "")))
                .isEqualTo(List.of("bob", "2026-12-24", "007", "a b", "NaN", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2", "{\"a\":}", "\"open"})
    void refusesWhatBeginsAsJsonButIsNone(String word) {
        assertThatThrownBy(() -> JsonArgs.parse(List.of(word)))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining(word);
    }

    @Test
    void takesAMistypedOptionForAMistake() {
        assertThatThrownBy(() -> JsonArgs.parse(List.of("--qeue"))).hasMessageContaining("Unknown option --qeue");
    }

    @Test
    void readsALineAsAnArrayOfArgumentsOrAsTheOnlyOne() {
        assertThat(JsonArgs.line("[1,[2]]")).isEqualTo(List.of(1, List.of(2)));
        assertThat(JsonArgs.line("{\"a\":1}")).isEqualTo(List.of(Map.of("a", 1)));
        assertThat(JsonArgs.line("null")).isEqualTo(Arrays.asList((Object) null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob", "[1] 2", "[1,"})
    void refusesALineThatIsNoJson(String line) {
        assertThatThrownBy(() -> JsonArgs.line(line)).isInstanceOf(IllegalArgumentException.class);
    }
}
