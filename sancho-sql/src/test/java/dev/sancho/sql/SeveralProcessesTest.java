package dev.sancho.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.Place;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.StoredJob;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several processes on one file, and what is left when one of them is killed. */
class SeveralProcessesTest {
    private static final String ME = "test:1";
    private static final Place QUEUE = new Place.Queue("q");

    private final SqliteHarness harness = new SqliteHarness();
    private final JobStore store = harness.open(StoreSettings.DEFAULTS);

    @AfterEach
    void close() {
        store.close();
        harness.close();
    }

    @Test
    void anInsertWakesAClaimOfAnotherProcess() throws Exception {
        store.beat(OtherProcess.process(ME), SeqRanges.NONE);
        FutureTask<List<ClaimedJob>> claim = new FutureTask<>(
                () -> store.claim(new ClaimRequest(ME, 1, 1, List.of("q"), List.of(), Duration.ofMinutes(5))));
        try (OtherProcess other = OtherProcess.start(harness.file(), "insert", 1)) {
            Thread claimer = Thread.ofPlatform().start(claim);
            await("the claim waits").until(() -> claimer.getState() == Thread.State.TIMED_WAITING);

            other.go();

            assertThat(claim.get())
                    .singleElement()
                    .satisfies(job -> assertThat(job.payload().text()).isEqualTo("job0"));
        }
    }

    @Test
    void twoThatDrainAQueueShareNoJob() throws Exception {
        List<String> jobs = IntStream.range(0, 3000).mapToObj(i -> "job" + i).toList();
        store.insert(jobs.stream().map(OtherProcess::job).toList());
        try (OtherProcess one = OtherProcess.start(harness.file(), "drain", 7);
                OtherProcess two = OtherProcess.start(harness.file(), "drain", 7)) {
            one.go();
            two.go();

            List<String> done = new ArrayList<>(one.rest());
            done.addAll(two.rest());

            assertThat(done).containsExactlyInAnyOrderElementsOf(jobs);
            assertThat(store.browser().counter("done")).isEqualTo(jobs.size());
        }
    }

    @Test
    void whatAKilledProcessInsertedIsThere() throws Exception {
        List<String> said = new ArrayList<>();
        try (OtherProcess other = OtherProcess.start(harness.file(), "insert", Integer.MAX_VALUE)) {
            other.go();
            while (said.size() < 500) {
                said.add(other.line());
            }
            other.kill();
            said.addAll(other.rest());
        }

        List<String> there = payloads();
        assertThat(there).hasSizeBetween(said.size() - 1, said.size() + 1);
        assertThat(there).containsAll(said.subList(0, said.size() - 1));
    }

    @Test
    void whatAKilledProcessHeldIsRescuedAndCountedOnce() throws Exception {
        int jobs = 20_000;
        store.insert(IntStream.range(0, jobs)
                .mapToObj(i -> OtherProcess.job("job" + i))
                .toList());
        drainElsewhereAndKillAfter(500);

        try (JobStore later = harness.reopen(StoreSettings.DEFAULTS.withClock(afterTheLease()))) {
            long before = later.browser().counter("done");
            assertThat(before).isGreaterThanOrEqualTo(500);
            later.beat(OtherProcess.process(ME), SeqRanges.NONE);
            long finished = finishAll(later);

            assertThat(before + finished).isEqualTo(jobs);
            assertThat(later.browser().counter("done")).isEqualTo(jobs);
            assertThat(later.browser().places()).containsExactly(QUEUE);
        }
    }

    /** @param done how many different jobs it must have said are done */
    private void drainElsewhereAndKillAfter(int done) throws Exception {
        Set<String> said = new HashSet<>();
        try (OtherProcess other = OtherProcess.start(harness.file(), "drain", 50)) {
            other.go();
            while (said.size() < done) {
                said.add(other.line());
            }
            other.kill();
            other.rest();
        }
    }

    private static InstantSource afterTheLease() {
        return InstantSource.offset(InstantSource.system(), StoreSettings.DEFAULTS.lease());
    }

    private static long finishAll(JobStore store) {
        long finished = 0;
        for (long seq = 1; ; seq += 500) {
            List<ClaimedJob> jobs = store.rescue(ME, seq, 500);
            if (jobs.isEmpty()) {
                seq += 500;
                jobs = store.claim(new ClaimRequest(ME, seq, 500, List.of("q")));
            }
            if (jobs.isEmpty()) {
                return finished;
            }
            List<Move> moves =
                    jobs.stream().map(job -> OtherProcess.finish(ME, job.seq())).toList();
            store.move(moves);
            finished += moves.size();
        }
    }

    private List<String> payloads() {
        List<StoredJob> all = store.browser().page(QUEUE, 0, Integer.MAX_VALUE);
        return all.stream().map(job -> job.payload().text()).toList();
    }
}
