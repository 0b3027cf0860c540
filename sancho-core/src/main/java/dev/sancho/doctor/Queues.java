package dev.sancho.doctor;

import static java.util.stream.Collectors.toSet;

import dev.sancho.store.Finding;
import dev.sancho.store.Place;
import dev.sancho.store.ProcessRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Queues: who serves them, and whether it is enough. */
final class Queues {
    /** A queue that grows by less is not worth a word. */
    private static final long GROWTH = 10;

    private Queues() {}

    static List<Finding> examine(Visit visit) {
        List<Finding> findings = new ArrayList<>();
        unserved(visit, findings);
        paused(visit, findings);
        mixed(visit, findings);
        growing(visit, findings);
        return findings;
    }

    private static void unserved(Visit visit, List<Finding> findings) {
        Set<String> served = Look.served(visit.now.processes().stream().filter(process -> !process.quiet()));
        Set<String> quiet = Look.served(visit.now.processes().stream().filter(ProcessRecord::quiet));
        List<String> evidence = new ArrayList<>();
        for (Place.Queue queue : visit.now.filled(Place.Queue.class)) {
            if (!served.contains(queue.name())) {
                String by = quiet.contains(queue.name()) ? "; only quiet processes serve it" : "";
                evidence.add(queue.name() + ": " + visit.backlog(queue) + by);
            }
        }
        if (!evidence.isEmpty()) {
            findings.add(Kinds.QUEUE_UNSERVED.found(
                    "Nobody takes jobs from " + Words.count(evidence.size(), "queue") + "; "
                            + Words.count(visit.now.processes().size(), "worker process") + " alive",
                    evidence));
        }
    }

    private static void paused(Visit visit, List<Finding> findings) {
        List<String> evidence = visit.now.filled(Place.Queue.class).stream()
                .filter(queue -> visit.now.paused().contains(queue.name()))
                .map(queue -> queue.name() + ": " + visit.backlog(queue))
                .toList();
        if (!evidence.isEmpty()) {
            findings.add(
                    Kinds.QUEUE_PAUSED.found(Words.count(evidence.size(), "paused queue") + " with jobs", evidence));
        }
    }

    private static void mixed(Visit visit, List<Finding> findings) {
        List<ProcessRecord> processes = visit.now.processes();
        Set<String> both = new TreeSet<>(Look.served(processes.stream().filter(ProcessRecord::bySancho)));
        both.retainAll(Look.served(processes.stream().filter(process -> !process.bySancho())));
        List<String> evidence = both.stream()
                .map(queue -> queue + ": "
                        + Words.list(Processes.programs(processes.stream()
                                .filter(process -> process.queues().contains(queue))
                                .toList())))
                .toList();
        if (!evidence.isEmpty()) {
            findings.add(
                    Kinds.QUEUE_MIXED.found("Ruby and Java share " + Words.count(evidence.size(), "queue"), evidence));
        }
    }

    private static void growing(Visit visit, List<Finding> findings) {
        Look first = visit.looks.getFirst();
        Duration span = Duration.between(first.at(), visit.now.at());
        Set<Place.Queue> growing = visit.now.filled(Place.Queue.class).stream()
                .filter(queue -> grew(visit.looks, queue))
                .collect(toSet());
        List<String> evidence = visit.now.filled(Place.Queue.class).stream()
                .filter(growing::contains)
                .map(queue -> growth(queue, first, visit.now))
                .toList();
        if (!evidence.isEmpty()) {
            findings.add(Kinds.QUEUE_GROWING.found(
                    Words.count(evidence.size(), "queue") + " grew for " + Words.span(span) + ", in which "
                            + Words.count(visit.now.processed() - first.processed(), "run") + " ended",
                    evidence));
        }
    }

    private static boolean grew(List<Look> looks, Place.Queue queue) {
        boolean always = looks.size() > 1;
        for (int i = 1; i < looks.size(); i++) {
            always &= looks.get(i).size(queue) > looks.get(i - 1).size(queue);
        }
        return always && looks.getLast().size(queue) - looks.getFirst().size(queue) >= GROWTH;
    }

    private static String growth(Place.Queue queue, Look first, Look now) {
        long more = now.size(queue) - first.size(queue);
        double seconds = Math.max(0.001, Duration.between(first.at(), now.at()).toMillis() / 1000.0);
        return queue.name() + ": from " + Words.number(first.size(queue)) + " to "
                + Words.count(now.size(queue), "job")
                + String.format(Locale.ROOT, ", %,.0f more a second", more / seconds);
    }
}
