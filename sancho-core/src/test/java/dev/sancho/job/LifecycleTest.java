package dev.sancho.job;

import static dev.sancho.job.JobState.CANCELLED;
import static dev.sancho.job.JobState.DEAD;
import static dev.sancho.job.JobState.ENQUEUED;
import static dev.sancho.job.JobState.RETRYING;
import static dev.sancho.job.JobState.RUNNING;
import static dev.sancho.job.JobState.SCHEDULED;
import static dev.sancho.job.JobState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private static final Map<JobState, Set<JobState>> NEXT = Map.of(
            SCHEDULED, EnumSet.of(ENQUEUED, DEAD, CANCELLED),
            ENQUEUED, EnumSet.of(RUNNING, DEAD, CANCELLED),
            RUNNING, EnumSet.of(SUCCEEDED, RETRYING, DEAD, CANCELLED, ENQUEUED, SCHEDULED),
            RETRYING, EnumSet.of(ENQUEUED, DEAD, CANCELLED),
            DEAD, EnumSet.of(ENQUEUED, CANCELLED),
            SUCCEEDED, EnumSet.noneOf(JobState.class),
            CANCELLED, EnumSet.noneOf(JobState.class));

    @Test
    void allowsTheseStepsAndNoOthers() {
        for (JobState from : JobState.values()) {
            for (JobState to : JobState.values()) {
                assertThat(Lifecycle.allows(from, to))
                        .as("%s to %s", from, to)
                        .isEqualTo(NEXT.getOrDefault(from, Set.of()).contains(to));
            }
        }
    }

    @Test
    void endsWhereTheJobHasLeft() {
        assertThat(JobState.values()).filteredOn(Lifecycle::isLast).containsExactly(SUCCEEDED, CANCELLED);
    }

    @Test
    void saysEachStepOnce() {
        assertThat(Lifecycle.steps())
                .extracting(step -> step.from() + " " + step.to())
                .doesNotHaveDuplicates();
    }

    @Test
    void isDrawnALineForEachStep() {
        assertThat(Lifecycle.chart())
                .startsWith("scheduled -> enqueued   due, or a person wants it now\nenqueued  -> running    claimed\n")
                .endsWith("\n")
                .hasLineCount(Lifecycle.steps().size());
    }
}
