package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.store.ClaimRequest;
import dev.sancho.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LivesTest {
    private final Rig rig = Rig.still();
    private final List<String> lost = new ArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicBoolean down = new AtomicBoolean();
    private final Lives lives = new Lives(rig.store, () -> "me:" + ids.incrementAndGet(), this::begin, lost::add);

    @Test
    void goesOnOnceForEachLifeThatWasLost() {
        Incarnation first = lives.current();

        assertThat(lives.lost(first)).isTrue();
        assertThat(lives.lost(first)).isFalse();

        assertThat(first.ended()).isTrue();
        assertThat(lives.current().id()).isEqualTo("me:2");
        assertThat(lives.current().ended()).isFalse();
        assertThat(lost).containsExactly("me:1");
    }

    @Test
    void triesAgainWhenTheNewLifeCouldNotBegin() {
        Incarnation first = lives.current();
        down.set(true);
        assertThatThrownBy(() -> lives.lost(first)).isInstanceOf(StoreException.class);
        assertThat(first.ended()).as("its jobs are not run").isTrue();

        down.set(false);

        assertThat(lives.lost(first)).isTrue();
        assertThat(lives.current()).isNotSameAs(first);
        assertThat(lost).hasSize(1);
    }

    @Test
    void aBeatNeverReturnsWhatIsInHandOrOnItsWay() {
        rig.pushMany("q", "X", "j", 2_000);
        rig.begin("me:1");
        Incarnation life = lives.current();
        AtomicInteger returned = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            Thread.startVirtualThread(() -> {
                IntStream.range(0, 100).forEach(n -> {
                    ClaimBatch batch = life.ask(7);
                    batch.answered(rig.memory.claim(new ClaimRequest("me:1", batch.first(), 7, List.of("q"))));
                });
                done.countDown();
            });
        }

        while (done.getCount() > 0) {
            returned.addAndGet(rig.memory.beat(Rig.record("me:1"), life.held()).returned());
        }

        assertThat(returned).hasValue(0);
    }

    private void begin(Incarnation life) {
        if (down.get()) {
            throw FaultyStore.outage();
        }
        rig.begin(life.id());
    }
}
