package dev.sancho.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    @Test
    void isLiveAndColouredOnATerminal() {
        assertThat(Terminal.of(XTERM, true, "40 120\n")).isEqualTo(new Terminal(true, true));
        assertThat(Terminal.of(XTERM, true, null)).isEqualTo(new Terminal(true, true));
    }

    @Test
    void isPlainOnAFileADumbTerminalOrASmallOne() {
        Terminal plain = new Terminal(false, false);
        assertThat(Terminal.of(XTERM, false, null)).isEqualTo(plain);
        assertThat(Terminal.of(Map.of("TERM", "dumb"), true, "40 120")).isEqualTo(plain);
        assertThat(Terminal.of(Map.of(), true, "40 120")).isEqualTo(plain);
        assertThat(Terminal.of(XTERM, true, "20 120")).isEqualTo(plain);
    }

    @Test
    void hasNoColoursWhereNobodyWantsThem() {
        assertThat(Terminal.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true, null))
                .isEqualTo(new Terminal(true, false));
    }
}
