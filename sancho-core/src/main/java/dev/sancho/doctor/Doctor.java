package dev.sancho.doctor;

import dev.sancho.store.Finding;
import dev.sancho.store.FindingKind;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.Place;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Looks at a live store and says what is wrong, with the evidence and what to do. It changes nothing but by {@link #fix}.
 *
 * <p>Made by {@link dev.sancho.Sancho#doctor()}; {@code sancho doctor} is the same at the command line. Each call may take seconds: it walks
 * the store, in small steps. Thread-safe; calls throw {@link StoreException} when the store cannot be reached.
 */
public final class Doctor {
    private static final List<Function<Visit, List<Finding>>> EXAMINATIONS =
            List.of(Queues::examine, DeadProcesses::examine, Sets::examine, Processes::examine, Payloads::examine);
    private static final int LOOKS = 3;
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

    private final JobStore store;
    private final StoreSettings settings;
    private final InstantSource clock;
    private final Waiting waiting;

    /** Lets time pass. */
    interface Waiting {
        void pass(Duration time) throws InterruptedException;
    }

    Doctor(JobStore store, StoreSettings settings, InstantSource clock, Waiting waiting) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.waiting = waiting;
    }

    /**
     * The doctor of a store.
     *
     * @param settings what this program opened the store with: its limits are looked at
     * @param clock this machine's; the store's own counts where it has one
     */
    public static Doctor of(JobStore store, StoreSettings settings, InstantSource clock) {
        return new Doctor(store, settings, clock, Thread::sleep);
    }

    /** Every kind of finding that may be made on this store. */
    public List<FindingKind> kinds() {
        return Stream.concat(Kinds.ALL.stream(), store.checkup().kinds().stream())
                .toList();
    }

    /**
     * Looks three times, to see what grows, and says what is to be said after the last.
     *
     * @param watch how long from the first look to the last; zero looks once and leaves out what can only be seen over time
     */
    public Report examine(Duration watch) throws InterruptedException {
        List<Look> looks = new ArrayList<>();
        looks.add(look());
        for (int i = 1; i < LOOKS && watch.isPositive(); i++) {
            waiting.pass(watch.dividedBy(LOOKS - 1));
            looks.add(look());
        }
        Visit visit = new Visit(looks, store.browser(), settings);
        List<Finding> findings = new ArrayList<>(clock());
        EXAMINATIONS.forEach(examination -> findings.addAll(visit.findings(() -> examination.apply(visit))));
        store.checkup().looks().forEach(look -> findings.addAll(visit.findings(look)));
        if (!visit.troubles().isEmpty()) {
            findings.add(Kinds.LOOK_FAILED.found("Some of the store could not be looked at", visit.troubles()));
        }
        Map<String, String> facts = new LinkedHashMap<>(store.checkup().facts());
        facts.putAll(facts(visit.now));
        return new Report(visit.now.at(), facts, findings);
    }

    private List<Finding> clock() {
        Instant here = clock.instant();
        Instant there = store.checkup().now().orElse(here);
        Duration ahead = Duration.between(there, here);
        return ahead.abs().compareTo(CLOCKS_DIFFER) < 0
                ? List.of()
                : List.of(Kinds.CLOCK_HERE.found(
                        "This machine's clock is " + Words.span(ahead.abs())
                                + (ahead.isNegative() ? " behind" : " ahead of") + " the store's",
                        List.of("store: " + there, "this machine: " + here)));
    }

    /**
     * Puts right what there is of one kind of finding, and nothing else.
     *
     * @return what was done, a line each; empty if there was nothing to do
     * @throws IllegalArgumentException if there is no such kind, or it has no fix
     */
    public List<String> fix(String code) {
        FindingKind kind = fixable(code);
        return kind.equals(Kinds.DEAD_PROCESS_JOBS)
                ? DeadProcesses.fix(store, now())
                : store.checkup().fix(kind);
    }

    /**
     * Looks whether there is a fix for each of these kinds, before any of them is asked for.
     *
     * @throws IllegalArgumentException if not
     */
    public void requireFixes(List<String> codes) {
        codes.forEach(this::fixable);
    }

    private FindingKind fixable(String code) {
        List<FindingKind> fixable =
                kinds().stream().filter(kind -> kind.fix() != null).toList();
        return fixable.stream()
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no fix for \"" + code
                        + "\"; there are fixes for "
                        + Words.list(fixable.stream().map(FindingKind::code).toList())));
    }

    private Look look() {
        return Look.at(store, now());
    }

    private Instant now() {
        return store.checkup().now().orElseGet(clock::instant);
    }

    private static Map<String, String> facts(Look now) {
        Map<String, String> facts = new LinkedHashMap<>();
        List<String> programs = Processes.programs(now.processes());
        facts.put("processes", programs.isEmpty() ? "none" : Words.list(programs));
        facts.put(
                "jobs",
                Words.list(List.of(
                        Words.number(now.total(Place.Queue.class)) + " enqueued",
                        Words.number(now.total(Place.InFlight.class)) + " in flight",
                        Words.number(now.total(Place.Parked.class)) + " parked",
                        Words.number(now.size(new Place.Sorted(JobSet.SCHEDULED))) + " scheduled",
                        Words.number(now.size(new Place.Sorted(JobSet.RETRY))) + " retrying",
                        Words.number(now.size(new Place.Sorted(JobSet.DEAD))) + " dead")));
        return facts;
    }
}
