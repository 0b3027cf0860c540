package dev.sancho.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void tellsHundredthsFromNoneToAll() {
        assertThat(new Progress(0, 0, "").percent()).isZero();
        assertThat(new Progress(999, 1_000, "").percent()).isEqualTo(99);
        assertThat(new Progress(1_000, 1_000, "").percent()).isEqualTo(100);
        assertThat(new Progress(7, 5, "").percent()).isEqualTo(100);
        assertThat(new Progress(Long.MAX_VALUE / 2, Long.MAX_VALUE, "").percent())
                .isBetween(49, 50);
    }

    @Test
    void cutsALongNoteAndRefusesWhatIsBelowNothing() {
        assertThat(new Progress(1, 2, "x".repeat(300)).note()).hasSize(200);
        assertThatThrownBy(() -> new Progress(-1, 2, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("done -1, total 2");
    }
}
