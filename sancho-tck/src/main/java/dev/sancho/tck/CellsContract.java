package dev.sancho.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.store.Cells;
import dev.sancho.store.Effect;
import dev.sancho.store.Guard;
import dev.sancho.store.HeldLock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link Cells} keep. */
public abstract class CellsContract extends ContractTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void anUnknownCellIsEmpty() {
        assertThat(store.cells().get("cell")).isEmpty();
        assertThat(store.cells().holder("lock")).isEmpty();
        assertThat(store.cells().group("group")).isEmpty();
    }

    @Test
    void aCellIsWrittenIfItHasTheExpectedValue() {
        Cells cells = store.cells();

        assertThat(cells.putIf("cell", "1", "2", MINUTE)).isFalse();
        assertThat(cells.get("cell")).isEmpty();
        assertThat(cells.putIf("cell", null, "1", MINUTE)).isTrue();
        assertThat(cells.putIf("cell", null, "2", MINUTE)).isFalse();
        assertThat(cells.putIf("cell", "2", "3", MINUTE)).isFalse();
        assertThat(cells.get("cell")).contains("1");
        assertThat(cells.putIf("cell", "1", "2", MINUTE)).isTrue();
        assertThat(cells.get("cell")).contains("2");
    }

    @Test
    void aCellIsDeletedIfItHasTheExpectedValue() {
        Cells cells = store.cells();
        cells.putIf("cell", null, "1", MINUTE);

        assertThat(cells.putIf("cell", "2", null, MINUTE)).isFalse();
        assertThat(cells.putIf("cell", "1", null, MINUTE)).isTrue();
        assertThat(cells.get("cell")).isEmpty();
        assertThat(cells.putIf("cell", null, null, MINUTE)).isTrue();
        assertThat(cells.get("cell")).isEmpty();
    }

    @Test
    void aCellIsForgottenWhenItsTimeIsOver() {
        Cells cells = store.cells();
        cells.putIf("cell", null, "1", MINUTE);
        advance(MINUTE.minus(MICRO));
        assertThat(cells.get("cell")).contains("1");

        advance(MICRO);
        assertThat(cells.get("cell")).isEmpty();
        assertThat(cells.scan("", 10)).isEmpty();
        assertThat(cells.putIf("cell", "1", "2", MINUTE)).isFalse();
        assertThat(cells.putIf("cell", null, "2", MINUTE)).isTrue();
    }

    @Test
    void writingACellAgainKeepsItForItsNewTime() {
        Cells cells = store.cells();
        cells.putIf("cell", null, "1", MINUTE.multipliedBy(3));
        cells.putIf("cell", "1", "1", MINUTE);
        advance(MINUTE);

        assertThat(cells.get("cell")).isEmpty();
    }

    @Test
    void aCellIsKeptForVeryLong() {
        store.cells().putIf("cell", null, "1", Duration.ofDays(36_500));
        advance(Duration.ofDays(36_000));

        assertThat(store.cells().get("cell")).contains("1");
    }

    @Test
    void valuesMayBeEmptyLongOrAnyText() {
        for (String value : new String[] {"", "größer ✓ \u0000 \"'\\", "x".repeat(100_000)}) {
            assertThat(store.cells().putIf("cell" + value.length(), null, value, MINUTE))
                    .isTrue();
            assertThat(store.cells().get("cell" + value.length())).contains(value);
        }
    }

    @Test
    void aScanGivesWhatBeginsWithThePrefixByName() {
        Cells cells = store.cells();
        for (String cell : new String[] {"b/2", "a/1", "b/10", "b/1", "c", "b%", "B/0", "b_1"}) {
            cells.putIf(cell, null, "of " + cell, MINUTE);
        }
        cells.putIf("b/gone", null, "1", Duration.ofSeconds(1));
        advance(Duration.ofSeconds(1));

        assertThat(cells.scan("b/", 10).entrySet())
                .containsExactly(Map.entry("b/1", "of b/1"), Map.entry("b/10", "of b/10"), Map.entry("b/2", "of b/2"));
        assertThat(cells.scan("b/", 2).keySet()).containsExactly("b/1", "b/10");
        assertThat(cells.scan("b%", 10).keySet()).containsExactly("b%");
        assertThat(cells.scan("b_", 10).keySet()).containsExactly("b_1");
        assertThat(cells.scan("", 3).keySet()).containsExactly("B/0", "a/1", "b%");
        assertThat(cells.scan("none", 10)).isEmpty();
    }

    @Test
    void listsTheLocksThatAreHeld() {
        for (int i = 0; i < 300; i++) {
            insert(guarded("j" + i, lock("lock " + i, "j" + i)));
        }
        write(new Effect.Unlock("lock 7", "j7"));
        insert(guarded("short", new Guard.Lock("soon over", "short", MINUTE, Guard.OnHeld.REFUSE)));
        advance(MINUTE);

        assertThat(store.cells().locks())
                .hasSize(299)
                .contains(new HeldLock("lock 299", "j299"))
                .doesNotContain(new HeldLock("lock 7", "j7"), new HeldLock("soon over", "short"));
    }

    @Test
    void listsTheGroupsThatAreKnown() {
        for (int i = 0; i < 300; i++) {
            write(new Effect.Open("group " + i, List.of(), DAY));
        }
        write(new Effect.Open("soon over", List.of(), MINUTE), new Effect.Put("cell", "1", DAY));
        advance(MINUTE);

        assertThat(store.cells().groups()).hasSize(300).contains("group 299").doesNotContain("soon over");
    }

    @Test
    void cellsLocksGroupsAndCountersDoNotShareNames() {
        write(new Effect.Put("name", "1", DAY), new Effect.Add("name", 2));
        insert(guarded("a", lock("name", "holder")));

        assertThat(store.cells().get("name")).contains("1");
        assertThat(store.cells().holder("name")).contains("holder");
        assertThat(store.cells().group("name")).isEmpty();
        assertThat(store.browser().counter("name")).isEqualTo(2);
    }
}
