package dev.sancho.engine;

import dev.sancho.client.JobContext;
import dev.sancho.client.Jobs;
import dev.sancho.job.JobDocument;
import dev.sancho.job.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a running job sees of its run. */
final class RunContext implements JobContext {
    private static final Logger LOG = LoggerFactory.getLogger("dev.sancho.job");

    private final RunningJob running;
    private final Jobs jobs;

    RunContext(RunningJob running, Jobs jobs) {
        this.running = running;
        this.jobs = jobs;
    }

    @Override
    public String id() {
        return document().jid();
    }

    @Override
    public String name() {
        return document().name();
    }

    @Override
    public String queue() {
        return running.held().queue();
    }

    @Override
    public int attempt() {
        long count = Math.min(document().integer("retry_count").orElse(-1), Integer.MAX_VALUE);
        return Math.clamp(count + 2, 1, Integer.MAX_VALUE);
    }

    @Override
    public Instant enqueuedAt() {
        return document().time("enqueued_at").orElse(running.startedAt());
    }

    @Override
    public Optional<Instant> deadline() {
        Duration timeout = running.timeout();
        return timeout == null
                ? Optional.empty()
                : Optional.of(running.startedAt().plus(timeout));
    }

    @Override
    public boolean cancelled() {
        return running.interruption() != null || running.held().incarnation().ended();
    }

    @Override
    public void progress(long done, long total, String note) {
        running.progress(new Progress(done, total, note));
    }

    @Override
    public Logger log() {
        return LOG;
    }

    @Override
    public Jobs jobs() {
        return trace().map(jobs::trace).orElse(jobs);
    }

    @Override
    public JobDocument document() {
        return running.document();
    }
}
