package dev.sancho.store;

import java.time.LocalDate;
import java.util.List;

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
}
