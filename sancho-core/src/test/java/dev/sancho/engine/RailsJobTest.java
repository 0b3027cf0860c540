package dev.sancho.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.client.Jobs;
import dev.sancho.job.GlobalId;
import dev.sancho.job.Job;
import dev.sancho.job.JobDocument;
import dev.sancho.job.Outcome;
import dev.sancho.job.TraceContext;
import dev.sancho.store.Place;
import dev.sancho.worker.WorkerBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes with jobs that a Rails application pushed: their wrapper, Rails's counts, their place in a trace. */
@Timeout(60)
class RailsJobTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String ARGS =
            "[{\"job_class\":\"Admin::WelcomeJob\",\"job_id\":\"559926f0\",\"provider_job_id\":null,"
                    + "\"queue_name\":\"default\",\"priority\":null,\"arguments\":[{\"_aj_globalid\":\"gid://shop/User/3\"},"
                    + "{\"at\":{\"_aj_serialized\":\"ActiveJob::Serializers::TimeSerializer\",\"value\":\"2026-11-23T21:00:00.5Z\"},"
                    + "\"_aj_ruby2_keywords\":[\"at\"]}],\"executions\":2,\"exception_executions\":{\"[Timeout::Error]\":2},"
                    + "\"locale\":\"en\",\"timezone\":\"UTC\",\"enqueued_at\":\"2026-11-23T21:31:39Z\"}]";
    private static final String WRAPPED =
            Rig.json("Sidekiq::ActiveJob::Wrapper", "abc", ARGS, ",\"wrapped\":\"Admin::WelcomeJob\"");

    private final Rig rig = Rig.still();
    private final Slot slot = new Slot(Thread.currentThread());
    private final List<String> seen = new ArrayList<>();

    record Keywords(Instant at) {}

    @Job(name = "Admin::WelcomeJob")
    record Welcome(GlobalId user, Keywords keywords) {}

    @Test
    void runUnderTheirOwnNameWithTheirOwnArguments() {
        WorkerBuilder worker = new WorkerBuilder()
                .handle(Welcome.class, (job, context) -> {
                    seen.add(job.user().id() + " " + job.keywords().at());
                    return Outcome.done();
                })
                .middleware((context, next) -> {
                    seen.add(context.name() + " "
                            + context.document().activeJob().orElseThrow().executions());
                    return next.run();
                });

        assertThat(run(worker, WRAPPED).outcome()).isEqualTo(JobOutcome.DONE);
        assertThat(seen).containsExactly("Admin::WelcomeJob 2", "3 2026-11-23T21:00:00.500Z");
    }

    @Test
    void areUnknownByTheirOwnName() {
        WorkerBuilder worker =
                new WorkerBuilder().handle("Sidekiq::ActiveJob::Wrapper", (args, context) -> Outcome.done());

        assertThat(run(worker, WRAPPED).outcome()).isEqualTo(new JobOutcome.Unknown(false));
    }

    @Test
    void keepTheirWrapperAndRailsCountsWhenTheyFail() {
        WorkerBuilder worker = new WorkerBuilder().handle("Admin::WelcomeJob", (args, context) -> {
            throw new IllegalStateException("boom " + args);
        });

        FinishedJob finished = run(worker, WRAPPED);
        Throwable error = ((JobOutcome.Failed) finished.outcome()).error();
        JobDocument failed = requireNonNull(
                new FailureRules(25, new Random(1)).decide(finished, error).document());

        assertThat(error).hasMessage("boom [gid://shop/User/3, {at=2026-11-23T21:00:00.5Z}]");
        assertThat(failed.raw("args")).contains(ARGS);
        assertThat(failed.text("class")).contains("Sidekiq::ActiveJob::Wrapper");
        assertThat(failed.text("wrapped")).contains("Admin::WelcomeJob");
        assertThat(failed.integer("retry_count")).hasValue(0);
    }

    @Test
    void giveTheirPlaceInATraceToWhatTheyEnqueue() {
        Jobs jobs = rig.jobs();
        WorkerBuilder worker = new WorkerBuilder().handle("Traced", (args, context) -> {
            jobs.enqueue("OnThisThread");
            jobs.trace(TraceContext.of(PARENT.replace("-01", "-00"))).enqueue("Otherwise");
            CompletableFuture.runAsync(() -> context.jobs().enqueue("OnAnotherThread"))
                    .join();
            return Outcome.done();
        });

        run(worker, Rig.json("Traced", "abc", "[]", ",\"traceparent\":\"" + PARENT + "\",\"tracestate\":\"a=b\""));
        jobs.enqueue("Afterwards");

        assertThat(traceOf("OnThisThread")).contains(new TraceContext(PARENT, "a=b"));
        assertThat(traceOf("OnAnotherThread")).contains(new TraceContext(PARENT, "a=b"));
        assertThat(traceOf("Otherwise")).contains(TraceContext.of(PARENT.replace("-01", "-00")));
        assertThat(traceOf("Afterwards")).isEmpty();
    }

    @Test
    void withoutAPlaceInATraceGiveNone() {
        Jobs jobs = rig.jobs();
        WorkerBuilder worker = new WorkerBuilder().handle("Traced", (args, context) -> {
            assertThat(context.trace()).isEmpty();
            jobs.enqueue("OnThisThread");
            return Outcome.done();
        });

        run(worker, Rig.json("Traced", "abc", "[]", ",\"traceparent\":\"garbage\""));

        assertThat(traceOf("OnThisThread")).isEmpty();
    }

    private Optional<TraceContext> traceOf(String name) {
        return rig.memory.browser().page(new Place.Queue("default"), 0, 10).stream()
                .map(job -> JobDocument.parse(job.payload()))
                .filter(job -> job.name().equals(name))
                .findFirst()
                .flatMap(TraceContext::of);
    }

    private FinishedJob run(WorkerBuilder worker, String json) {
        JobExecutor executor = new JobExecutor(
                rig.setup(Rig.config(worker), rig.time), new UnknownNames(), new Timeouts(), new RunCounts());
        return requireNonNull(executor.run(Rig.held(json), slot));
    }
}
