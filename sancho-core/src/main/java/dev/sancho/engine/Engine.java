package dev.sancho.engine;

import dev.sancho.client.Jobs;
import dev.sancho.job.Log;
import dev.sancho.store.Beat;
import dev.sancho.store.JobStore;
import dev.sancho.store.Signal;
import dev.sancho.worker.Worker;
import dev.sancho.worker.WorkerConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A worker put together: capsules with their fetchers, one completer, the loops around them, and their common life. Thread-safe. */
public final class Engine implements Worker {
    private static final Log LOG = Log.of(Engine.class);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration LAST_MOVES = Duration.ofSeconds(10);
    private static final Duration LAST_CLAIM = Duration.ofSeconds(5);
    private static final Duration LAST_DEATHS = Duration.ofSeconds(5);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final Duration FOR_EVER = Duration.ofDays(36_500);
    private static final Duration LONGEST_BEAT = Duration.ofSeconds(10);
    private static final Duration LONGEST_RESCUE = Duration.ofSeconds(15);

    private final JobStore store;
    private final WorkerConfig config;
    private final Announcer announcer;
    private final Lives lives;
    private final Completer completer;
    private final Timeouts timeouts = new Timeouts();
    private final RunCounts counts = new RunCounts();
    private final List<Capsule> capsules;
    private final List<Fetcher> fetchers;
    private final Heartbeat heartbeat;
    private final Duration beatEvery;
    private final Loop beating;
    private final List<Loop> upkeep;
    private final ReentrantLock life = new ReentrantLock();
    private final AtomicBoolean quiet = new AtomicBoolean();
    private boolean started;
    private volatile boolean stopped;

    /**
     * What a worker is made from.
     *
     * @param jobs what running jobs enqueue others with
     * @param lease how long the store lets an owner live without a sign: beats come three times as often at least, and rescues four times
     * @param clock for the times that are written into payloads
     */
    public record Setup(JobStore store, Jobs jobs, WorkerConfig config, Duration lease, InstantSource clock) {}

    /** Puts a worker together; nothing of it runs yet. */
    public Engine(Setup setup) {
        this.store = setup.store();
        this.config = setup.config();
        this.announcer = new Announcer(config.handlers());
        this.completer = new Completer(store);
        UnknownNames unknown = new UnknownNames();
        Line line = new Line(config, new JobExecutor(setup, unknown, timeouts, counts), completer, announcer);
        var threads = Thread.ofVirtual().name("sancho-job-", 0).factory();
        this.capsules = config.capsules().stream()
                .map(one -> new Capsule(one, threads, line::work))
                .toList();
        HostInfo host = new HostInfo();
        this.heartbeat = new Heartbeat(setup, capsules, host, quiet::get);
        this.lives = new Lives(store, host::newIdentity, this::begin, this::leaseLost);
        Fetcher.Shared shared = new Fetcher.Shared(lives, completer, unknown);
        this.fetchers = capsules.stream()
                .map(capsule -> new Fetcher(capsule, shared, config.lookAhead()))
                .toList();
        this.beatEvery = shorter(LONGEST_BEAT, setup.lease().dividedBy(3));
        this.beating = new Loop("sancho-heartbeat", this::beat);
        Duration rescueEvery = shorter(LONGEST_RESCUE, setup.lease().dividedBy(4));
        Rescuer rescuer = new Rescuer(setup, lives, line, this::pokeFetchers);
        TakeBack takeBack = new TakeBack(store, config, unknown, this::pokeFetchers);
        this.upkeep = upkeep(new Upkeep(lives, unknown, counts), () -> rescuer.turn(rescueEvery), takeBack::turn);
    }

