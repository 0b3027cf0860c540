package dev.sancho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.store.ProcessRecord;
import dev.sancho.store.ProcessRecord.CapsuleRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnknownNamesTest {
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final TestTime time = new TestTime();
    private final UnknownNames unknown = new UnknownNames(time);

    @Test
    void knowsWhichQueuesOtherProgramsServe() {
        unknown.working(List.of(process("7.3.9", "ruby"), process("", "old"), process(HostInfo.VERSION, "java")));

        assertThat(unknown.servedElsewhere("ruby")).isTrue();
        assertThat(unknown.servedElsewhere("old")).isTrue();
        assertThat(unknown.servedElsewhere("java")).isFalse();

        unknown.working(List.of());

        assertThat(unknown.servedElsewhere("ruby")).isFalse();
    }

    private static ProcessRecord process(String version, String queue) {
        Map<String, CapsuleRecord> capsules = Map.of("default", new CapsuleRecord(5, "strict", Map.of(queue, 0)));
        return new ProcessRecord(
                "host:1:a", "host", 1, Instant.EPOCH, "", List.of(), version, capsules, 0, false, 0, 0, List.of());
    }

    @Test
    void asksAQueueOfUnknownJobsLaterAndLaterUpToFiveSeconds() {
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            unknown.passOn("a", "Elsewhere", null);
            if (i == 0) {
                assertThat(unknown.due(List.of("a"))).isEmpty();
            }
            long waited = 0;
            while (unknown.due(List.of("a")).isEmpty()) {
                time.advance(Duration.ofMillis(100));
                waited += 100;
            }
            pauses.add(waited);
        }

        assertThat(pauses).containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L);
    }

    @Test
    void servesTheOtherQueuesMeanwhile() {
        unknown.passOn("a", "Elsewhere", null);

        assertThat(unknown.due(List.of("a", "b"))).containsExactly("b");
    }

    @Test
    void aKnownJobEndsThePause() {
        unknown.passOn("a", "Elsewhere", null);
        unknown.due(List.of("a"));

        unknown.known("a");

        assertThat(unknown.due(List.of("a"))).containsExactly("a");
        unknown.passOn("a", "Elsewhere", null);
        assertThat(unknown.due(List.of("a"))).isEmpty();
        time.advance(Duration.ofMillis(100));
        assertThat(unknown.due(List.of("a")))
                .as("the pauses begin again with the shortest")
                .containsExactly("a");
    }

    @Test
    void aQueueFromWhichNoUnknownJobCameForAWhileIsAskedAsAnyOther() {
        unknown.passOn("a", "Elsewhere", null);
        unknown.due(List.of("a"));

        time.advance(Duration.ofSeconds(16));

        assertThat(unknown.due(List.of("a"))).containsExactly("a");
        assertThat(unknown.due(List.of("a"))).containsExactly("a");
        assertThat(unknown.untilNext(List.of("a"), IDLE)).isEqualTo(IDLE);
    }

    @Test
    void anIdleWaitEndsWhenOneOfItsOwnQueuesIsDue() {
        unknown.passOn("a", "Elsewhere", null);
        unknown.due(List.of("a"));

        assertThat(unknown.untilNext(List.of("a", "b"), IDLE)).isEqualTo(Duration.ofMillis(100));
        assertThat(unknown.untilNext(List.of("b"), IDLE))
                .as("another capsule does not wake for it")
                .isEqualTo(IDLE);
        assertThat(unknown.untilNext(List.of("a"), Duration.ofMillis(3))).isEqualTo(Duration.ofMillis(3));
    }

    @Test
    void aQueueThatIsLeftIsLookedAtOnceAMinute() {
        unknown.leave("a", "Elsewhere", null);
        unknown.known("a");

        assertThat(unknown.due(List.of("a", "b")))
                .as("a known job claimed beside it changes nothing")
                .containsExactly("b");
        assertThat(unknown.untilNext(List.of("a"), Duration.ofMinutes(2))).isEqualTo(Duration.ofMinutes(1));
        time.advance(Duration.ofSeconds(59));
        assertThat(unknown.due(List.of("a"))).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(unknown.due(List.of("a"))).as("one look").containsExactly("a");

        unknown.leave("a", "Elsewhere", null);

        assertThat(unknown.due(List.of("a"))).isEmpty();
    }

    @Test
    void aQueueThatWasLeftIsServedAgainWhenTheLookFindsNothingUnknown() {
        unknown.leave("a", "Elsewhere", "b-1");
        time.advance(Duration.ofMinutes(1));

        assertThat(unknown.due(List.of("a"))).containsExactly("a");
        assertThat(unknown.due(List.of("a"))).containsExactly("a");
        assertThat(unknown.any()).isFalse();
    }
}
