package dev.sancho.store;

import static java.util.Objects.requireNonNull;

import dev.sancho.job.JobState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A condition checked, and a claim made, in the same atomic step as the insert or move it stands on. All are checked, in their order, before
 * anything is written; the first that does not hold gives the answer.
 */
public sealed interface Guard {
    /**
     * The lock {@code key} is free, expired or already {@code holder}'s; it is then the holder's for {@code keep} from now.
     *
     * @param holder the id of the job that holds it: a lock whose holder is the id of no job is freed by the audit
     * @param onHeld what to do when another job holds it
     */
    record Lock(String key, String holder, Duration keep, OnHeld onHeld) implements Guard {
        public Lock {
            requireNonNull(key, "key");
            requireNonNull(holder, "holder");
            requireNonNull(keep, "keep");
            requireNonNull(onHeld, "onHeld");
        }
    }

    /**
     * The group is open for members; {@code member} is then in it as {@link JobState#ENQUEUED}. A member already in it
     * is set back to that state. A group that was never opened, has expired or is closed refuses.
     *
     * @param member the id of the job that is the member, or a name with a slash for anything else (a child group): one that is the id of no
     *     job and has not come to an end is marked by the audit, which leaves names with a slash alone
     */
    record Join(String group, String member) implements Guard {
        public Join {
            requireNonNull(group, "group");
            requireNonNull(member, "member");
        }
    }

    /** The cell has this value; null: is absent or expired. */
    record Is(String cell, @Nullable String value) implements Guard {
        public Is {
            requireNonNull(cell, "cell");
        }
    }

    /** The lock is {@code holder}'s now. Claims nothing. */
    record Holds(String key, String holder) implements Guard {
        public Holds {
            requireNonNull(key, "key");
            requireNonNull(holder, "holder");
        }
    }

    /** The group is known and the member stands in this state in it. Claims nothing. */
    record Stands(String group, String member, JobState state) implements Guard {
        public Stands {
            requireNonNull(group, "group");
            requireNonNull(member, "member");
            requireNonNull(state, "state");
        }
    }

    /** What a {@link Lock} does when another job holds it. */
    enum OnHeld {
        /** Refuse the insert or move, naming the holder. */
        REFUSE,
        /** Take the lock over; the former holder no longer has it. */
        REPLACE
    }
}
