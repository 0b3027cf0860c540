package dev.sancho.bench;

import dev.sancho.Sancho;
import dev.sancho.bench.Results.Unit;
import dev.sancho.cli.CliFailure;
import dev.sancho.cli.Main;
import dev.sancho.cli.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of the bench: starts workers, measures with each what it is for, and has each account for its jobs. Confined to one thread. */
final class Bench {
    private static final int SLEEPERS = 10_000;
    private static final List<String> WORK = List.of("work", "--jobs", BenchWorker.class.getName(), "--no-job-lines");

    private final BenchSettings settings;
    private final StoreSpace space;
    private final Cleanup cleanup;
    private final PrintWriter progress;
    private final Results results = new Results();
    private final Sancho sancho;

    Bench(BenchSettings settings, StoreSpace space, Cleanup cleanup, PrintWriter progress) {
        this.settings = settings;
        this.space = space;
        this.cleanup = cleanup;
        this.progress = progress;
        this.sancho = cleanup.add(Sancho.open(space.url()));
    }

    Results run() throws IOException {
        introduce();
        if (needsPlainWorker()) {
            plainWorker();
        }
        if (settings.wants(Measure.NO_LOOK_AHEAD)) {
            withoutLookAhead();
        }
        if (settings.wants(Measure.SLEEPERS)) {
            sleepers();
        }
        if (settings.wants(Measure.CONTENDED)) {
            contended();
        }
        if (settings.wants(Measure.BARE_LOOP)) {
            bareLoop();
        }
        results.note("All jobs ran, all are counted as processed, none is left.");
        return results;
    }

    private boolean needsPlainWorker() {
        return settings.withRuby()
                || settings.wantsAny(
                        Measure.DRAIN,
                        Measure.RSS,
                        Measure.ENQUEUE_BULK,
                        Measure.ENQUEUE_SINGLE,
                        Measure.ENQUEUE_100_THREADS,
                        Measure.PICKUP);
    }

    private void introduce() {
        String versions = "Sancho "
                + Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                        .orElse("(not from a jar)") + ", " + Machine.java()
                + ", " + space.server();
        results.put("store", Secrets.mask(space.givenUrl()));
        results.put("jobs", settings.jobs());
        results.put("concurrency", settings.concurrency());
        results.put("rounds", settings.rounds());
        results.put("machine", Machine.describe());
        results.put("versions", versions);
        say(String.format(
                Locale.ROOT,
                "%s: %,d no-op jobs a round, concurrency %d; medians of %d rounds after %d to warm up [least to most]",
                Secrets.mask(space.givenUrl()),
                settings.jobs(),
                settings.concurrency(),
                settings.rounds(),
                settings.warmUps()));
        say("machine    " + Machine.describe());
        say("versions   " + versions);
        say("worker     sancho " + String.join(" ", work(settings.concurrency(), settings.lookAhead())));
        say("JVM        " + String.join(" ", Child.jvmOptions()));
        say("");
    }

    private void plainWorker() throws IOException {
        Rig rig = rig(settings.concurrency(), settings.lookAhead());
        drains(rig, settings.withRuby() ? ruby() : null);
        if (settings.wants(Measure.ENQUEUE_SINGLE)) {
            add("enqueue_single_per_s", "put by one thread, singly", EnqueueTrial.singly(rig, settings));
        }
        if (settings.wants(Measure.ENQUEUE_100_THREADS)) {
            add("enqueue_100_threads_per_s", "put by 100 threads, singly", EnqueueTrial.byThreads(rig, settings));
        }
        if (settings.wants(Measure.PICKUP)) {
            Samples millis = PickupTrial.run(rig, settings);
            results.add("pickup_p50_ms", "put to start, median", Unit.MILLIS, one(millis.median()));
            results.add("pickup_p99_ms", "put to start, 99 of 100", Unit.MILLIS, one(millis.percentile(0.99)));
        }
        results.put("max_running", rig.finish());
    }

    private void drains(Rig rig, @Nullable RubyTrial ruby) {
        List<Rig.Round> rounds = rounds(rig, ruby);
        Samples drain = rates(rounds.stream().map(Rig.Round::drainSeconds).toList());
        if (settings.wants(Measure.DRAIN) || ruby != null) {
            add("drain_per_s", "drain", drain);
            cpu(rounds);
        }
        if (ruby != null) {
            ruby.tell(drain, results);
            cleanup.close(ruby);
        }
        if (settings.wants(Measure.ENQUEUE_BULK)) {
            add(
                    "enqueue_bulk_per_s",
                    "put in bulk",
                    rates(rounds.stream().map(Rig.Round::enqueueSeconds).toList()));
        }
        double megabytes = Machine.residentMegabytes(rig.worker().pid());
        if (settings.wants(Measure.RSS) && !Double.isNaN(megabytes)) {
            results.add("rss_mb", "the worker's memory after that", Unit.MEGABYTES, one(megabytes));
        }
    }

