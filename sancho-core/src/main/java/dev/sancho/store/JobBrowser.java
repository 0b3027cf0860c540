package dev.sancho.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks into a store without changing it. Counts and pages are those of one moment each, not of one moment together. */
public interface JobBrowser {
    /** Every place that holds a job, and every known queue even when empty; queues by name, then sets, parking keys, owners. */
    List<Place> places();

    long size(Place place);

    /**
     * A page of a place: a queue or parking key from the front, a set by time, an in-flight record by number.
     *
     * @param offset how many to leave out
     * @param limit how many at most
     */
    List<StoredJob> page(Place place, long offset, int limit);

    /** A counter's total since the store began. */
    long counter(String name);

    /** A counter's sum for one day, UTC. */
    long counter(String name, LocalDate day);

    /** The worker processes whose record is fresh, Ruby's among them where they share the store. */
    List<ProcessRecord> processes();

    /**
     * Of these job ids those that no job has: in no queue or set, under no key, in no in-flight record, not running in another program's
     * process. Walks the store, so it takes its time; a job that moves meanwhile may be missed, so ask twice before acting on it.
     */
    Set<String> absent(Collection<String> jids);

    /**
     * The metrics of job types, by the minute they were reported in and the type's name; minutes without any are left out. Kept for 8 hours
     * at least, as Sidekiq does.
     *
     * @param from a time within the first minute
     * @param until a time after the last minute's start
     */
    Map<Instant, Map<String, RunTotals>> runs(Instant from, Instant until);

    /** How long the successful runs of a type reported in these minutes took. */
    Histogram lengths(String type, Instant from, Instant until);
}
