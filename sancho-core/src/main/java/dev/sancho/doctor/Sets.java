package dev.sancho.doctor;

import dev.sancho.store.Finding;
import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import dev.sancho.store.StoredJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sets ordered by time: what is due and stays, and whether the dead set is nearly full. */
final class Sets {
    private static final Duration OVERDUE = Duration.ofSeconds(60);
    private static final int PAGE = 100;

    /** What a Ruby Sidekiq trims to, unless it is told otherwise. */
    private static final int DEAD_MAX_OF_RUBY = 10_000;

    private Sets() {}

    static List<Finding> examine(Visit visit) {
        List<Finding> findings = new ArrayList<>();
        overdue(visit, findings);
        dead(visit, findings);
        return findings;
    }

    private static void overdue(Visit visit, List<Finding> findings) {
        List<String> evidence = new ArrayList<>();
        for (JobSet set : List.of(JobSet.SCHEDULED, JobSet.RETRY)) {
            Instant since = visit.now.at().minus(OVERDUE);
            Place place = new Place.Sorted(set);
            List<StoredJob> late = visit.now.size(place) == 0
                    ? List.of()
                    : visit.page(place, 0, PAGE).stream()
                            .filter(job -> due(job).isBefore(since))
                            .toList();
            if (!late.isEmpty()) {
                String least = late.size() == PAGE ? "at least " : "";
                evidence.add(Words.place(place) + ": " + least + Words.count(late.size(), "job") + ", the first ("
                        + Visit.name(late.getFirst()) + ") has been due for "
                        + Words.span(Duration.between(due(late.getFirst()), visit.now.at())));
            }
        }
        if (!evidence.isEmpty()) {
            findings.add(Kinds.JOBS_OVERDUE.found(
                    "Due jobs are not put on their queues; "
                            + Words.count(visit.now.processes().size(), "worker process") + " alive",
                    evidence));
        }
    }

    private static Instant due(StoredJob job) {
        @Nullable Instant at = job.at();
        return Objects.requireNonNullElse(at, Instant.MAX);
    }

    private static void dead(Visit visit, List<Finding> findings) {
        long size = visit.now.size(new Place.Sorted(JobSet.DEAD));
        boolean ruby = visit.now.processes().stream().anyMatch(process -> !process.bySancho());
        int limit = visit.settings.deadMax();
        List<String> evidence = new ArrayList<>();
        evidence.add("limit of Sancho: " + Words.count(limit, "job") + ", as this program is set up");
        if (ruby) {
            evidence.add("limit of Ruby's Sidekiq: " + Words.count(DEAD_MAX_OF_RUBY, "job")
                    + " unless it is set up otherwise");
            limit = Math.min(limit, DEAD_MAX_OF_RUBY);
        }
        long trimmed = visit.counter("dead_trimmed");
        if (trimmed > 0) {
            evidence.add("deleted so far because of the limits: " + Words.count(trimmed, "job"));
        }
        if (size >= limit - limit / 10) {
            findings.add(
                    Kinds.DEAD_SET_FULL.found(Words.count(size, "dead job") + " of " + Words.number(limit), evidence));
        }
    }
}