    /** Sancho and Ruby in turn; returns Sancho's rounds that count. */
    private List<Rig.Round> rounds(Rig rig, @Nullable RubyTrial ruby) {
        List<Rig.Round> rounds = new ArrayList<>();
        for (int i = -settings.warmUps(); i < settings.rounds(); i++) {
            Rig.Round round = rig.round(BenchJobs::noop, settings.jobs());
            if (i >= 0) {
                rounds.add(round);
            }
            if (ruby != null && i >= -1) { // it has no compiler that would need more to warm up
                ruby.round(i >= 0);
            }
        }
        return rounds;
    }

    private void cpu(List<Rig.Round> rounds) {
        List<Double> micros = rounds.stream()
                .map(round -> round.cpuSeconds() * 1e6 / settings.jobs())
                .filter(Double::isFinite)
                .toList();
        if (!micros.isEmpty()) {
            results.add("drain_worker_cpu_us", "  the worker's CPU time for a job", Unit.MICROS, new Samples(micros));
        }
    }

    private void withoutLookAhead() {
        Rig rig = rig(settings.concurrency(), 0);
        add(
                "drain_no_look_ahead_per_s",
                "drain without look-ahead",
                drainRates(() -> rig.round(BenchJobs::noop, settings.jobs()).drainSeconds(), settings.warmUps()));
        results.put("no_look_ahead_max_running", rig.finish());
    }

    private void sleepers() {
        Rig rig = rig(SLEEPERS, settings.lookAhead());
        rig.round(BenchJobs::noop, settings.jobs());
        add(
                "sleepers_per_s",
                "10,000 at once that sleep 0.1-1 s",
                drainRates(() -> rig.round(BenchJobs::nap, settings.jobs()).drainSeconds(), 0));
        double megabytes = Machine.residentMegabytes(rig.worker().pid());
        if (!Double.isNaN(megabytes)) {
            results.add("sleepers_rss_mb", "that worker's memory after that", Unit.MEGABYTES, one(megabytes));
        }
        results.put("sleepers_max_running", rig.finish());
    }

    private void contended() {
        Child inserter = cleanup.add(Child.java("the inserter", Inserter.class.getName(), List.of(), environment()));
        inserter.await(Inserter.READY);
        Rig rig = rig(settings.concurrency(), settings.lookAhead());
        ContendedTrial trial = new ContendedTrial(rig, inserter, settings);
        trial.run();
        add("contended_drain_per_s", "drain beside a second process", trial.drains());
        add("contended_insert_per_s", "put singly by that process", trial.inserts());
        results.add("contended_insert_p99_ms", "  each took, 99 of 100", Unit.MILLIS, trial.insertP99Millis());
        results.add("contended_insert_max_ms", "  each took, at most", Unit.MILLIS, trial.insertMaxMillis());
        cleanup.close(inserter);
        results.put("contended_max_running", rig.finish());
    }

    private void bareLoop() {
        BareLoop loop = new BareLoop(sancho.store());
        add(
                "bare_loop_per_s",
                "bare loop of claims and moves",
                drainRates(
                        () -> {
                            sancho.jobs().enqueueAll(BenchJobs::noop, Rig.numbers(settings.jobs()));
                            return Rig.seconds(() -> {
                                long done = loop.drain();
                                if (done != settings.jobs()) {
                                    throw CliFailure.of("The bare loop found " + done + " jobs of " + settings.jobs());
                                }
                            });
                        },
                        settings.warmUps()));
        loop.leave();
    }

    private Samples drainRates(Supplier<Double> round, int warmUps) {
        List<Double> seconds = new ArrayList<>();
        for (int i = -warmUps; i < settings.rounds(); i++) {
            double took = round.get();
            seconds.addAll(i >= 0 ? List.of(took) : List.of());
        }
        return rates(seconds);
    }

    private Samples rates(List<Double> seconds) {
        return new Samples(seconds.stream().map(took -> settings.jobs() / took).toList());
    }

    private static Samples one(double figure) {
        return new Samples(List.of(figure));
    }

    private void add(String field, String label, Samples rates) {
        results.add(field, label, Unit.PER_SECOND, rates);
    }

    private Rig rig(int concurrency, @Nullable Integer lookAhead) {
        Child worker = cleanup.add(
                Child.java("the worker", Main.class.getName(), work(concurrency, lookAhead), environment()));
        return new Rig(sancho, worker, concurrency);
    }

    private RubyTrial ruby() throws IOException {
        if (space instanceof RedisSpace redis) {
            return cleanup.add(RubyTrial.start(redis, settings));
        }
        throw CliFailure.usage(
                "Ruby's Sidekiq works on Redis only: --with-ruby needs a redis:// store or --private-redis");
    }

    private Map<String, String> environment() {
        return Map.of("SANCHO_STORE", space.url());
    }

    static List<String> work(int concurrency, @Nullable Integer lookAhead) {
        List<String> words = new ArrayList<>(WORK);
        words.addAll(List.of("--concurrency", String.valueOf(concurrency)));
        if (lookAhead != null) {
            words.addAll(List.of("--look-ahead", String.valueOf(lookAhead)));
        }
        return words;
    }

    private void say(String line) {
        progress.println(line);
        progress.flush();
    }
}
