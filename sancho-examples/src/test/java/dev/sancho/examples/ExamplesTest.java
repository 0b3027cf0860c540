package dev.sancho.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.Sancho;
import dev.sancho.job.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs each example and holds it to what it says. */
@Timeout(60)
class ExamplesTest {
    private final Sancho sancho = Sancho.open("memory");

    @AfterEach
    void close() {
        sancho.close();
    }

    @Test
    void enqueueByReference() throws InterruptedException {
        assertThat(EnqueueByReferenceExample.run(sancho)).isEqualTo("welcome 42 in [de, en]");
    }

    @Test
    void recordJob() throws InterruptedException {
        assertThat(RecordJobExample.run(sancho))
                .containsExactly("invoice 7 over 19.90", "closed [cash, bank] until 2026-11-30");
    }

    @Test
    void enqueueByName() throws InterruptedException {
        assertThat(EnqueueByNameExample.run(sancho)).isEqualTo("HardWorker [bob, 5, {urgent=true}]");
    }

    @Test
    void unknownNames() throws InterruptedException {
        assertThat(UnknownNamesExample.run(sancho)).isEqualTo("HardWorker [bob, 5]");
    }

    @Test
    void activeJob() throws InterruptedException {
        assertThat(ActiveJobExample.run(sancho)).isEqualTo("Admin::WelcomeJob: User 42 by 1 [new] in PT5M");
    }

    @Test
    void tracing() throws InterruptedException {
        assertThat(TracingExample.run(sancho)).isEqualTo("invoice 7 in 0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void scheduledJob() throws InterruptedException {
        assertThat(ScheduledJobExample.run(sancho)).isEqualTo(1);
        assertThat(ScheduledJobExample.scheduled(sancho)).isEqualTo(4);
    }

    @Test
    void bulk() throws InterruptedException {
        assertThat(BulkExample.run(sancho)).isEqualTo(2_600);
    }

    @Test
    void payloadLimit() {
        assertThat(PayloadLimitExample.run())
                .startsWith(
                        "The arguments of PayloadLimitExample::Print have 1000004 bytes of JSON, and maxPayloadBytes is 200000");
    }

    @Test
    void jobOptions() {
        List<Options> options = JobOptionsExample.run(sancho);

        assertThat(options.get(0))
                .isEqualTo(new Options("low", 3, null, null, null, null, List.of("monthly"), Duration.ofMinutes(5)));
        assertThat(options.get(1))
                .isEqualTo(new Options(
                        "high", 3, Duration.ofHours(36), null, false, null, List.of("monthly"), Duration.ofMinutes(5)));
    }

    @Test
    void middleware() throws InterruptedException {
        try (Sancho german = MiddlewareExample.open("memory")) {
            assertThat(MiddlewareExample.run(german)).isEqualTo("MiddlewareExample::Welcome: welcome 42 in de");
        }
    }

    @Test
    void retryPolicy() throws InterruptedException {
        assertThat(RetryPolicyExample.run(sancho))
                .containsExactly("gave up: There is no order -1", "captured 7 at attempt 3");
    }

    @Test
    void timeout() throws InterruptedException {
        assertThat(TimeoutExample.run(sancho)).isEqualTo("JobTimeoutException");
    }

    @Test
    void outcome() throws InterruptedException {
        assertThat(OutcomeExample.run(sancho)).isEqualTo(1);
    }

    @Test
    void jobContext() throws InterruptedException {
        assertThat(JobContextExample.run(sancho))
                .containsExactly("JobContextExample::ImportFile, attempt 1, queue default", "a", "b");
    }

    @Test
    void capsules() throws InterruptedException {
        assertThat(CapsulesExample.run(sancho)).isEqualTo(1);
    }

    @Test
    void workerEvents() throws InterruptedException {
        assertThat(WorkerEventsExample.run(sancho))
                .containsExactly("starting", "failed: on purpose", "died: WorkerEventsExample::Fail", "stopped");
    }

    @Test
    void audit() throws InterruptedException {
        try (Sancho oneOfAName = AuditExample.open("memory")) {
            assertThat(AuditExample.run(oneOfAName))
                    .containsExactly("added before the audit: false", "locks freed: 1", "added after it: true");
        }
    }

    @Test
    void storeChoice(@TempDir Path folder) throws InterruptedException {
        assertThat(StoreChoiceExample.run("memory")).isEqualTo("hello, world");
        assertThat(StoreChoiceExample.run("jdbc:sqlite:" + folder.resolve("jobs.db")))
                .isEqualTo("hello, world");
    }

    @Test
    void pause() throws InterruptedException {
        assertThat(PauseExample.run(sancho)).containsExactly(2L, 1L);
    }

    @Test
    void doctor() throws InterruptedException {
        assertThat(DoctorExample.run(sancho))
                .singleElement()
                .asString()
                .startsWith("queue-unserved: mial: 1 job, the oldest has waited ");
    }

    @Test
    void metrics() throws InterruptedException {
        assertThat(MetricsExample.run(sancho)).isEqualTo("3 runs, 0 failed, 3 timed");
    }
}
