package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sancho.job.Payload;
import dev.sancho.store.End;
import dev.sancho.store.Guard;
import dev.sancho.store.NewJob;
import dev.sancho.store.To;
import dev.sancho.worker.AuditPolicy;
import dev.sancho.worker.WorkerBuilder;
import dev.sancho.worker.WorkerConfig.Audits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AuditorTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofMinutes(5);

    private final Rig rig = Rig.still();
    private final Auditor first = auditor("one");
    private final Auditor second = auditor("two");

    @Test
    void comesEveryFiveMinutesWhileNothingIsMissing() {
        assertThat(first.turn()).isEqualTo(EVERY);
        holdWithoutJob("a");
        assertThat(first.turn()).isEqualTo(MINUTE);
        assertThat(holder("a")).isTrue();
        assertThat(first.turn()).isEqualTo(EVERY);
        assertThat(holder("a")).isFalse();
    }

    @Test
    void oneOfAllProcessesDoesIt() {
        holdWithoutJob("a");
        assertThat(first.turn()).isEqualTo(MINUTE);

        assertThat(second.turn()).as("asks again for the turn").isEqualTo(MINUTE);
        second.turn();
        second.turn();
        assertThat(holder("a")).isTrue();
        first.turn();
        assertThat(holder("a")).isFalse();
    }

    @Test
    void anotherTakesTheTurnOfOneThatDiedAndBeginsAnew() {
        holdWithoutJob("a");
        first.turn();
        Instant died = rig.time.instant();
        rig.time.advance(Duration.ofSeconds(30));

        for (Duration pause = second.turn(); holder("a"); pause = second.turn()) {
            rig.time.advance(pause);
        }

        assertThat(Duration.between(died, rig.time.instant())).isBetween(EVERY, Duration.ofMinutes(8));
        assertThat(first.turn())
                .as("it was only asleep, and is no longer the one")
                .isEqualTo(MINUTE);
    }

    @Test
    void oneWhoseTurnPassedToAnotherForgetsWhatItSaw() {
        holdWithoutJob("a");
        first.turn();
        rig.time.advance(EVERY.plus(MINUTE));
        second.turn();
        first.turn();
        rig.time.advance(EVERY.plus(MINUTE));

        assertThat(first.turn()).as("a first look again").isEqualTo(MINUTE);
        assertThat(holder("a")).isTrue();
    }

    @Test
    void beginsAnewAfterAnOutage() {
        holdWithoutJob("a");
        first.turn();
        rig.store.before = FaultyStore.failing("move", 1);

        assertThatThrownBy(first::turn).hasMessageContaining("lost");

        assertThat(first.turn()).isEqualTo(MINUTE);
        assertThat(first.turn()).isEqualTo(EVERY);
        assertThat(holder("a")).isFalse();
    }

    @Test
    void goesOnSoonWhereThereIsMoreThanOneLookHolds() {
        Audit slices = new Audit(rig.store, AuditPolicy.DEFAULTS, 2);
        Auditor auditor = new Auditor(slices, rig.store.cells(), "me", new Audits(AuditPolicy.DEFAULTS, EVERY, MINUTE));
        for (String jid : List.of("a", "b", "c")) {
            holdWithoutJob(jid);
            rig.push("q", Rig.json("Work", jid, "[]", ""));
        }

        assertThat(auditor.turn()).isEqualTo(MINUTE);
        assertThat(auditor.turn()).isEqualTo(EVERY);
    }

    @Test
    void aWorkerAuditsByItselfUnlessItIsToldNotTo() {
        Rig audited = Rig.live();
        audited.memory.insert(List.of(locked("kept", "kept"), locked("orphan", "other")));
        WorkerBuilder often = new WorkerBuilder()
                .queues("none")
                .handle(Sample::plain)
                .auditEvery(Duration.ofMillis(20))
                .auditLooksApart(Duration.ZERO);
        try (Engine engine = audited.engine(often)) {
            engine.start();
            await("the orphan is freed")
                    .until(() -> audited.memory.cells().holder("orphan").isEmpty());
        }
        assertThat(audited.memory.cells().holder("kept")).contains("kept");

        Rig unaudited = Rig.live();
        try (Engine engine =
                unaudited.engine(new WorkerBuilder().handle(Sample::plain).auditEvery(Duration.ZERO))) {
            engine.start();
        }
        assertThat(unaudited.memory.cells().get("audit/turn"))
                .as("whose turn it is")
                .isEmpty();
    }

    private Auditor auditor(String name) {
        Audit audit = new Audit(rig.store, AuditPolicy.DEFAULTS);
        return new Auditor(audit, rig.store.cells(), name, new Audits(AuditPolicy.DEFAULTS, EVERY, MINUTE));
    }

    private boolean holder(String jid) {
        return rig.memory.cells().holder(jid).isPresent();
    }

    private void holdWithoutJob(String jid) {
        rig.memory.insert(List.of(locked(jid, "other")));
    }

    /** A lock, and a job of this id or another: then nobody has the holder's. */
    private static NewJob locked(String holder, String jid) {
        return new NewJob(
                jid,
                new To.Queue("default", End.BACK, Payload.of(Rig.json("Sample::Plain", jid, "[]", ""))),
                List.of(new Guard.Lock(holder, holder, Duration.ofDays(1), Guard.OnHeld.REFUSE)));
    }
}
