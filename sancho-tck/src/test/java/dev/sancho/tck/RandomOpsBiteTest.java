package dev.sancho.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.store.MemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random operations find every planted fault within 20,000 operations, from each of three seeds, and tell it in eight or fewer. */
class RandomOpsBiteTest {
    @ParameterizedTest
    @EnumSource(Fault.class)
    void findsAPlantedFault(Fault fault) {
        for (long seed : new long[] {1, 50_000, 100_000}) {
            StoreHarness faulty = settings -> fault.in(MemoryStore.open(settings));

            RandomOps.Finding finding = RandomOps.assertBites(() -> faulty, seed);

            assertThat(finding.operationsRun()).isLessThanOrEqualTo(20_000);
            assertThat(finding.script()).hasSizeBetween(1, 8);
        }
    }

    @Test
    void saysSoWhenThereIsNothingToFind() {
        assertThatThrownBy(() -> RandomOps.assertBites(() -> MemoryStore::open, 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not found within 20000 operations from seed 1");
    }
}
