package dev.sancho.store;

import static java.util.Objects.requireNonNull;

import dev.sancho.job.JobState;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that a store writes in the same atomic step as the move it stands on, and only if that move takes place. Effects are written in
 * their order. When one makes a group's rule true, the rule's effects are added to the end of what is still to be written; the claims of a
 * move's guards come before its own effects, and what follows from them after.
 */
public sealed interface Effect {
    /** Frees the lock if {@code holder} holds it. */
    record Unlock(String key, String holder) implements Effect {
        public Unlock {
            requireNonNull(key, "key");
            requireNonNull(holder, "holder");
        }
    }

    /** Begins a group, unless it exists: it takes members until it is closed, and is forgotten {@code keep} from now. */
    record Open(String group, List<When> rules, Duration keep) implements Effect {
        public Open {
            requireNonNull(group, "group");
            requireNonNull(keep, "keep");
            rules = List.copyOf(rules);
        }
    }

    /**
     * Says that the group's first members are all there: its {@link When.NoneLeft} rules may apply from now on. A sealed group whose
     * every such rule has applied (it may have none) is closed: it takes no further members.
     */
    record Seal(String group) implements Effect {
        public Seal {
            requireNonNull(group, "group");
        }
    }

    /** Sets a member's state; nothing if the group or the member is unknown. */
    record Mark(String group, String member, JobState state) implements Effect {
        public Mark {
            requireNonNull(group, "group");
            requireNonNull(member, "member");
            requireNonNull(state, "state");
        }
    }

    /** Adds to a counter, in total and for the day (UTC). {@code processed} and {@code failed} are Sidekiq's own. */
    record Add(String counter, long by) implements Effect {
        public Add {
            requireNonNull(counter, "counter");
        }
    }

    /** Writes a cell, to be forgotten {@code keep} from now; a null value deletes it. */
    record Put(String cell, @Nullable String value, Duration keep) implements Effect {
        public Put {
            requireNonNull(cell, "cell");
            requireNonNull(keep, "keep");
        }
    }

    /** Inserts a job; left out, with everything it stands for, if {@link JobStore#insert} would refuse it. */
    record Insert(NewJob job) implements Effect {
        public Insert {
            requireNonNull(job, "job");
        }
    }
}
