package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.Payload;
import dev.sancho.store.JobSet;
import dev.sancho.store.NewJob;
import dev.sancho.store.Place;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.ProcessRecord.CapsuleRecord;
import dev.sancho.store.StoredJob;
import dev.sancho.store.To;
import dev.sancho.worker.WorkerBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TakeBackTest {
    private static final Place RETRY = new Place.Sorted(JobSet.RETRY);
    private static final Place LANE = new Place.Parked(Suspects.takenBack("default"));

    private final Rig rig = Rig.still();
    private final UnknownNames unknown = new UnknownNames(rig.time);
    private final AtomicInteger told = new AtomicInteger();
    private final TakeBack takeBack = new TakeBack(
            rig.memory, Rig.config(new WorkerBuilder().handle(Sample::plain)), unknown, told::incrementAndGet);

    @BeforeEach
    void rubyServesTheQueue() {
        unknown.working(List.of(new ProcessRecord(
                "host:1:a",
                "host",
                1,
                Instant.EPOCH,
                "",
                List.of(),
                "",
                Map.of("default", new CapsuleRecord(5, "strict", Map.of("default", 0))),
                0,
                false,
                0,
                0,
                List.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uninitialized constant Sample::Plain",
                "uninitialized constant Sample",
                "uninitialized constant Sample::Plain\\nDid you mean?  Simple",
                "wrong constant name Sample::Plain"
            })
    void aJobThatRubyFailedByItsNameRunsHereAtOnceAsItStands(String message) {
        String failed = failed("Sample::Plain", "NameError", message, "");

        assertThat(takeBack.turn()).isZero();

        assertThat(rig.jids(RETRY)).isEmpty();
        assertThat(rig.memory.browser().page(LANE, 0, 10))
                .extracting(StoredJob::payload)
                .containsExactly(Payload.of(failed));
        assertThat(told).hasValue(1);
        assertThat(takeBack.turn()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void allOtherFailuresStay() {
        failed("Sample::Plain", "NameError", "uninitialized constant Sample::Plain::Missing", "");
        failed("Sample::Plain", "NameError", "undefined local variable or method `x' for main", "");
        failed("Sample::Plain", "NameError", "uninitialized constant Sam", "");
        failed("Sample::Plain", "RuntimeError", "uninitialized constant Sample::Plain", "");
        failed("Elsewhere", "NameError", "uninitialized constant Elsewhere", "");
        failed("Sample::Plain", "NameError", "uninitialized constant Sample::Plain", ",\"bid\":\"b-1\"");
        inRetry("[]");

        assertThat(takeBack.turn()).isEqualTo(Duration.ofSeconds(5));

        assertThat(rig.memory.browser().size(RETRY)).isEqualTo(7);
        assertThat(told).hasValue(0);
    }

    @Test
    void whereNoOtherProgramServesTheQueuesNobodyLooks() {
        failed("Sample::Plain", "NameError", "uninitialized constant Sample::Plain", "");
        unknown.working(List.of());

        assertThat(takeBack.turn()).isEqualTo(Duration.ofSeconds(5));

        assertThat(rig.memory.browser().size(RETRY)).isOne();
    }

    private String failed(String name, String errorClass, String message, String more) {
        String error = ",\"retry_count\":3,\"failed_at\":1795424201.5,\"error_class\":\"" + errorClass
                + "\",\"error_message\":\"" + message + "\"";
        return inRetry(Rig.json(name, "j", "[]", error + more));
    }

    private String inRetry(String payload) {
        Instant at = rig.time.instant().plusSeconds(60 + rig.memory.browser().size(RETRY));
        rig.memory.insert(List.of(new NewJob("j", new To.Sorted(JobSet.RETRY, at, Payload.of(payload)))));
        return payload;
    }
}
