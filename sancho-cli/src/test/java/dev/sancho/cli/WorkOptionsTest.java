package dev.sancho.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.job.ArgsCodec;
import dev.sancho.worker.CapsuleConfig;
import dev.sancho.worker.UnknownNamePolicy;
import dev.sancho.worker.WorkerBuilder;
import dev.sancho.worker.WorkerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WorkOptionsTest {
    @Test
    void theCommandLineStandsOverTheFile() {
        WorkerConfig worker =
                worker("concurrency: 5\ntag: file\nqueues: [a]", "--concurrency", "7", "-q", "b,2", "-q", "c");

        assertThat(worker.tag()).isEqualTo("file");
        assertThat(worker.capsules()).singleElement().satisfies(capsule -> {
            assertThat(capsule.concurrency()).isEqualTo(7);
            assertThat(capsule.weights()).isEqualTo(Map.of("b", 2, "c", 0));
        });
    }

    @Test
    void whatNobodySaysIsTheWorkersDefault() {
        WorkerConfig worker = worker("");

        assertThat(worker.stopTimeout()).isEqualTo(Duration.ofSeconds(25));
        assertThat(worker.logJobs()).isTrue();
        assertThat(worker.capsules()).extracting(CapsuleConfig::name).containsExactly("default");
    }

    @Test
    void everyOptionReachesTheWorker() {
        String options = "--timeout 3 --tag t --label l --poison-after 5 --max-retries 1 --look-ahead 0 --no-job-lines "
                + "--unknown-names leave-queue --run-foreign-batches";
        WorkerConfig worker = worker("", options.split(" "));

        assertThat(worker.stopTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(worker.tag()).isEqualTo("t");
        assertThat(worker.labels()).containsExactly("l");
        assertThat(worker.poisonAfter()).isEqualTo(5);
        assertThat(worker.maxRetries()).isEqualTo(1);
        assertThat(worker.lookAhead()).isZero();
        assertThat(worker.logJobs()).isFalse();
        assertThat(worker.unknownNames()).isEqualTo(UnknownNamePolicy.LEAVE_QUEUE);
        assertThat(worker.runForeignBatches()).isTrue();
    }

    @Test
    void theFileMaySayWhatBecomesOfOthersJobs() {
        WorkerConfig worker = worker("unknown-names: leave_queue\nrun-foreign-batches: true");

        assertThat(worker.unknownNames()).isEqualTo(UnknownNamePolicy.LEAVE_QUEUE);
        assertThat(worker.runForeignBatches()).isTrue();
        assertThat(worker("").unknownNames()).isEqualTo(UnknownNamePolicy.PASS_ON);
        assertThat(worker("").runForeignBatches()).isFalse();
        assertThatThrownBy(() -> worker("unknown-names: drop"))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("pass-on, leave-queue");
    }

    @Test
    void theFileMayHaveCapsules() {
        WorkerConfig worker = worker("capsules: {mail: {concurrency: 1, queues: [mail]}}", "-q", "default");

        assertThat(worker.capsules()).extracting(CapsuleConfig::name).containsExactly("default", "mail");
    }

    @Test
    void aLeaseIsASecondAtLeast() {
        WorkOptions options = new WorkOptions();
        new CommandLine(options).parseArgs("--lease", "10ms");

        assertThatThrownBy(options::lease).isInstanceOf(CliFailure.class).hasMessageContaining("10 ms");
    }

    private static WorkerConfig worker(String yaml, String... args) {
        WorkOptions options = new WorkOptions();
        new CommandLine(options).parseArgs(args);
        options.fillFrom(ConfigFile.parse("test.yml", yaml, "test"));
        WorkerBuilder builder = new WorkerBuilder();
        options.apply(builder);
        return builder.build(ArgsCodec.standard(), List.of());
    }
}
