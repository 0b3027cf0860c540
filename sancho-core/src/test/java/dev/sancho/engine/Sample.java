package dev.sancho.engine;

import static java.util.Objects.requireNonNull;

import dev.sancho.client.JobContext;
import dev.sancho.job.JobDocument;
import dev.sancho.job.JobOptions;
import dev.sancho.job.Outcome;
import dev.sancho.job.Payload;
import dev.sancho.worker.RegisteredJob;
import dev.sancho.worker.RetryPolicy;
import dev.sancho.worker.WorkerBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Jobs that do nothing, and what happened to them. */
final class Sample {
    private Sample() {}

    static void plain() {}

    static void counted(int number) {}

    static Outcome skipped() {
        return Outcome.skip("nothing to do");
    }

    static Outcome snoozed() {
        return Outcome.snooze(Duration.ofMinutes(5));
    }

    static Outcome discarded() {
        return Outcome.discard("no longer wanted");
    }

    static @Nullable Outcome nothing() {
        return null;
    }

    static void failing() {
        throw new IllegalStateException("boom");
    }

    static void told(JobContext context) {}

    @JobOptions(retries = 3, retryQueue = "slow", backtrace = 2)
    static void opted() {}

    @JobOptions(timeout = "10s")
    static void timed() {}

    /** The registered job {@code Sample::Plain} with such a policy. */
    static RegisteredJob plainJob(RetryPolicy policy) {
        return requireNonNull(
                Rig.config(new WorkerBuilder().handle(Sample::plain).retryPolicy("Sample::Plain", policy))
                        .jobs()
                        .get("Sample::Plain"));
    }

    static RegisteredJob optedJob(RetryPolicy policy) {
        return requireNonNull(
                Rig.config(new WorkerBuilder().handle(Sample::opted).retryPolicy("Sample::Opted", policy))
                        .jobs()
                        .get("Sample::Opted"));
    }

    /** A job with these members after {@code class}, {@code args} and {@code jid}. */
    static String json(String members) {
        return "{\"class\":\"Sample::Plain\",\"args\":[1.0,1e2,12345678901234567890],\"jid\":\"abc\""
                + (members.isEmpty() ? "" : "," + members) + "}";
    }

    static JobDocument document(String members) {
        return JobDocument.parse(Payload.of(json(members)));
    }
}
