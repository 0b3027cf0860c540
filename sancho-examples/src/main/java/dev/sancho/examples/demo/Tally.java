package dev.sancho.examples.demo;

import dev.sancho.store.JobSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * The jobs of one kind by what becomes of them.
 *
 * @param waiting on a queue, scheduled, or taken and not yet begun
 */
record Tally(int pushed, int waiting, int running, int retrying, int dead, int done) {
    private static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    /** Both views at once: the jobs' own file says what ran, the store what waits. */
    static Map<Kind, Tally> of(Stories stories, Holdings store) {
        Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            tallies.put(kind, NONE);
        }
        stories.byId().forEach((jid, story) -> tallies.merge(story.kind(), one(jid, story, store), Tally::plus));
        return tallies;
    }

    static Tally sum(Collection<Tally> tallies) {
        return tallies.stream().reduce(NONE, Tally::plus);
    }

    private static Tally one(String jid, Story story, Holdings store) {
        if (story.running()) {
            return new Tally(1, 0, 1, 0, 0, 0);
        }
        if (store.set(JobSet.DEAD).contains(jid)) {
            return new Tally(1, 0, 0, 0, 1, 0);
        }
        if (story.done()) {
            return new Tally(1, 0, 0, 0, 0, 1);
        }
        return store.set(JobSet.RETRY).contains(jid) ? new Tally(1, 0, 0, 1, 0, 0) : new Tally(1, 1, 0, 0, 0, 0);
    }

    private Tally plus(Tally other) {
        return new Tally(
                pushed + other.pushed,
                waiting + other.waiting,
                running + other.running,
                retrying + other.retrying,
                dead + other.dead,
                done + other.done);
    }
}
