package dev.sancho.store;

import dev.sancho.job.JobState;
import java.util.Map;

/**
 * A group as it stands.
 *
 * @param members each member's state, in no stated order
 * @param rulesLeft how many of its rules have not applied yet
 */
public record GroupView(boolean sealed, int rulesLeft, Map<String, JobState> members) {}
