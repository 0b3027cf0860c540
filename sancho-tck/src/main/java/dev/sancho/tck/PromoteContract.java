package dev.sancho.tck;

import static dev.sancho.store.JobSet.DEAD;
import static dev.sancho.store.JobSet.RETRY;
import static dev.sancho.store.JobSet.SCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.Payload;
import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import dev.sancho.store.Promoted;
import dev.sancho.store.StoredJob;
import dev.sancho.store.To;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link dev.sancho.store.JobStore#promote} keeps. */
public abstract class PromoteContract extends ContractTest {
    @BeforeEach
    void beginTheOwnerThatAsks() {
        begin(ME);
    }

    @Test
    void movesDueJobsToTheirQueuesAndLeavesTheOthers() {
        enqueue("q", "z");
        insert("s", due(SCHEDULED, START, "s"));
        insert("r", due(RETRY, START.minus(DAY), "r"));
        insert("later", due(SCHEDULED, START.plus(MICRO), "later"));
        insert("dead", due(DEAD, START, "dead"));

        assertThat(promote(10).moved()).isEqualTo(2);
        assertThat(jids(queue("q"))).containsExactly("z", "s", "r");
        assertThat(jids(set(SCHEDULED))).containsExactly("later");
        assertThat(page(set(RETRY))).isEmpty();
        assertThat(jids(set(DEAD))).containsExactly("dead");
    }

    @Test
    void movesOldestFirstAndThoseOfOneTimeByTheirBytes() {
        insert("b", due(RETRY, START, "b"));
        insert("a", due(RETRY, START, "a"));
        insert("c", due(RETRY, START.minus(MICRO), "c"));
        promote(10);

        assertThat(jids(queue("q"))).containsExactly("c", "a", "b");
    }

    @Test
    void setsWhenTheJobWasEnqueuedAsTheLastMember() {
        put(SCHEDULED, "{\"queue\":\"other\",\"jid\":\"a\"}");
        put(RETRY, "{\"queue\":\"other\",\"enqueued_at\":1.5,\"jid\":\"b\"}");
        promote(10);

        assertThat(texts(queue("other")))
                .containsExactly(
                        "{\"queue\":\"other\",\"jid\":\"a\",\"enqueued_at\":1772366400.123456}",
                        "{\"queue\":\"other\",\"jid\":\"b\",\"enqueued_at\":1772366400.123456}");
    }

    @Test
    void usesTheDefaultQueueIfThePayloadNamesNone() {
        put(SCHEDULED, "{}");
        put(SCHEDULED, "{\"queue\":null}");
        put(SCHEDULED, "{\"queue\":\"\"}");
        put(SCHEDULED, "{\"queue\":5}");

        assertThat(promote(10).moved()).isEqualTo(4);
        assertThat(texts(queue("default")))
                .containsExactlyInAnyOrder(
                        "{\"enqueued_at\":1772366400.123456}",
                        "{\"queue\":null,\"enqueued_at\":1772366400.123456}",
                        "{\"queue\":\"\",\"enqueued_at\":1772366400.123456}",
                        "{\"queue\":5,\"enqueued_at\":1772366400.123456}");
    }

    @Test
    void keepsEveryOtherMemberByteForByte() {
        String members =
                "\"queue\":\"gr\u00fcn\",\"args\":[1.0,12345678901234567890,1e3,\"\\u00fc/\\/\",[],{},{\"enqueued_at\":1}],\"x\":\"\u20ac\"";
        put(RETRY, "{" + members + "}");
        promote(10);

        assertThat(texts(queue("gr\u00fcn"))).containsExactly("{" + members + ",\"enqueued_at\":1772366400.123456}");
    }

    @Test
    void buriesWholeWhatIsNoJob() {
        insert("raw", new To.Sorted(SCHEDULED, START.minus(DAY), NOT_UTF_8));
        List.of("", "[]", "null", "{\"jid\":", "{} {}").forEach(text -> put(RETRY, text));

        assertThat(promote(10).moved()).isZero();
        assertThat(page(set(SCHEDULED))).isEmpty();
        assertThat(page(set(RETRY))).isEmpty();
        assertThat(page(set(DEAD)))
                .extracting(StoredJob::payload)
                .contains(NOT_UTF_8)
                .hasSize(6);
        assertThat(page(set(DEAD))).extracting(StoredJob::at).containsOnly(START);
    }

    @Test
    void takesUpToTheMaximumOfEachSetAndSaysThatThereIsMore() {
        List.of("s1", "s2", "s3").forEach(jid -> insert(jid, due(SCHEDULED, START.minus(DAY), jid)));
        List.of("r1", "r2").forEach(jid -> insert(jid, due(RETRY, START.minus(DAY), jid)));

        Promoted first = promote(2);
        assertThat(jids(queue("q"))).containsExactly("s1", "s2", "r1", "r2");
        assertThat(first.moved()).isEqualTo(4);
        assertThat(first.askAgainIn()).isZero();

        Promoted second = promote(2);
        assertThat(second.moved()).isEqualTo(1);
        assertThat(second.askAgainIn()).isPositive();
    }

    @Test
    void sentTwiceMovesEachJobOnce() {
        insert("a", due(SCHEDULED, START, "a"));
        promote(1);
        promote(1);

        assertThat(jids(queue("q"))).containsExactly("a");
    }

    @Test
    void promotesAThousandJobsAtOnce() {
        List<String> jids =
                IntStream.range(0, 1000).mapToObj(i -> "job%03d".formatted(i)).toList();
        jids.forEach(jid -> insert(jid, due(SCHEDULED, START, jid)));

        assertThat(promote(1000).moved()).isEqualTo(1000);
        assertThat(jids(queue("q"))).isEqualTo(jids);
    }

    private Promoted promote(int max) {
        return store.promote(ME, max);
    }

    private void put(JobSet set, String text) {
        insert("", new To.Sorted(set, START, Payload.of(text)));
    }

    private List<String> texts(Place place) {
        return page(place).stream().map(job -> job.payload().text()).toList();
    }
}
