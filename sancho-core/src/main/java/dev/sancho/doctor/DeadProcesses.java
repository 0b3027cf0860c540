package dev.sancho.doctor;

import static java.util.stream.Collectors.toSet;

import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Finding;
import dev.sancho.store.JobStore;
import dev.sancho.store.Place;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.SeqRanges;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What dead processes have left, where nobody lives who takes it over. */
final class DeadProcesses {
    private static final int BATCH = 500;

    private DeadProcesses() {}

    static List<Finding> examine(Visit visit) {
        List<Finding> findings = new ArrayList<>();
        if (!visit.now.sanchoLives()) {
            inFlight(visit, findings);
            parked(visit, findings);
        }
        return findings;
    }

    private static void inFlight(Visit visit, List<Finding> findings) {
        Set<String> alive =
                visit.now.processes().stream().map(ProcessRecord::identity).collect(toSet());
        List<Place.InFlight> dead = visit.now.filled(Place.InFlight.class).stream()
                .filter(owner -> !alive.contains(owner.owner()))
                .toList();
        if (!dead.isEmpty()) {
            long jobs = dead.stream().mapToLong(visit.now::size).sum();
            findings.add(Kinds.DEAD_PROCESS_JOBS.found(
                    Words.count(dead.size(), "dead process") + " left " + Words.count(jobs, "job") + " in flight",
                    dead.stream()
                            .map(owner -> owner.owner() + ": " + Words.count(visit.now.size(owner), "job"))
                            .toList()));
        }
    }

    private static void parked(Visit visit, List<Finding> findings) {
        List<Place.Parked> parked = visit.now.filled(Place.Parked.class);
        if (!parked.isEmpty()) {
            findings.add(Kinds.PARKED_UNSERVED.found(
                    Words.count(visit.now.total(Place.Parked.class), "job") + " parked, and no worker of Sancho",
                    parked.stream()
                            .map(key -> key.key() + ": " + Words.count(visit.now.size(key), "job"))
                            .toList()));
        }
    }

    /** Takes their jobs over as an owner of its own, which then leaves and so puts them back. Does it die midway, others take over from it. */
    static List<String> fix(JobStore store, Instant now) {
        String me = "doctor:" + ProcessHandle.current().pid() + ":"
                + UUID.randomUUID().toString().substring(24);
        store.beat(record(me, now), SeqRanges.NONE);
        long taken = 0;
        try {
            List<ClaimedJob> jobs;
            long next = 1;
            do {
                jobs = store.rescue(me, next, BATCH);
                next += BATCH;
                taken += jobs.size();
            } while (!jobs.isEmpty());
        } finally {
            store.leave(me);
        }
        return taken == 0
                ? List.of()
                : List.of("Put " + Words.count(taken, "job") + " of dead processes back to the front of their queues");
    }

    private static ProcessRecord record(String me, Instant now) {
        return new ProcessRecord(
                me,
                "doctor",
                ProcessHandle.current().pid(),
                now,
                "doctor",
                List.of(),
                ProcessRecord.SANCHO + "doctor",
                Map.of(),
                0,
                true,
                0,
                0,
                List.of());
    }
}
