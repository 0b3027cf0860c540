package dev.sancho.doctor;

import dev.sancho.job.JobDocument;
import dev.sancho.job.MalformedPayloadException;
import dev.sancho.store.Finding;
import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import dev.sancho.store.StoredJob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The jobs themselves, a sample of each place: those nearest to either end. */
final class Payloads {
    private static final int LARGE = 100_000;
    private static final int SAMPLE = 20;

    private Payloads() {}

    private record Found(Place place, StoredJob job) {
        int size() {
            return job.payload().bytes().length;
        }

        String text() {
            return Words.place(place) + ": " + Visit.name(job) + ", " + Words.bytes(size());
        }
    }

    static List<Finding> examine(Visit visit) {
        List<Found> sample = visit.now.filled(Place.class).stream()
                .flatMap(place -> sample(visit, place).stream().map(job -> new Found(place, job)))
                .toList();
        List<Finding> findings = new ArrayList<>();
        List<Found> large = sample.stream()
                .filter(found -> found.size() > LARGE)
                .sorted(Comparator.comparingInt(Found::size).reversed())
                .toList();
        if (!large.isEmpty()) {
            findings.add(Kinds.PAYLOAD_LARGE.found(
                    "Jobs of more than " + Words.bytes(LARGE) + ": " + large.size() + " of " + sample.size()
                            + " looked at",
                    large.stream().map(Found::text).toList()));
        }
        List<Found> unreadable = sample.stream().filter(Payloads::unreadable).toList();
        if (!unreadable.isEmpty()) {
            findings.add(Kinds.PAYLOAD_UNREADABLE.found(
                    "Jobs that are no JSON objects: " + unreadable.size() + " of " + sample.size() + " looked at",
                    unreadable.stream().map(Payloads::start).toList()));
        }
        return findings;
    }

    private static List<StoredJob> sample(Visit visit, Place place) {
        long size = visit.now.size(place);
        List<StoredJob> jobs = new ArrayList<>(visit.page(place, 0, SAMPLE));
        if (size > SAMPLE) {
            jobs.addAll(visit.page(place, Math.max(SAMPLE, size - SAMPLE), SAMPLE));
        }
        return jobs;
    }

    /** In the dead set they are where they belong. */
    private static boolean unreadable(Found found) {
        try {
            JobDocument.parse(found.job().payload());
            return false;
        } catch (MalformedPayloadException notAJob) {
            return !found.place().equals(new Place.Sorted(JobSet.DEAD));
        }
    }

    private static String start(Found found) {
        String text = found.job().payload().text();
        return Words.place(found.place()) + ": " + text.substring(0, Math.min(60, text.length()));
    }
}
