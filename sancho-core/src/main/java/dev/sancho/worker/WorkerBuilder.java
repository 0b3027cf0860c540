package dev.sancho.worker;

import dev.sancho.feature.Feature;
import dev.sancho.job.ArgsCodec;
import dev.sancho.job.JobCall;
import dev.sancho.worker.CapsuleConfig.Mode;
import dev.sancho.worker.WorkerConfig.Handlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets up a worker. What is wrong is gathered and told all at once by {@link #build}. Confined to one thread.
 *
 * <p>Without {@link #capsule} there is one, of the queues and the concurrency given here: the queue {@code default}, ten jobs at once.
 */
public final class WorkerBuilder implements Handling<WorkerBuilder> {
    private final Registry registry = new Registry();
    private final CapsuleBuilder main = new CapsuleBuilder("default");
    private final Map<String, CapsuleBuilder> capsules = new LinkedHashMap<>();
    private final List<ServerMiddleware> middleware = new ArrayList<>();
    private final List<ErrorHandler> errorHandlers = new ArrayList<>();
    private final List<DeathHandler> deathHandlers = new ArrayList<>();
    private final List<WorkerListener> listeners = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private Duration stopTimeout =
            Duration.ofSeconds(25); // Sidekiq's: five seconds less than the thirty that most platforms allow
    private String tag = "";
    private boolean logJobs = true;
    private int lookAhead = 500; // reached only by jobs of microseconds; slower ones are claimed when they can begin
    private int maxRetries = 25; // Sidekiq's: about twenty days, time to mend a bug and deploy it
    private int poisonAfter = 3; // Sidekiq's: once may be a deploy, twice bad luck
    private UnknownNamePolicy unknownNames =
            UnknownNamePolicy.PASS_ON; // a rolling deploy passes without anybody's doing
    private boolean runForeignBatches;

    /** Lets the methods with {@code @Job} of this object run, on it. */
    public WorkerBuilder register(Object instance) {
        registry.methodsOf(instance);
        return this;
    }

    /** Lets a record run by its own {@code perform}, or the methods with {@code @Job} of a class, on objects from the {@link #resolver}. */
    public WorkerBuilder register(Class<?> type) {
        registry.type(type);
        return this;
    }

    @Override
    public WorkerBuilder register(JobCall call, @Nullable Supplier<?> objects) {
        registry.reference(call, objects);
        return this;
    }

    /** Lets jobs that are records of this type run, by this handler. */
    public <R extends Record> WorkerBuilder handle(Class<R> type, RecordHandler<R> handler) {
        registry.record(type, handler);
        return this;
    }

    /** Lets jobs of this name run, whatever their arguments: those of another program say, which has no type here. */
    public WorkerBuilder handle(String name, NamedHandler handler) {
        registry.named(name, handler);
        return this;
    }

    /** Where the objects of classes given to {@link #register(Class)} come from. */
    public WorkerBuilder resolver(Resolver resolver) {
        registry.resolver(resolver);
        return this;
    }

    /** What to do when a job fails that has no policy of its own. */
    public WorkerBuilder retryPolicy(RetryPolicy policy) {
        registry.policy(policy);
        return this;
    }

    /** What to do when the registered job of this name fails, {@code Mailer::Welcome} say for the method {@code Mailer::welcome}. */
    public WorkerBuilder retryPolicy(String name, RetryPolicy policy) {
        registry.policy(name, policy);
        return this;
    }

    /** The queues, served strictly in this order. */
    public WorkerBuilder queues(String... queues) {
        main.queues(queues);
        return this;
    }

    /** One more queue, with a weight; see {@link Mode}. */
    public WorkerBuilder queue(String queue, int weight) {
        main.queue(queue, weight);
        return this;
    }

    /** How many jobs run at once. Raise it for jobs that wait for others; for jobs that compute, more than the processor has cores is in vain. */
    public WorkerBuilder concurrency(int concurrency) {
        main.concurrency(concurrency);
        return this;
    }

    /** Adds a capsule: queues with a concurrency of their own. The one of {@link #queues} then exists only if it was given queues. */
    public WorkerBuilder capsule(String name, Consumer<CapsuleBuilder> setup) {
        if (capsules.containsKey(name) || name.equals("default")) {
            faults.add("There are two capsules named " + name);
        }
        CapsuleBuilder capsule = new CapsuleBuilder(name);
        setup.accept(capsule);
        capsules.put(name, capsule);
        return this;
    }

    /** Wraps each run in this, within those added before. */
    public WorkerBuilder middleware(ServerMiddleware middleware) {
        this.middleware.add(middleware);
        return this;
    }

    public WorkerBuilder onError(ErrorHandler handler) {
        errorHandlers.add(handler);
        return this;
    }

    public WorkerBuilder onDeath(DeathHandler handler) {
        deathHandlers.add(handler);
        return this;
    }

    public WorkerBuilder listener(WorkerListener listener) {
        listeners.add(listener);
        return this;
    }

    /** How long a stop waits for running jobs before it interrupts them; 25 s. */
    public WorkerBuilder stopTimeout(Duration timeout) {
        stopTimeout = timeout;
        return this;
    }

    /** A name to show for this process; none by default. */
    public WorkerBuilder tag(String tag) {
        this.tag = tag;
        return this;
    }

    /** A label to show for this process. */
    public WorkerBuilder label(String label) {
        labels.add(label);
        return this;
    }

    /** Whether a line is logged when a job begins and ends, and the log context is set while it runs; true. Failures are logged all the same. */
    public WorkerBuilder logJobs(boolean logJobs) {
        this.logJobs = logJobs;
        return this;
    }

    /**
     * How many jobs may be claimed beyond the free slots, while jobs are so short that they begin within milliseconds; 500. Zero claims a job
     * only when it can begin at once, at the cost of throughput.
     */
    public WorkerBuilder lookAhead(int jobs) {
        lookAhead = jobs;
        return this;
    }

    /** How often a failed job is retried if neither its payload nor its type says; 25. */
    public WorkerBuilder maxRetries(int retries) {
        maxRetries = retries;
        return this;
    }

    /** How many processes may die holding a job before it goes to the dead set; 3. */
    public WorkerBuilder poisonAfter(int crashes) {
        poisonAfter = crashes;
        return this;
    }

    /**
     * What to do with a job whose name is not registered here, or that belongs to another program's batch: pass it on to the far end of its queue
     * ({@link UnknownNamePolicy#PASS_ON}, the default), or leave its queue alone ({@link UnknownNamePolicy#LEAVE_QUEUE}).
     */
    public WorkerBuilder unknownNames(UnknownNamePolicy policy) {
        unknownNames = policy;
        return this;
    }

    /**
     * Whether jobs with a {@code bid} are run: they belong to a batch of Sidekiq Pro, which only Ruby can count, so a batch whose jobs run here
     * stays pending for ever. False: such a job is treated as one of an unknown name.
     */
    public WorkerBuilder runForeignBatches(boolean run) {
        runForeignBatches = run;
        return this;
    }

    /**
     * Checks all that was said.
     *
     * @throws InvalidConfigException with everything that is wrong
     */
    public WorkerConfig build(ArgsCodec codec, List<Feature> features) {
        List<CapsuleConfig> built =
                allCapsules().stream().map(capsule -> capsule.build(faults)).toList();
        Map<String, RegisteredJob> jobs = registry.done();
        requireNoFaults();
        return new WorkerConfig(
                built,
                jobs,
                codec,
                features,
                middleware,
                new Handlers(errorHandlers, deathHandlers, listeners),
                stopTimeout,
                tag,
                labels,
                logJobs,
                lookAhead,
                maxRetries,
                poisonAfter,
                unknownNames,
                runForeignBatches);
    }

    private List<CapsuleBuilder> allCapsules() {
        List<CapsuleBuilder> all = new ArrayList<>(capsules.values());
        if (all.isEmpty() || main.hasQueues()) {
            all.add(0, main);
        }
        return all;
    }

    private void requireNoFaults() {
        List<String> found = new ArrayList<>(registry.faults());
        found.addAll(faults);
        require(!stopTimeout.isNegative(), "The stop timeout is " + stopTimeout + "; it must not be negative", found);
        require(lookAhead >= 0, "The look-ahead is " + lookAhead + "; it must be 0 or more", found);
        require(maxRetries >= 0, "The number of retries is " + maxRetries + "; it must be 0 or more", found);
        require(poisonAfter >= 1, "A job is poison after " + poisonAfter + " crashes; it must be 1 or more", found);
        if (!found.isEmpty()) {
            throw new InvalidConfigException(found);
        }
    }

    private static void require(boolean holds, String fault, List<String> faults) {
        if (!holds) {
            faults.add(fault);
        }
    }
}
