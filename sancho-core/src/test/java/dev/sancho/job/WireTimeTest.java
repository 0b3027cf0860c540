package dev.sancho.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WireTimeTest {
    @Test
    @Timeout(10)
    void readsTheSmallestAndLargestNumbersAtOnce() {
        assertThat(WireTime.parse("1e-999999999")).contains(Instant.EPOCH);
        assertThat(WireTime.parse("1e999999999")).isEmpty();
        assertThat(WireTime.parse("0.0000004")).contains(Instant.EPOCH);
    }
}
