package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.job.JobDocument;
import dev.sancho.store.JobBrowser;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.Place;
import dev.sancho.survival.Evidence.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Holds what the store says against what all worker processes wrote down. Confined to one thread. */
final class Ledger {
    private final JobBrowser browser;
    private final List<WorkerProcess> workers = new ArrayList<>();
    private final Map<String, Integer> unsettledAtDeath = new HashMap<>();
    private int deaths;
    private int hit;

    Ledger(JobStore store) {
        this.browser = store.browser();
    }

    WorkerProcess watch(WorkerProcess worker) {
        workers.add(worker);
        return worker;
    }

    /** Takes down what a process held that has just died; returns how many jobs it was running. */
    int died(WorkerProcess worker) {
        deaths++;
        int running = worker.account().running().size();
        hit += running;
        if (worker.account().count(Kind.UP) > 0) {
            inFlight(worker.identity()).forEach(job -> unsettledAtDeath.merge(job, 1, Integer::sum));
        }
        return running;
    }

    /** The ids of the jobs that a process has in its in-flight record. */
    Set<String> inFlight(String owner) {
        Set<String> jids = new TreeSet<>();
        browser.page(new Place.InFlight(owner), 0, 100_000)
                .forEach(job -> jids.add(JobDocument.parse(job.payload()).jid()));
        return jids;
    }

    /** How many jobs lie in all places but the dead set. */
    long left() {
        return browser.places().stream()
                .filter(place -> !place.equals(new Place.Sorted(JobSet.DEAD)))
                .mapToLong(browser::size)
                .sum();
    }

    /** A job on its way from one place to another may be in neither when they are counted; so what is counted as done must agree. */
    boolean nothingLeft(int jobs) {
        return left() == 0 && browser.counter("processed") + browser.size(new Place.Sorted(JobSet.DEAD)) >= jobs;
    }

    void awaitNothingLeft(int jobs, Duration atMost) {
        await("nothing queued, parked, due or in flight")
                .pollInterval(Duration.ofMillis(200))
                .atMost(atMost)
                .until(() -> nothingLeft(jobs));
    }

    /** Waits until every place is empty, where what is counted as done may have been lost. */
    void awaitNothingInPlaces(Duration atMost) {
        await("nothing queued, parked, due or in flight")
                .pollInterval(Duration.ofMillis(200))
                .during(Duration.ofSeconds(1)) // a job on its way from one place to another may be in neither
                .atMost(atMost)
                .until(() -> left() == 0);
    }

    long processed() {
        return browser.counter("processed");
    }

    /** How often something was written down of each job, by all processes. */
    Map<String, Integer> counts(Kind kind) {
        Map<String, Integer> counts = new HashMap<>();
        workers.forEach(worker -> worker.account().all(kind).forEach(job -> counts.merge(job, 1, Integer::sum)));
        return counts;
    }

    int count(Kind kind) {
        return workers.stream().mapToInt(worker -> worker.account().count(kind)).sum();
    }

    /** Every job ran to its end, none without cause more than once, and the statistics count each once. */
    void assertAllRanAndCountedOnce(Set<String> jids) {
        Map<String, Integer> begun = counts(Kind.BEGUN);
        assertThat(counts(Kind.ENDED).keySet())
                .as("jobs that ran to their end")
                .containsExactlyInAnyOrderElementsOf(jids);
        assertThat(browser.counter("processed")).as("processed").isEqualTo(jids.size());
        assertThat(browser.counter("failed")).as("failed").isZero();
        int again = begun.values().stream().mapToInt(runs -> runs - 1).sum();
        int unsettled =
                unsettledAtDeath.values().stream().mapToInt(Integer::intValue).sum();
        tell(jids.size(), again, unsettled);
        assertThat(ranAgainWithoutCause(begun))
                .as("jobs that ran again though no process died with them")
                .isEmpty();
        assertThat(again).as("runs beyond the first").isLessThanOrEqualTo(Math.max(unsettled, count(Kind.RESCUED)));
    }

    private void tell(int jobs, int again, int unsettled) {
        System.err.printf(
                "%d jobs, %d deaths that hit %d running jobs and left %d unsettled, %d rescued; %d runs = %d + %d again; processed %d%n",
                jobs,
                deaths,
                hit,
                unsettled,
                count(Kind.RESCUED),
                jobs + again,
                jobs,
                again,
                browser.counter("processed"));
    }

    private Set<String> ranAgainWithoutCause(Map<String, Integer> begun) {
        Map<String, Integer> rescued = counts(Kind.RESCUED);
        Set<String> withoutCause = new TreeSet<>();
        begun.forEach((job, runs) -> {
            if (runs - 1 > Math.max(unsettledAtDeath.getOrDefault(job, 0), rescued.getOrDefault(job, 0))) {
                withoutCause.add(job);
            }
        });
        return withoutCause;
    }
}
