package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.store.Place;
import dev.sancho.worker.UnknownNamePolicy;
import dev.sancho.worker.WorkerBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whole engines and jobs that they are not to run. */
@Timeout(120)
class EngineUnknownNamesTest {
    private static final String UNKNOWN = Rig.json("Elsewhere", "u", "[]", ",\"retry_count\" : 2");
    private static final String FOREIGN = Rig.json("Sample::Plain", "f", "[]", ",\"bid\":\"b-1\"");

    static final List<String> STRANGE = List.of(UNKNOWN, FOREIGN);

    private final Rig rig = Rig.live();
    private final Set<String> ran = ConcurrentHashMap.newKeySet();

    private Engine engine = rig.engine(new WorkerBuilder());

    @AfterEach
    void stop() {
        engine.stop(Duration.ZERO);
    }

    @ParameterizedTest
    @FieldSource("STRANGE")
    void aQueueWithAnUnknownJobIsLeftAndTheOthersAreServed(String strange) {
        rig.push("mixed", strange);
        rig.pushMany("mixed", "Sample::Plain", "behind", 3);
        start(worker().queues("mixed", "own").concurrency(1).unknownNames(UnknownNamePolicy.LEAVE_QUEUE));
        await("the job to be left")
                .until(() -> rig.store.moves.stream().mapToInt(List::size).sum() > 0);

        rig.pushMany("own", "Sample::Plain", "own", 500);

        await("the other queue").until(() -> ran.size() == 500);
        assertThat(ran).allMatch(jid -> jid.startsWith("own"));
        assertThat(rig.queued("mixed")).hasSize(4);
        assertThat(strangeOf("mixed")).as("byte for byte").isEqualTo(strange);
        assertThat(rig.memory.browser().counter("processed")).isEqualTo(500);
    }

    @Test
    void aForeignBatchIsPassedOnAndThoseBehindItRun() {
        rig.push("default", FOREIGN);
        rig.pushMany("default", "Sample::Plain", "j", 5);
        start(worker().concurrency(1));

        await("the jobs behind it").until(() -> ran.size() == 5);
        await("it to be back").until(() -> rig.queued("default").equals(List.of("f")));

        assertThat(ran).doesNotContain("f");
        assertThat(strangeOf("default")).contains("\"bid\":\"b-1\"").contains("unknown_since");
        assertThat(rig.memory.browser().counter("failed")).isZero();
    }

    @Test
    void aForeignBatchIsRunWhereTheWorkerIsToldSo() {
        rig.push("default", FOREIGN);
        start(worker().runForeignBatches(true));

        await("the job").until(() -> ran.contains("f"));
    }

    private String strangeOf(String queue) {
        return rig.memory.browser().page(new Place.Queue(queue), 0, 10).stream()
                .map(job -> job.payload().text())
                .filter(payload -> payload.contains("\"jid\":\"u\"") || payload.contains("\"jid\":\"f\""))
                .findFirst()
                .orElse("");
    }

    private WorkerBuilder worker() {
        return new WorkerBuilder().handle(Sample::plain).middleware((context, next) -> {
            ran.add(context.id());
            return next.run();
        });
    }

    private void start(WorkerBuilder worker) {
        engine = rig.engine(worker.logJobs(false));
        engine.start();
    }
}
