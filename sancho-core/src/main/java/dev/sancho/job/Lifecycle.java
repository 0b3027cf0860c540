package dev.sancho.job;

import static dev.sancho.job.JobState.CANCELLED;
import static dev.sancho.job.JobState.DEAD;
import static dev.sancho.job.JobState.ENQUEUED;
import static dev.sancho.job.JobState.RETRYING;
import static dev.sancho.job.JobState.RUNNING;
import static dev.sancho.job.JobState.SCHEDULED;
import static dev.sancho.job.JobState.SUCCEEDED;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which states of a job may follow which, and by what.
 *
 * <p>The one table of legal steps; the chart in the documents is made of it.
 */
public final class Lifecycle {
    /**
     * The legal steps, in the order in which a reader would tell them. A job begins in {@link JobState#SCHEDULED} or
     * {@link JobState#ENQUEUED}.
     */
    private static final List<Step> STEPS = List.of(
            new Step(SCHEDULED, ENQUEUED, "due, or a person wants it now"),
            new Step(ENQUEUED, RUNNING, "claimed"),
            new Step(RUNNING, SUCCEEDED, "done"),
            new Step(RUNNING, RETRYING, "failed"),
            new Step(RUNNING, DEAD, "failed for the last time, or it kills processes"),
            new Step(RUNNING, CANCELLED, "discarded or called off, or failed for the last time and not kept"),
            new Step(RUNNING, ENQUEUED, "handed back, or its process died"),
            new Step(RUNNING, SCHEDULED, "snoozed"),
            new Step(RETRYING, ENQUEUED, "due, or a person wants it now"),
            new Step(DEAD, ENQUEUED, "a person wants it again"),
            new Step(SCHEDULED, DEAD, "killed by a person"),
            new Step(ENQUEUED, DEAD, "killed by a person, or unreadable"),
            new Step(RETRYING, DEAD, "killed by a person"),
            new Step(SCHEDULED, CANCELLED, "deleted or called off"),
            new Step(ENQUEUED, CANCELLED, "deleted, called off or expired"),
            new Step(RETRYING, CANCELLED, "deleted or called off"),
            new Step(DEAD, CANCELLED, "deleted, or kept long enough"));

    private Lifecycle() {}

    /** A legal step, and what brings it about. */
    public record Step(JobState from, JobState to, String by) {}

    /** Whether a job may go from one state to the other in one step. */
    public static boolean allows(JobState from, JobState to) {
        return next(from).contains(to);
    }

    /** The states that may follow a state. */
    public static Set<JobState> next(JobState from) {
        Set<JobState> next = EnumSet.noneOf(JobState.class);
        for (Step step : STEPS) {
            if (step.from() == from) {
                next.add(step.to());
            }
        }
        return Collections.unmodifiableSet(next);
    }

    /** Whether nothing follows: the job has left. */
    public static boolean isLast(JobState state) {
        return next(state).isEmpty();
    }

    public static List<Step> steps() {
        return STEPS;
    }

    /** The table as lines of text, {@code enqueued -> running  claimed}, as it stands in the documents. */
    public static String chart() {
        List<String> lines = new ArrayList<>();
        for (Step step : STEPS) {
            lines.add(String.format(Locale.ROOT, "%-9s -> %-9s  %s", text(step.from()), text(step.to()), step.by()));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String text(JobState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