    private List<Loop> upkeep(Upkeep tasks, Loop.Step rescue, Loop.Step takeBack) {
        Stream<Loop> loops = Stream.of(
                new Loop("sancho-promoter", tasks::promote),
                new Loop("sancho-rescuer", rescue),
                new Loop("sancho-take-back", takeBack),
                new Loop("sancho-pruner", tasks::prune),
                new Loop("sancho-reporter", tasks::report));
        WorkerConfig.Audits audits = config.audits();
        if (audits.every().isZero()) {
            return loops.toList();
        }
        Audit audit = new Audit(store, audits.policy());
        Auditor auditor = new Auditor(audit, store.cells(), identity(), audits);
        return Stream.concat(loops, Stream.of(new Loop("sancho-auditor", auditor::turn)))
                .toList();
    }

    @Override
    public Engine start() {
        life.lock();
        try {
            if (stopped) {
                throw new IllegalStateException("This worker was stopped; make a new one");
            }
            if (started) {
                return this;
            }
            config.handlers().listeners().forEach(listener -> listener.starting(this));
            if (stopped) {
                throw new IllegalStateException("This worker was stopped before it had begun; make a new one");
            }
            begin(lives.current());
            started = true;
            startParts();
            LOG.info("Worker {} started: {}", identity(), describe());
            return this;
        } finally {
            life.unlock();
        }
    }

    private void startParts() {
        beating.start();
        completer.start();
        announcer.start();
        timeouts.start();
        upkeep.forEach(Loop::start);
        if (!quiet.get()) {
            fetchers.forEach(Fetcher::start);
        }
    }

    @Override
    public void quiet() {
        if (quiet.compareAndSet(false, true)) {
            fetchers.forEach(Fetcher::end);
            awaitFetchers();
            LOG.info("Worker {} takes no more jobs; {} run on", identity(), running());
            announcer.tell(listener -> listener.quieted(this));
        }
    }

    @Override
    public void stop() {
        stop(config.stopTimeout());
    }

    @Override
    public void stop(Duration timeout) {
        if (isOwnThread()) {
            Thread.ofPlatform().name("sancho-stop").start(() -> stop(timeout));
            return;
        }
        long deadline = System.nanoTime() + shorter(timeout, FOR_EVER).toNanos();
        life.lock();
        try {
            if (stopped) {
                return;
            }
            stopped = true;
            if (!started) {
                return;
            }
            announcer.tell(listener -> listener.stopping(this));
            quiet();
            end(deadline);
            announcer.tell(listener -> listener.stopped(this));
        } finally {
            life.unlock();
        }
    }

    @Override
    public String identity() {
        return lives.current().id();
    }

    @Override
    public int running() {
        return capsules.stream().mapToInt(Capsule::busy).sum();
    }

    @Override
    public WorkerConfig config() {
        return config;
    }

