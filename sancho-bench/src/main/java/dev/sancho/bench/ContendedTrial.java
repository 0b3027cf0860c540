package dev.sancho.bench;

import java.util.ArrayList;
import java.util.List;

/** A drain during which a second process puts jobs singly on the same queue, as fast as it is let. Confined to one thread. */
final class ContendedTrial {
    private final Rig rig;
    private final Child inserter;
    private final BenchSettings settings;
    private final List<Double> drains = new ArrayList<>();
    private final List<Double> inserts = new ArrayList<>();
    private final List<Double> p99s = new ArrayList<>();
    private final List<Double> maxima = new ArrayList<>();

    ContendedTrial(Rig rig, Child inserter, BenchSettings settings) {
        this.rig = rig;
        this.inserter = inserter;
        this.settings = settings;
    }

    void run() {
        for (int i = -settings.warmUps(); i < settings.rounds(); i++) {
            round(i >= 0);
        }
    }

    // What the inserter puts comes to the back of the queue: when as many jobs have run as were there before, it is
    // those.
    private void round(boolean counts) {
        int jobs = settings.jobs();
        rig.hold();
        rig.jobs().enqueueAll(BenchJobs::noop, Rig.numbers(jobs));
        inserter.order(Inserter.GO);
        inserter.await(Inserter.GOING);
        double seconds = rig.drain(jobs);
        inserter.order(Inserter.STOP);
        String[] told = inserter.await(Inserter.INSERTED).split(" ", -1);
        long inserted = Long.parseLong(told[0]);
        rig.await(inserted);
        if (counts) {
            drains.add(jobs / seconds);
            inserts.add(inserted / seconds);
            p99s.add(Double.parseDouble(told[1]));
            maxima.add(Double.parseDouble(told[2]));
        }
    }

    Samples drains() {
        return new Samples(drains);
    }

    Samples inserts() {
        return new Samples(inserts);
    }

    Samples insertP99Millis() {
        return new Samples(p99s);
    }

    Samples insertMaxMillis() {
        return new Samples(maxima);
    }
}
