package dev.sancho.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.job.ArgsCodec;
import dev.sancho.job.Job;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerBuilderTest {
    @Test
    void hasTheDefaultsOfSidekiq() {
        WorkerConfig config = build(new WorkerBuilder());

        assertThat(config.capsules()).hasSize(1);
        assertThat(config.capsules().get(0).weights()).containsOnlyKeys("default");
        assertThat(config.capsules().get(0).concurrency()).isEqualTo(10);
        assertThat(config.stopTimeout()).isEqualTo(Duration.ofSeconds(25));
        assertThat(config.maxRetries()).isEqualTo(25);
        assertThat(config.poisonAfter()).isEqualTo(3);
    }

    @Test
    void tellsAllFaultsAtOnce() {
        WorkerBuilder worker = new WorkerBuilder()
                .concurrency(0)
                .queue("", 1)
                .queue("low", -1)
                .capsule("c", capsule -> capsule.concurrency(10_001))
                .capsule("c", capsule -> {})
                .stopTimeout(Duration.ofSeconds(-1))
                .lookAhead(-1)
                .maxRetries(-2)
                .poisonAfter(0)
                .handle(WorkerBuilderTest::same)
                .register(new Named())
                .register(new Object())
                .retryPolicy("Nobody", RetryPolicy.DEFAULT)
                .handle((String text) -> {});

        assertThatThrownBy(() -> build(worker))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("concurrency of 0")
                .hasMessageContaining("queue \"\"")
                .hasMessageContaining("weight -1")
                .hasMessageContaining("two capsules named c")
                .hasMessageContaining("stop timeout")
                .hasMessageContaining("look-ahead")
                .hasMessageContaining("number of retries")
                .hasMessageContaining("poison after 0")
                .hasMessageContaining("Two jobs are named WorkerBuilderTest::Same")
                .hasMessageContaining("java.lang.Object has no method with @Job")
                .hasMessageContaining("retry policy for Nobody")
                .hasMessageContaining("lambda");
    }

    @Test
    void tellsAFaultOnce() {
        assertThatThrownBy(() -> build(new WorkerBuilder().lookAhead(-1)))
                .hasMessageStartingWith("The worker's configuration has a fault: The look-ahead is -1");
    }

    @Test
    void hasTheMainCapsuleBesideOthersOnlyIfItWasGivenQueues() {
        WorkerBuilder others = new WorkerBuilder().capsule("c", capsule -> capsule.queues("a"));

        assertThat(build(others).capsules()).extracting(CapsuleConfig::name).containsExactly("c");
        assertThat(build(others.queues("b")).capsules())
                .extracting(CapsuleConfig::name)
                .containsExactly("default", "c");
    }

    @Test
    void readsTheModeFromTheWeights() {
        assertThat(mode(new WorkerBuilder().queues("a", "b"))).isEqualTo(CapsuleConfig.Mode.STRICT);
        assertThat(mode(new WorkerBuilder().queue("a", 1).queue("b", 1))).isEqualTo(CapsuleConfig.Mode.RANDOM);
        assertThat(mode(new WorkerBuilder().queue("a", 5).queue("b", 0))).isEqualTo(CapsuleConfig.Mode.WEIGHTED);
    }

    @Test
    void keepsTheOrderOfStrictQueues() {
        CapsuleConfig capsule =
                build(new WorkerBuilder().queues("z", "a", "m")).capsules().get(0);

        assertThat(capsule.order(new java.util.Random(1))).containsExactly("z", "a", "m");
    }

    @Test
    void takesTheFirstRuleOfAPolicyThatFits() {
        RetryPolicy policy =
                RetryPolicy.DEFAULT.killOn(IllegalStateException.class).discardOn(RuntimeException.class);

        assertThat(policy.verdict(new IllegalStateException())).isEqualTo(RetryPolicy.Verdict.KILL);
        assertThat(policy.verdict(new RuntimeException())).isEqualTo(RetryPolicy.Verdict.DISCARD);
        assertThat(policy.verdict(new Error())).isEqualTo(RetryPolicy.Verdict.RETRY);
        assertThat(RetryPolicy.DEFAULT.verdict(new RuntimeException())).isEqualTo(RetryPolicy.Verdict.RETRY);
    }

    static void same() {}

    static final class Named {
        @Job(name = "WorkerBuilderTest::Same")
        void other() {}
    }

    private static CapsuleConfig.Mode mode(WorkerBuilder worker) {
        return build(worker).capsules().get(0).mode();
    }

    private static WorkerConfig build(WorkerBuilder worker) {
        return worker.build(ArgsCodec.standard(), List.of());
    }
}
