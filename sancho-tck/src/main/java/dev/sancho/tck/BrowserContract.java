package dev.sancho.tck;

import static dev.sancho.store.JobSet.DEAD;
import static dev.sancho.store.JobSet.RETRY;
import static dev.sancho.store.JobSet.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimRequest.ParkedShare;
import dev.sancho.store.End;
import dev.sancho.store.From;
import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import dev.sancho.store.StoredJob;
import dev.sancho.store.To;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link dev.sancho.store.JobBrowser} shows; counters are in {@link EffectContract}, processes in {@link BeatContract}. */
public abstract class BrowserContract extends ContractTest {
    @Test
    void anEmptyStoreHasNoPlaces() {
        assertThat(store.browser().places()).isEmpty();
        assertThat(store.browser().processes()).isEmpty();
        for (Place place : List.of(queue("q"), set(SCHEDULED), parked("key"), inFlight(ME))) {
            assertThat(store.browser().size(place)).isZero();
            assertThat(page(place)).isEmpty();
        }
    }

    @Test
    void listsQueuesThenSetsThenKeysThenOwners() {
        insert("k2", park("k2", "k2"));
        insert("k1", park("k1", "k1"));
        begin(OTHER, ME);
        enqueue("q", "a", "b");
        claim(OTHER, 1, 1, "q");
        claim(ME, 1, 1, "q");
        insert("d", due(DEAD, START, "d"));
        insert("s", due(SCHEDULED, START, "s"));
        enqueue("other", "c");
        insert("r", due(RETRY, START, "r"));

        assertThat(store.browser().places())
                .containsExactly(
                        queue("other"),
                        queue("q"),
                        set(SCHEDULED),
                        set(RETRY),
                        set(DEAD),
                        parked("k1"),
                        parked("k2"),
                        inFlight(ME),
                        inFlight(OTHER));
    }

    @Test
    void showsKnownQueuesEvenWhenEmptyAndOtherPlacesWhileTheyHoldJobs() {
        hold(ME, "a");
        insert("k", park("key", "k"));
        insert("s", due(SCHEDULED, START, "s"));
        move(new From.Parked("key", "k", job("k"), "op1"), To.Gone.GONE);
        move(new From.Sorted(SCHEDULED, START, "s", job("s"), "op2"), To.Gone.GONE);
        assertThat(store.browser().places()).containsExactly(queue("q"), inFlight(ME));

        finish(ME, 1);
        assertThat(store.browser().places()).containsExactly(queue("q"));
    }

    @Test
    void showsAKeyNoMoreWhenItsLastJobIsClaimed() {
        begin(ME);
        insert("k", park("key", "k"));
        store.claim(new ClaimRequest(ME, 1, 1, List.of(), List.of(new ParkedShare("key", "q", 1)), Duration.ZERO));

        assertThat(store.browser().places()).containsExactly(inFlight(ME));
    }

    @Test
    void countsAndPagesEveryKindOfPlace() {
        begin(ME);
        for (String jid : List.of("a", "b", "c", "d")) {
            enqueue("q", jid);
            insert(jid, park("key", jid));
            for (JobSet set : JobSet.values()) {
                insert(jid, due(set, START, jid));
            }
            enqueue("mine", jid);
        }
        claim(ME, 11, 4, "mine");

        for (Place place : store.browser().places()) {
            if (!place.equals(queue("mine"))) {
                assertThat(store.browser().size(place)).as("%s", place).isEqualTo(4);
                assertThat(jids(place)).as("%s", place).containsExactly("a", "b", "c", "d");
                assertThat(page(place, 1, 2)).as("%s", place).containsExactly("b", "c");
                assertThat(page(place, 3, 10)).as("%s", place).containsExactly("d");
                assertThat(page(place, 4, 10)).as("%s", place).isEmpty();
                assertThat(page(place, 0, 0)).as("%s", place).isEmpty();
            }
        }
    }

    @Test
    void tellsTimesInSetsAndNumbersInFlight() {
        begin(ME);
        enqueue("q", "a", "b");
        claim(ME, 41, 1, "q");
        insert("s", due(SCHEDULED, START, "s"));

        assertThat(page(queue("q"))).containsExactly(new StoredJob(job("b"), null, 0));
        assertThat(page(inFlight(ME))).containsExactly(new StoredJob(job("a"), null, 41));
        assertThat(page(set(SCHEDULED))).containsExactly(new StoredJob(job("s"), START, 0));
    }

    @Test
    void queuesAndKeysOfOneNameAreDifferentPlaces() {
        enqueue("name", "a");
        insert("b", park("name", "b"));

        assertThat(jids(queue("name"))).containsExactly("a");
        assertThat(jids(parked("name"))).containsExactly("b");
    }

    @Test
    void tellsWhichJobsAreNowhere() {
        hold(ME, "held");
        enqueue("q", "queued");
        insert("kept", park("key", "kept"));
        for (JobSet set : JobSet.values()) {
            insert(set.name(), due(set, START, set.name()));
        }

        assertThat(store.browser().absent(List.of("held", "queued", "kept", "SCHEDULED", "RETRY", "DEAD", "none", "")))
                .containsExactlyInAnyOrder("none", "");
        assertThat(store.browser().absent(List.of())).isEmpty();
    }

    @Test
    void looksThroughLongPlacesAndPastWhatIsNoJob() {
        insert("raw", new To.Queue("q", End.BACK, NOT_UTF_8));
        enqueue("q", IntStream.range(0, 2_500).mapToObj(i -> "many" + i).toArray(String[]::new));

        assertThat(store.browser().absent(List.of("many0", "many1250", "many2499", "many2500")))
                .containsExactly("many2500");
    }

    private List<String> page(Place place, long offset, int limit) {
        return store.browser().page(place, offset, limit).stream()
                .map(job -> jid(job.payload()))
                .toList();
    }
}
