package dev.sancho.tck;

import static dev.sancho.store.JobSet.DEAD;
import static dev.sancho.store.JobSet.RETRY;
import static dev.sancho.store.JobSet.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.Enqueued;
import dev.sancho.job.Payload;
import dev.sancho.store.End;
import dev.sancho.store.JobSet;
import dev.sancho.store.NewJob;
import dev.sancho.store.StoredJob;
import dev.sancho.store.To;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link dev.sancho.store.JobStore#insert} keeps. */
public abstract class InsertContract extends ContractTest {
    @Test
    void answersEachJobInTheOrderGiven() {
        List<Enqueued> answers = store.insert(List.of(
                new NewJob("b", back("q", "b")),
                new NewJob("a", due(SCHEDULED, START, "a")),
                new NewJob("c", park("key", "c"))));

        assertThat(answers).containsExactly(new Enqueued.Added("b"), new Enqueued.Added("a"), new Enqueued.Added("c"));
    }

    @Test
    void takesAnEmptyList() {
        assertThat(store.insert(List.of())).isEmpty();
        assertThat(store.browser().places()).isEmpty();
    }

    @Test
    void putsJobsToTheBackOfAQueueInOrder() {
        enqueue("q", "a", "b");
        enqueue("q", "c");

        assertThat(jids(queue("q"))).containsExactly("a", "b", "c");
    }

    @Test
    void putsJobsToTheFrontOneAfterTheOther() {
        enqueue("q", "z");
        insert("a", front("q", "a"));
        store.insert(List.of(new NewJob("b", front("q", "b")), new NewJob("c", front("q", "c"))));

        assertThat(jids(queue("q"))).containsExactly("c", "b", "a", "z");
    }

    @Test
    void keepsEqualPayloadsInAQueueApart() {
        enqueue("q", "a", "a");

        assertThat(jids(queue("q"))).containsExactly("a", "a");
    }

    @Test
    void ordersEachSetByTimeAndThenByBytes() {
        for (JobSet set : JobSet.values()) {
            insert("c", due(set, START.plus(DAY), "c"));
            insert("b", due(set, START, "b"));
            insert("a", due(set, START.plus(DAY), "a"));

            assertThat(jids(set(set))).as("%s", set).containsExactly("b", "a", "c");
        }
    }

    @Test
    void keepsTimesToTheMicrosecondRoundedDown() {
        Instant far = Instant.parse("2199-12-31T23:59:59.999999999Z");
        insert("late", due(SCHEDULED, far, "late"));
        insert("first", due(SCHEDULED, Instant.EPOCH, "first"));

        assertThat(page(set(SCHEDULED)))
                .containsExactly(
                        new StoredJob(job("first"), Instant.EPOCH, 0),
                        new StoredJob(job("late"), Instant.parse("2199-12-31T23:59:59.999999Z"), 0));
    }

    @Test
    void keepsAPayloadInASetOnceAtItsLatestTime() {
        insert("a", due(RETRY, START, "a"));
        insert("b", due(RETRY, START.plus(MICRO), "b"));
        insert("a", due(RETRY, START.plus(DAY), "a"));

        assertThat(jids(set(RETRY))).containsExactly("b", "a");
    }

    @Test
    void parksJobsBehindThoseThatWait() {
        insert("b", park("key", "b"));
        insert("a", park("key", "a"));
        insert("c", park("another", "c"));

        assertThat(jids(parked("key"))).containsExactly("b", "a");
        assertThat(jids(parked("another"))).containsExactly("c");
    }

    @Test
    void refusesATimeBefore1970AloneAndWritesTheOthers() {
        List<Enqueued> answers = store.insert(List.of(
                new NewJob("a", back("q", "a")),
                new NewJob("b", due(SCHEDULED, Instant.EPOCH.minus(MICRO), "b"), List.of(lock("key", "b"))),
                new NewJob("c", back("q", "c"))));

        assertThat(answers).extracting(Enqueued::added).containsExactly(true, false, true);
        assertThat(answers.get(1)).isInstanceOf(Enqueued.Refused.class);
        assertThat(jids(queue("q"))).containsExactly("a", "c");
        assertThat(page(set(SCHEDULED))).isEmpty();
        assertThat(store.cells().holder("key")).isEmpty();
    }

    @Test
    void keepsPayloadsThatAreNotEvenTextByteForByte() {
        Stream.of(new To.Queue("q", End.BACK, NOT_UTF_8), new To.Parked("key", NOT_UTF_8))
                .forEach(to -> insert("raw", to));
        for (JobSet set : JobSet.values()) {
            insert("raw", new To.Sorted(set, START, NOT_UTF_8));
        }

        assertThat(store.browser().places())
                .containsExactly(queue("q"), set(SCHEDULED), set(RETRY), set(DEAD), parked("key"))
                .allSatisfy(place ->
                        assertThat(page(place)).extracting(StoredJob::payload).containsExactly(NOT_UTF_8));
    }

    @Test
    void keepsAnEmptyPayloadAndALargeOne() {
        Payload large = Payload.of("\"" + "x".repeat(1_000_000) + "\"");
        insert("empty", new To.Queue("q", End.BACK, Payload.of("")));
        insert("large", new To.Queue("q", End.BACK, large));

        assertThat(page(queue("q"))).extracting(StoredJob::payload).containsExactly(Payload.of(""), large);
    }

    @Test
    void takesAThousandJobsAtOnce() {
        List<String> jids = IntStream.range(0, 1000).mapToObj(i -> "job" + i).toList();
        enqueue("q", jids.toArray(String[]::new));

        assertThat(jids(queue("q"))).isEqualTo(jids);
    }
}
