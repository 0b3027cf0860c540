package dev.sancho.client;

import dev.sancho.job.ActiveJob;
import dev.sancho.job.ArgsCodec;
import dev.sancho.job.Enqueued;
import dev.sancho.job.JobCall;
import dev.sancho.job.JobName;
import dev.sancho.job.JobType;
import dev.sancho.job.Options;
import dev.sancho.job.TraceContext;
import dev.sancho.store.JobStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts jobs on queues.
 *
 * {@snippet :
 * jobs.enqueue(Mailer::welcome, 42L);
 * jobs.in(Duration.ofMinutes(5)).queue("low").retries(3).enqueue(Mailer::welcome, 42L);
 * jobs.enqueue(new SendInvoice(7));
 * jobs.enqueue("HardWorker", "bob", 5);
 * jobs.enqueueAll(Mailer::welcome, userIds);
 * }
 *
 * <p>A call such as {@link #queue} gives new {@code Jobs} for which it holds, over what the job's type says; the old ones stay as they
 * are. Every {@code enqueue} throws {@link dev.sancho.job.JobArgumentException} for arguments that would not survive the way to the
 * worker, and {@link dev.sancho.store.StoreException} if the store fails: it says whether the job exists, does not, or may, and the
 * job is not sent again by itself.
 * Immutable; thread-safe.
 */
public final class Jobs extends BulkCalls {
    /** Sidekiq's least interval: shorter than the poller sleeps it spreads nothing. */
    private static final Duration LEAST_SPREAD = Duration.ofSeconds(5);

    private final Enqueuer enqueuer;
    private final Options options;
    private final Timing timing;
    private final @Nullable TraceContext trace;
    private final ConcurrentMap<JobType, Template> templates = new ConcurrentHashMap<>(4);

    private Jobs(Enqueuer enqueuer, Options options, Timing timing, @Nullable TraceContext trace) {
        this.enqueuer = enqueuer;
        this.options = options;
        this.timing = timing;
        this.trace = trace;
    }

    /** A client of this store. */
    public static Jobs of(JobStore store, ClientConfig config) {
        return new Jobs(new Enqueuer(store, config), Options.NONE, Timing.Now.NOW, null);
    }

    /** Jobs that are due after a delay. */
    public Jobs in(Duration delay) {
        return timed(new Timing.In(delay));
    }

    /** Jobs that are due at a time; at once if it has passed. */
    public Jobs at(Instant time) {
        return timed(new Timing.At(time));
    }

    /**
     * Jobs that are due each at its own time, for {@code enqueueAll}.
     *
     * @param times as many as there are jobs, in their order
     */
    public Jobs atEach(Iterable<Instant> times) {
        return timed(new Timing.Each(times));
    }

    /** Jobs that are due some time within an interval from now, at random, so that many do not come at once; 5 s at least. */
    public Jobs spread(Duration interval) {
        return timed(new Timing.Spread(interval.compareTo(LEAST_SPREAD) < 0 ? LEAST_SPREAD : interval));
    }

    public Jobs queue(String queue) {
        return with(Options.NONE.withQueue(queue));
    }

    /** Jobs that are tried again this often when they fail. */
    public Jobs retries(int retries) {
        return with(Options.NONE.withRetries(retries));
    }

    /** Jobs that are tried again until this long after their first failure. */
    public Jobs retryFor(Duration time) {
        return with(Options.NONE.withRetryFor(time));
    }

    /** Jobs whose runs after the first take place on another queue. */
    public Jobs retryQueue(String queue) {
        return with(Options.NONE.withRetryQueue(queue));
    }

    /** Jobs that are neither tried again nor kept when they fail. */
    public Jobs noRetry() {
        return with(Options.NONE.withRetries(Options.NO_RETRY));
    }

    /** Whether the jobs are kept in the dead set when they are given up. */
    public Jobs keepDead(boolean keep) {
        return with(Options.NONE.withDead(keep));
    }

    /** Jobs that keep so many lines of the stack trace with a failure. */
    public Jobs backtrace(int lines) {
        return with(Options.NONE.withBacktrace(lines));
    }

    public Jobs tags(String... tags) {
        return with(Options.NONE.withTags(List.of(tags)));
    }

    /** Jobs whose runs are interrupted after this long. */
    public Jobs timeout(Duration timeout) {
        return with(Options.NONE.withTimeout(timeout));
    }

    /** Jobs at this place in a trace, instead of that of the job that enqueues them. */
    public Jobs trace(TraceContext trace) {
        return new Jobs(enqueuer, options, timing, trace);
    }

    /** Jobs with these options, over those given before. */
    public Jobs with(Options options) {
        return new Jobs(enqueuer, options.over(this.options), timing, trace);
    }

    private Jobs timed(Timing timing) {
        return new Jobs(enqueuer, options, timing, trace);
    }

    /**
     * Puts a job that is a record on its queue: its name is the record's, its arguments are the components; or an {@link ActiveJob}, which Rails
     * runs.
     */
    public Enqueued enqueue(Record job) {
        return enqueuer.enqueue(made(job), timing);
    }

    /** Puts a job that is known by its name on its queue: one that another program runs, in Ruby say. */
    public Enqueued enqueue(String name, @Nullable Object... args) {
        byte[] json = codec().encodeUntyped(name, Arrays.asList(args));
        return enqueuer.enqueue(Enqueuer.Made.of(template(name), json), timing);
    }

    /**
     * Puts jobs that are records on their queues, a thousand at a time, read only as they go.
     *
     * @return what became of each, in their order
     */
    public List<Enqueued> enqueueAll(Iterable<? extends Record> jobs) {
        return records(Row.of(jobs));
    }

    /** … from a stream, which is closed. */
    public List<Enqueued> enqueueAll(Stream<? extends Record> jobs) {
        try (jobs) {
            return records(Row.of(jobs));
        }
    }

    private List<Enqueued> records(Row<? extends Record> jobs) {
        return bulk(jobs.mapped(this::made));
    }

    private Enqueuer.Made made(Record job) {
        if (job instanceof ActiveJob rails) {
            Options options = this.options.over(enqueuer.config().options());
            Template template =
                    Template.wrapped(ActiveJob.WRAPPER, rails.name(), options).in(trace);
            return new Enqueuer.Made(template, (now, due) -> rails.encode(codec(), template.queue(), now, due));
        }
        JobType type = enqueuer.type(job.getClass());
        return Enqueuer.Made.of(template(type), codec().encodeRecord(type, job));
    }

    /** Puts jobs that are known by their name on their queues, a thousand at a time, one for each list of arguments. */
    public List<Enqueued> enqueueAll(String name, Iterable<? extends List<?>> argLists) {
        return named(name, Row.of(argLists));
    }

    /** … from a stream, which is closed. */
    public List<Enqueued> enqueueAll(String name, Stream<? extends List<?>> argLists) {
        try (argLists) {
            return named(name, Row.of(argLists));
        }
    }

    private List<Enqueued> named(String name, Row<? extends List<?>> argLists) {
        Template template = template(name);
        return bulk(argLists.mapped(args -> Enqueuer.Made.of(template, codec().encodeUntyped(name, args))));
    }

    @Override
    Enqueued put(JobCall method, @Nullable Object... args) {
        JobType type = enqueuer.type(method);
        return enqueuer.enqueue(Enqueuer.Made.of(template(type), codec().encode(type, args)), timing);
    }

    @Override
    List<Enqueued> putAll(JobCall method, Row<? extends @Nullable Object> args) {
        JobType type = enqueuer.type(method);
        Template template = template(type);
        return bulk(args.mapped(arg -> Enqueuer.Made.of(template, codec().encode(type, new @Nullable Object[] {arg}))));
    }

    private List<Enqueued> bulk(Row<Enqueuer.Made> jobs) {
        if (timing instanceof Timing.Each(Iterable<Instant> times)
                && times instanceof Collection<Instant> known
                && jobs.size() >= 0
                && jobs.size() != known.size()) {
            throw new IllegalArgumentException(
                    "atEach(…) was given " + known.size() + " times for " + jobs.size() + " jobs; give one for each");
        }
        return enqueuer.enqueueAll(jobs.items(), timing);
    }

    private Template template(JobType type) {
        Template known = templates.get(type);
        return known != null
                ? known
                : templates.computeIfAbsent(
                        type,
                        unknown -> Template.of(
                                        type.name(),
                                        options.over(type.options())
                                                .over(enqueuer.config().options()))
                                .in(trace));
    }

    private Template template(String name) {
        return Template.of(
                        JobName.checkForeign(name),
                        options.over(enqueuer.config().options()))
                .in(trace);
    }

    private ArgsCodec codec() {
        return enqueuer.config().codec();
    }
}
