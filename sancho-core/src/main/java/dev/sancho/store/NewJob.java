package dev.sancho.store;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A job to be put into a store.
 *
 * @param jid the id that stands in the payload
 * @param to where it goes, with its payload; never {@link To.Gone}
 * @param guards all must hold, or the job is not inserted and nothing is written
 */
public record NewJob(String jid, To to, List<Guard> guards) {
    public NewJob {
        requireNonNull(jid, "jid");
        requireNonNull(to, "to");
        guards = List.copyOf(guards);
        if (to instanceof To.Gone) {
            throw new IllegalArgumentException("A new job needs a place; job " + jid + " was given none");
        }
    }

    public NewJob(String jid, To to) {
        this(jid, to, List.of());
    }
}
