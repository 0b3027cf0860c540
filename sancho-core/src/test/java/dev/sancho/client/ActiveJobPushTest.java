package dev.sancho.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.ActiveJob;
import dev.sancho.job.JobDocument;
import dev.sancho.job.Options;
import dev.sancho.job.TraceContext;
import dev.sancho.store.To;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActiveJobPushTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:56:40.146262Z");
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final ClientConfig CONFIG = ClientConfig.defaults().withClock(InstantSource.fixed(NOW));

    private final RecordingStore store = new RecordingStore();
    private final Jobs jobs = Jobs.of(store, CONFIG);

    @Test
    void isWhatTheSidekiqAdapterOfRailsPushes() {
        jobs.queue("mail").retries(3).enqueue(ActiveJob.of("WelcomeJob", 7));

        assertThat(store.payload().text())
                .startsWith("{\"retry\":3,\"queue\":\"mail\","
                        + "\"class\":\"ActiveJob::QueueAdapters::SidekiqAdapter::JobWrapper\",\"wrapped\":\"WelcomeJob\","
                        + "\"args\":[{\"job_class\":\"WelcomeJob\",\"job_id\":\"")
                .contains(
                        "\"queue_name\":\"mail\",",
                        "\"arguments\":[7],",
                        "\"enqueued_at\":\"2026-11-23T08:56:40.146262000Z\",\"scheduled_at\":null}],\"jid\":\"")
                .endsWith("\"created_at\":1795424200.146262,\"enqueued_at\":1795424200.146262}");
        assertThat(store.document().name()).isEqualTo("WelcomeJob");
    }

    @Test
    void saysWhenItIsDue() {
        jobs.in(Duration.ofMinutes(5)).enqueue(ActiveJob.of("WelcomeJob"));

        assertThat(store.job().to()).isInstanceOf(To.Sorted.class);
        assertThat(store.payload().text()).contains("\"scheduled_at\":\"2026-11-23T09:01:40.146262000Z\"");
    }

    @Test
    void mayGoInBulkAndThroughMiddleware() {
        Jobs wrapping = Jobs.of(
                store,
                CONFIG.withOptions(Options.NONE.withQueue("rails"))
                        .withMiddleware((draft, next) -> next.enqueue(draft.with(
                                draft.document().edit().text("locale", "de").done()))));

        wrapping.enqueueAll(List.of(ActiveJob.of("WelcomeJob", 1), ActiveJob.of("GoodbyeJob", 2)));

        List<JobDocument> pushed = store.jobs().stream()
                .map(RecordingStore::payload)
                .map(JobDocument::parse)
                .toList();
        assertThat(pushed).extracting(JobDocument::name).containsExactly("WelcomeJob", "GoodbyeJob");
        assertThat(pushed).allSatisfy(job -> {
            assertThat(job.queue()).isEqualTo("rails");
            assertThat(job.text("locale")).contains("de");
            assertThat(job.raw("args").orElseThrow()).contains("\"queue_name\":\"rails\"");
        });
    }

    @Test
    void aJobMayBeGivenAPlaceInATrace() {
        Jobs traced = jobs.trace(new TraceContext(PARENT, "a=b"));

        traced.enqueue(ActiveJob.of("WelcomeJob"));
        assertThat(TraceContext.of(store.document())).contains(new TraceContext(PARENT, "a=b"));
        traced.queue("low").enqueue(Mailer::ping);
        assertThat(TraceContext.of(store.document())).contains(new TraceContext(PARENT, "a=b"));
        traced.in(Duration.ofSeconds(1)).enqueue("HardWorker", 1);
        assertThat(store.payload().text())
                .startsWith("{\"retry\":true,\"queue\":\"default\",\"class\":\"HardWorker\",\"traceparent\":\"" + PARENT
                        + "\",\"tracestate\":\"a=b\",\"args\":[1],\"jid\":");
    }

    static final class Mailer {
        static void ping() {}
    }
}
