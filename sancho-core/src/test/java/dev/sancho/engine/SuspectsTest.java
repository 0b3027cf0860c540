package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.store.ClaimRequest.ParkedShare;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SuspectsTest {
    private final Suspects suspects = new Suspects(List.of("a", "b/c"), 50);

    @Test
    void waitInTheLaneOfTheirNextTry() {
        assertThat(Suspects.key("a", 1)).isEqualTo("suspects/2/a");
        assertThat(Suspects.key("a", 2)).isEqualTo("suspects/3/a");
        assertThat(Suspects.key("a", 7)).isEqualTo("suspects/3/a");
        assertThat(Suspects.queueOf(Suspects.key("b/c", 2))).isEqualTo("b/c");
        assertThat(Suspects.queueOf(Suspects.takenBack("b/c"))).isEqualTo("b/c");
    }

    @Test
    void aTenthRunsOnTheSecondTryAndOneOnTheThird() {
        assertThat(suspects.nextShares())
                .containsExactly(
                        new ParkedShare("suspects/2/a", "a", 5),
                        new ParkedShare("suspects/3/a", "a", 1),
                        new ParkedShare("taken-back/a", "a", 50));
        assertThat(suspects.nextShares())
                .containsExactly(
                        new ParkedShare("suspects/2/b/c", "b/c", 5),
                        new ParkedShare("suspects/3/b/c", "b/c", 1),
                        new ParkedShare("taken-back/b/c", "b/c", 50));
        assertThat(new Suspects(List.of("a"), 3).nextShares())
                .containsExactly(
                        new ParkedShare("suspects/2/a", "a", 1),
                        new ParkedShare("suspects/3/a", "a", 1),
                        new ParkedShare("taken-back/a", "a", 3));
    }

    @Test
    void theLanesAreSharedByAllQueues() {
        AtomicInteger left = new AtomicInteger();
        suspects.whenLeft(left::incrementAndGet);
        suspects.entered("suspects/2/a");
        suspects.entered("suspects/3/a");

        suspects.nextShares();
        assertThat(suspects.nextShares())
                .containsExactly(
                        new ParkedShare("suspects/2/b/c", "b/c", 4), new ParkedShare("taken-back/b/c", "b/c", 50));

        suspects.left("suspects/3/a");
        assertThat(left).hasValue(1);
        assertThat(suspects.nextShares())
                .containsExactly(
                        new ParkedShare("suspects/2/a", "a", 4),
                        new ParkedShare("suspects/3/a", "a", 1),
                        new ParkedShare("taken-back/a", "a", 50));
    }
}
