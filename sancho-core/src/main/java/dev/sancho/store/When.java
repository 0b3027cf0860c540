package dev.sancho.store;

import dev.sancho.job.JobState;
import java.util.List;
import java.util.Set;

/**
 * A group's rule: applied once in the group's life, in the same atomic step as the change that made it true. Of several that one change makes
 * true, all apply, in the order they were given.
 */
public sealed interface When {
    List<Effect> then();

    /** Applies when the group is sealed and no member is in one of these states (an empty group at once). */
    record NoneLeft(Set<JobState> states, List<Effect> then) implements When {
        public NoneLeft {
            states = Set.copyOf(states);
            then = List.copyOf(then);
        }
    }

    /** Applies when the first member is marked by {@link Effect.Mark} with this state, sealed or not. */
    record First(JobState state, List<Effect> then) implements When {
        public First {
            then = List.copyOf(then);
        }
    }
}