    // An interruption of the stopping thread means hurry: it ends one wait, and is there again for the caller at the
    // end.
    private void end(long deadline) {
        upkeep.forEach(Loop::end);
        boolean hurried = awaitRunning(0, deadline);
        if (running() > 0) {
            LOG.info("Interrupting {} jobs that still run", running());
            hurried |= interruptRunning(System.nanoTime() + GRACE.toNanos());
            int abandoned = handBackRunning();
            hurried |= awaitRunning(abandoned, System.nanoTime() + LAST_WORDS.toNanos());
        }
        timeouts.stop();
        upkeep.forEach(loop -> loop.awaitEnd(LAST_WORDS));
        int left = completer.drain(LAST_MOVES);
        reportLastRuns();
        announcer.stop(LAST_DEATHS);
        completer.stop();
        beating.stop();
        leave(left);
        if (hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void reportLastRuns() {
        try {
            counts.report(store, identity());
        } catch (RuntimeException unreachable) {
            LOG.warn("The last metrics of {} could not be written", identity(), unreachable);
        }
    }

    private void leave(int unmoved) {
        if (unmoved > 0) {
            LOG.error(
                    "The store did not take the results of {} jobs within {}; they will be run again when the lease of {} is over",
                    unmoved,
                    LAST_MOVES,
                    identity());
            return;
        }
        try {
            store.leave(identity());
            LOG.info("Worker {} stopped", identity());
        } catch (RuntimeException unreachable) {
            LOG.warn(
                    "Worker {} stopped, but could not say so to the store; its lease will run out",
                    identity(),
                    unreachable);
        }
    }

    /** Waits until no more than {@code few} jobs run; returns whether it was interrupted. */
    private boolean awaitRunning(int few, long deadline) {
        Doorbell end = new Doorbell();
        while (running() > few && deadline - System.nanoTime() > 0) {
            end.await(Duration.ofMillis(10));
            if (Thread.interrupted()) {
                return true;
            }
        }
        return false;
    }

    /** Interrupts each running job once, also one that is about to run; returns whether it was interrupted itself. */
    private boolean interruptRunning(long deadline) {
        boolean hurried = false;
        while (running() > 0 && deadline - System.nanoTime() > 0 && !hurried) {
            Heartbeat.running(capsules).forEach(job -> job.interrupt(RunningJob.Interruption.STOP));
            hurried = awaitRunning(0, System.nanoTime() + Duration.ofMillis(20).toNanos());
        }
        return hurried;
    }

    /** The last goes first: each is put before those that were put there already. Returns how many there were. */
    private int handBackRunning() {
        List<RunningJob> running = Heartbeat.running(capsules);
        running.sort(
                Comparator.comparingLong((RunningJob job) -> job.held().seq()).reversed());
        int abandoned = 0;
        for (RunningJob job : running) {
            if (job.abandon()) {
                abandoned++;
                LOG.warn(
                        "Job {} ignores its interruption; it is handed back while its code still runs",
                        job.document().jid());
                completer.handBack(job.held());
            }
        }
        return abandoned;
    }

    private void awaitFetchers() {
        long deadline = System.nanoTime() + LAST_CLAIM.toNanos();
        for (Fetcher fetcher : fetchers) {
            fetcher.awaitEnd(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
    }

    /** Whether the caller is one of this worker's own threads, for which a stop would have to wait. */
    private boolean isOwnThread() {
        Thread caller = Thread.currentThread();
        return beating.isCurrent()
                || completer.isCurrent()
                || announcer.isCurrent()
                || upkeep.stream().anyMatch(Loop::isCurrent)
                || fetchers.stream().anyMatch(Fetcher::isCurrent)
                || capsules.stream()
                        .flatMap(capsule -> capsule.slots().stream())
                        .anyMatch(slot -> slot.thread() == caller);
    }

    private void begin(Incarnation incarnation) {
        heartbeat.begin(incarnation);
    }

    private void leaseLost(String former) {
        announcer.tell(listener -> listener.leaseLost(this, former));
    }

    private Duration beat() {
        Incarnation incarnation = lives.current();
        Beat beat = heartbeat.beat(incarnation);
        if (beat.ended()) {
            lives.lost(incarnation);
        }
        if (beat.returned() > 0) {
            LOG.warn("{} claimed jobs that this process did not know of were put back", beat.returned());
        }
        announcer.tell(listener -> listener.beat(this));
        beat.signals().forEach(this::signalled);
        return beatEvery;
    }

    private void signalled(Signal signal) {
        LOG.info("Worker {} was asked to {}", identity(), signal.name().toLowerCase(Locale.ROOT));
        switch (signal) {
            case QUIET -> quiet();
            case STOP -> stop();
            case DUMP -> dump();
        }
        announcer.tell(listener -> listener.signalled(this, signal));
    }

    @Override
    public void dump() {
        for (RunningJob job : Heartbeat.running(capsules)) {
            LOG.warn(
                    "Job {} {} runs since {}{}",
                    job.document().name(),
                    job.document().jid(),
                    job.startedAt(),
                    job.thread().getStackTrace());
        }
    }

    private void pokeFetchers() {
        fetchers.forEach(Fetcher::poke);
    }

    private String describe() {
        StringBuilder text = new StringBuilder();
        config.capsules()
                .forEach(capsule -> text.append(text.isEmpty() ? "" : ", ")
                        .append(capsule.name())
                        .append(" ")
                        .append(capsule.mode())
                        .append(" ")
                        .append(capsule.weights().keySet())
                        .append(" × ")
                        .append(capsule.concurrency()));
        return text + ", " + config.jobs().size() + " job names";
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
