package dev.sancho.doctor;

import static java.util.stream.Collectors.groupingBy;

import dev.sancho.store.Finding;
import dev.sancho.store.ProcessRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Worker processes: their versions, and those that take no more jobs. */
final class Processes {
    private Processes() {}

    static List<Finding> examine(Visit visit) {
        List<Finding> findings = new ArrayList<>();
        quiet(visit, findings);
        versions(visit, findings);
        return findings;
    }

    private static void quiet(Visit visit, List<Finding> findings) {
        List<String> evidence = visit.now.processes().stream()
                .filter(ProcessRecord::quiet)
                .map(process -> process.identity() + ": runs " + Words.count(process.busy(), "job")
                        + oldest(process, visit.now.at()))
                .toList();
        if (!evidence.isEmpty()) {
            findings.add(Kinds.PROCESS_QUIET.found(
                    "Quiet: " + evidence.size() + " of "
                            + Words.count(visit.now.processes().size(), "worker process"),
                    evidence));
        }
    }

    private static String oldest(ProcessRecord process, Instant now) {
        return process.work().stream()
                .map(ProcessRecord.WorkRecord::runAt)
                .min(Comparator.naturalOrder())
                .map(since -> ", the oldest for " + Words.span(Duration.between(since, now)))
                .orElse("");
    }

    private static void versions(Visit visit, List<Finding> findings) {
        for (boolean sancho : new boolean[] {true, false}) {
            List<String> programs = programs(visit.now.processes().stream()
                    .filter(process -> process.bySancho() == sancho)
                    .toList());
            if (programs.size() > 1) {
                findings.add(Kinds.VERSIONS_MIXED.found(
                        programs.size() + " versions of " + (sancho ? "Sancho" : "Ruby's Sidekiq") + " run", programs));
            }
        }
    }

    /** {@code Sancho 1.0 × 2}, for each program and version. */
    static List<String> programs(List<ProcessRecord> processes) {
        TreeMap<String, List<ProcessRecord>> programs = processes.stream()
                .collect(groupingBy(Processes::program, TreeMap::new, java.util.stream.Collectors.toList()));
        return programs.entrySet().stream()
                .map(program -> program.getKey() + " × " + program.getValue().size())
                .toList();
    }

    private static String program(ProcessRecord process) {
        if (process.bySancho()) {
            return process.version();
        }
        return process.version().isEmpty() ? "Sidekiq 6 or older" : "Sidekiq " + process.version();
    }
}
