package dev.sancho.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.job.ArgsCodec;
import dev.sancho.job.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedHandlerTest {
    private static final NamedHandler NOTHING = (args, context) -> Outcome.done();

    @Test
    void theCommonRetryPolicyHoldsWhereAJobHasNone() {
        RetryPolicy common = RetryPolicy.DEFAULT.withoutJitter();
        RetryPolicy own = RetryPolicy.DEFAULT.killOn(IllegalStateException.class);

        WorkerConfig worker = build(new WorkerBuilder()
                .handle("One", NOTHING)
                .handle("Other", NOTHING)
                .retryPolicy("Other", own)
                .retryPolicy(common));

        assertThat(policy(worker, "One")).isSameAs(common);
        assertThat(policy(worker, "Other")).isSameAs(own);
    }

    @Test
    void refusesTwoHandlersOfOneName() {
        WorkerBuilder twice = new WorkerBuilder().handle("One", NOTHING).handle("One", NOTHING);

        assertThatThrownBy(() -> build(twice))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("Two jobs are named One");
    }

    private static RetryPolicy policy(WorkerConfig worker, String name) {
        return requireNonNull(worker.jobs().get(name)).retryPolicy();
    }

    private static WorkerConfig build(WorkerBuilder worker) {
        return worker.build(ArgsCodec.standard(), List.of());
    }
}
