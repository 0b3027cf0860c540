package dev.sancho.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimRequest.ParkedShare;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Controls;
import dev.sancho.store.Signal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What {@link Controls} do. */
public abstract class ControlsContract extends ContractTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void aPausedQueueGivesNothing() {
        begin(ME);
        enqueue("paused", "a");
        enqueue("q", "b");
        store.controls().pause("paused");

        assertThat(jids(claim(ME, 1, 5, "paused", "q"))).containsExactly("b");
        assertThat(jids(queue("paused"))).containsExactly("a");

        store.controls().resume("paused");
        assertThat(jids(claim(ME, 6, 5, "paused", "q"))).containsExactly("a");
    }

    @Test
    void whatIsParkedForAPausedQueueStays() {
        begin(ME);
        insert("p", park("key", "p"));
        insert("o", park("other", "o"));
        store.controls().pause("q");
        List<ParkedShare> shares = List.of(new ParkedShare("key", "q", 1), new ParkedShare("other", "open", 1));

        assertThat(jids(store.claim(new ClaimRequest(ME, 1, 5, List.of("q"), shares, Duration.ZERO))))
                .containsExactly("o");
        store.controls().resume("q");
        assertThat(jids(store.claim(new ClaimRequest(ME, 6, 5, List.of("q"), shares, Duration.ZERO))))
                .containsExactly("p");
    }

    @Test
    void aPauseIsKnownAndMayBeAskedForTwice() {
        Controls controls = store.controls();
        assertThat(controls.paused()).isEmpty();
        controls.resume("never paused");
        controls.pause("b");
        controls.pause("a");
        controls.pause("b");

        assertThat(controls.paused()).containsExactly("a", "b");
        controls.resume("b");
        controls.resume("b");
        assertThat(controls.paused()).containsExactly("a");
    }

    @Test
    void pausingTouchesNoJobAndJobsMayStillBePutIn() {
        hold(ME, "held");
        store.controls().pause("q");
        enqueue("q", "late");

        assertThat(jids(inFlight(ME))).containsExactly("held");
        assertThat(jids(queue("q"))).containsExactly("late");
        assertThat(beat(ME).returned()).isEqualTo(1);
        assertThat(jids(queue("q"))).containsExactly("held", "late");
    }

    @Test
    void aClaimThatWaitsHearsOfTheEndOfAPause() throws Exception {
        begin(ME);
        enqueue("q", "a");
        store.controls().pause("q");
        CompletableFuture<List<ClaimedJob>> claimed = claimWaiting();

        assertThat(claimed.isDone()).isFalse();
        store.controls().resume("q");
        assertThat(jids(claimed.get(20, TimeUnit.SECONDS))).containsExactly("a");
    }

    @Test
    void aClaimThatWaitsForTheQueueTakesNothingOnceItIsPaused() throws Exception {
        begin(ME);
        CompletableFuture<List<ClaimedJob>> claimed = claimWaiting();
        store.controls().pause("q");
        enqueue("q", "a");
        enqueue("open", "b");

        assertThat(jids(claimed.get(20, TimeUnit.SECONDS))).containsExactly("b");
        assertThat(jids(queue("q"))).containsExactly("a");
    }

    private CompletableFuture<List<ClaimedJob>> claimWaiting() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<List<ClaimedJob>> claimed = CompletableFuture.supplyAsync(() -> {
            begun.countDown();
            return store.claim(new ClaimRequest(ME, 1, 5, List.of("q", "open"), List.of(), LONG));
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        return claimed;
    }

    @Test
    void aSignalComesWithTheNextBeatOnce() {
        begin(ME, OTHER);
        assertThat(store.controls().signal(ME, Signal.DUMP)).isTrue();
        assertThat(store.controls().signal(ME, Signal.STOP)).isTrue();

        assertThat(beat(OTHER).signals()).isEmpty();
        assertThat(beat(ME).signals()).containsExactly(Signal.DUMP, Signal.STOP);
        assertThat(beat(ME).signals()).isEmpty();
    }

    @Test
    void aProcessThatDoesNotLiveCannotBeAsked() {
        assertThat(store.controls().signal("nobody:1:x", Signal.QUIET)).isFalse();
        begin(ME, OTHER);
        store.leave(ME);
        assertThat(store.controls().signal(ME, Signal.QUIET)).isFalse();
        advance(LEASE);
        assertThat(store.controls().signal(OTHER, Signal.QUIET)).isFalse();
    }
}
