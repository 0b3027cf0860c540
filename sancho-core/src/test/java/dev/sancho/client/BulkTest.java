package dev.sancho.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.job.Enqueued;
import dev.sancho.job.JobArgumentException;
import dev.sancho.job.JobDocument;
import dev.sancho.store.NewJob;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreException.JobsExist;
import dev.sancho.store.To;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BulkTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:56:40Z");

    private final RecordingStore store = new RecordingStore();
    private final Jobs jobs = Jobs.of(store, ClientConfig.defaults().withClock(InstantSource.fixed(NOW)));

    @Test
    void goesInSlicesOfAThousandAnsweredInOrder() {
        List<Long> ids = LongStream.range(0, 2500).boxed().toList();

        List<Enqueued> answers = jobs.enqueueAll(Mailer::welcome, ids);

        assertThat(store.calls()).extracting(List::size).containsExactly(1000, 1000, 500);
        assertThat(answers)
                .extracting(Enqueued::id)
                .isEqualTo(store.jobs().stream().map(NewJob::jid).toList());
        assertThat(args()).startsWith("[0]", "[1]").endsWith("[2498]", "[2499]").hasSize(2500);
        assertThat(answers).extracting(Enqueued::id).doesNotHaveDuplicates();
    }

    @Test
    void aLaterSliceThatFailsLeavesThoseBeforeItAndSaysSo() {
        StoreException down = new StoreException("The store is away", true, JobsExist.NO, null);
        store.answering(job -> {
            if (store.calls().size() > 1) {
                throw down;
            }
            return new Enqueued.Added(job.jid());
        });

        assertThatThrownBy(() -> jobs.enqueueAll(
                        Mailer::welcome, LongStream.range(0, 1500).boxed()))
                .hasMessage("The store is away. The 1000 jobs before these were enqueued, those after them not")
                .matches(thrown -> ((StoreException) thrown).jobsExist() == JobsExist.MAYBE);
        assertThatThrownBy(() -> jobs.enqueue(Mailer::welcome, 1L))
                .matches(thrown -> ((StoreException) thrown).jobsExist() == JobsExist.NO);
    }

    @Test
    void readsNoFurtherThanTheSliceItIsAt() {
        AtomicInteger read = new AtomicInteger();
        List<Integer> readAtCall = new ArrayList<>();
        store.answering(job -> {
            readAtCall.add(read.get());
            return new Enqueued.Added(job.jid());
        });

        jobs.enqueueAll(Mailer::welcome, LongStream.range(0, 1500).boxed().peek(id -> read.incrementAndGet()));

        assertThat(readAtCall.getFirst()).isEqualTo(1000);
        assertThat(readAtCall.getLast()).isEqualTo(1500);
    }

    @Test
    void takesStreamsAndClosesThem() {
        AtomicBoolean closed = new AtomicBoolean();

        jobs.enqueueAll(Mailer::welcome, Stream.of(1L, 2L).onClose(() -> closed.set(true)));
        assertThat(args()).containsExactly("[1]", "[2]");
        assertThat(closed).isTrue();

        closed.set(false);
        assertThatThrownBy(() -> jobs.enqueueAll(Stream.of(new Ship(Double.NaN)).onClose(() -> closed.set(true))))
                .isInstanceOf(JobArgumentException.class);
        assertThat(closed).isTrue();
    }

    @Test
    void takesMethodsOfEveryShape() {
        jobs.enqueueAll(Mailer::welcome, List.of(1L));
        jobs.enqueueAll(Mailer::fixed, List.of("a"));
        jobs.enqueueAll(Mailer::withContext, List.of("b"));
        jobs.enqueueAll(Mailer::fixedWithContext, Arrays.asList("c", null));
        jobs.enqueueAll(Mailer::fixedWithContext, Stream.of("d"));
        jobs.enqueueAll(Mailer::withContext, Stream.of("e"));

        assertThat(args()).containsExactly("[1]", "[\"a\"]", "[\"b\"]", "[\"c\"]", "[null]", "[\"d\"]", "[\"e\"]");
    }

    @Test
    void takesRecordsOfDifferentTypes() {
        jobs.enqueueAll(List.of(new Ship(1), new Bill("a", 2)));

        assertThat(store.calls()).hasSize(1);
        assertThat(documents()).extracting(JobDocument::name).containsExactly("Ship", "Bill");
        assertThat(args()).containsExactly("[1.0]", "[\"a\",2]");
    }

    @Test
    void takesNamesWithListsOfArguments() {
        jobs.queue("ruby").enqueueAll("HardWorker", List.of(List.of("bob", 1), List.of(), Arrays.asList(1, null)));
        jobs.enqueueAll("HardWorker", Stream.of(List.of("x")));

        assertThat(documents()).extracting(JobDocument::name).containsOnly("HardWorker");
        assertThat(documents()).extracting(JobDocument::queue).containsExactly("ruby", "ruby", "ruby", "default");
        assertThat(args()).containsExactly("[\"bob\",1]", "[]", "[1,null]", "[\"x\"]");
    }

    @Test
    void ofNothingAsksTheStoreNothing() {
        assertThat(jobs.enqueueAll(Mailer::welcome, List.<Long>of())).isEmpty();
        assertThat(store.calls()).isEmpty();
    }

    @Test
    void mayBeDueAtOneTime() {
        jobs.in(Duration.ofMinutes(1)).enqueueAll(Mailer::welcome, List.of(1L, 2L));

        assertThat(times()).containsExactly(Optional.of(NOW.plusSeconds(60)), Optional.of(NOW.plusSeconds(60)));
    }

    @Test
    void mayBeDueEachAtItsOwnTime() {
        Instant soon = NOW.plusSeconds(5);

        jobs.atEach(List.of(soon, NOW.minusSeconds(1), soon.plusSeconds(1)))
                .enqueueAll(Mailer::welcome, List.of(1L, 2L, 3L));

        assertThat(times()).containsExactly(Optional.of(soon), Optional.empty(), Optional.of(soon.plusSeconds(1)));
    }

    @Test
    void needsAsManyTimesAsJobs() {
        Jobs timed = jobs.atEach(List.of(NOW));

        assertThatThrownBy(() -> timed.enqueueAll(Mailer::welcome, List.of(1L, 2L)))
                .hasMessageContaining("1 times for 2 jobs");
        assertThat(store.calls()).isEmpty();
        assertThatThrownBy(() -> timed.enqueueAll(Mailer::welcome, Stream.of(1L, 2L)))
                .hasMessageContaining("more jobs than times");
    }

    @Test
    void mayBeSpreadOverFiveSecondsOrMore() {
        List<Long> ids = LongStream.range(0, 500).boxed().toList();

        jobs.spread(Duration.ofHours(1)).enqueueAll(Mailer::welcome, ids);
        List<Instant> wide = times().stream().map(time -> time.orElse(NOW)).toList();
        assertThat(wide).allMatch(time -> !time.isBefore(NOW) && time.isBefore(NOW.plusSeconds(3600)));
        assertThat(wide.stream().distinct().count()).isGreaterThan(400);

        jobs.spread(Duration.ZERO).enqueueAll(Mailer::welcome, ids);
        assertThat(times().subList(500, 1000)).allMatch(time -> time.orElse(NOW).isBefore(NOW.plusSeconds(5)));
        assertThat(times().subList(500, 1000)).anyMatch(time -> time.orElse(NOW).isAfter(NOW.plusSeconds(1)));
    }

    @Test
    void cutsItemsIntoSlicesOneJobEach() {
        List<Integer> items = IntStream.range(0, 100).boxed().toList();

        List<Enqueued> answers = jobs.enqueueSlices(Mailer::all, items, 10);

        assertThat(answers).hasSize(10);
        assertThat(args()).startsWith("[[0,1,2,3,4,5,6,7,8,9]]").endsWith("[[90,91,92,93,94,95,96,97,98,99]]");
    }

    @Test
    void cutsAShorterLastSliceForMethodsOfEveryShape() {
        jobs.enqueueSlices(Mailer::all, List.of(1, 2, 3), 2);
        jobs.enqueueSlices(Mailer::allFixed, List.of("a"), 2);
        jobs.enqueueSlices(Mailer::allWithContext, List.of("b"), 2);
        jobs.enqueueSlices(Mailer::allFixedWithContext, List.of("c"), 2);

        assertThat(args()).containsExactly("[[1,2]]", "[[3]]", "[[\"a\"]]", "[[\"b\"]]", "[[\"c\"]]");
        assertThatThrownBy(() -> jobs.enqueueSlices(Mailer::all, List.of(1), 0))
                .hasMessageContaining("A slice of 0 items");
    }

    @Test
    void neverReadsAheadOfTheIterator() {
        Iterator<Long> once = List.of(1L, 2L).iterator();

        jobs.enqueueAll(Mailer::welcome, () -> once);

        assertThat(args()).containsExactly("[1]", "[2]");
    }

    private List<JobDocument> documents() {
        return store.jobs().stream()
                .map(job -> JobDocument.parse(RecordingStore.payload(job)))
                .toList();
    }

    private List<String> args() {
        return documents().stream()
                .map(document -> document.raw("args").orElseThrow())
                .toList();
    }

    private List<Optional<Instant>> times() {
        return store.jobs().stream()
                .map(job -> job.to() instanceof To.Sorted sorted ? Optional.of(sorted.at()) : Optional.<Instant>empty())
                .toList();
    }

    private record Ship(double weight) {}

    private record Bill(String name, int count) {}

    @SuppressWarnings("unused")
    private static final class Mailer {
        void welcome(long id) {}

        static void fixed(String a) {}

        void withContext(String a, JobContext context) {}

        static void fixedWithContext(String a, JobContext context) {}

        void all(List<Integer> items) {}

        static void allFixed(Collection<String> items) {}

        void allWithContext(List<String> items, JobContext context) {}

        static void allFixedWithContext(List<String> items, JobContext context) {}
    }
}
