package dev.sancho.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.job.ArgsCodec;
import dev.sancho.worker.CapsuleConfig;
import dev.sancho.worker.CapsuleConfig.Mode;
import dev.sancho.worker.WorkerBuilder;
import dev.sancho.worker.WorkerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Files as they lie in Rails applications. */
class SidekiqYamlTest {
    private static final String TYPICAL = """
            # Sidekiq reads this; <%= comments %> may say anything
            ---
            :verbose: false
            :concurrency: 5
            :timeout: 8
            :max_retries: 3
            :tag: shop
            :labels: [blue, "2"]
            :strict: false
            :queues:
              - [critical, 4]
              - default
              - low,1
            :capsules:
              :single:
                :concurrency: 1
                :queues: [mail, report]
            staging:
              :concurrency: 10
              :verbose: true
            production:
              :concurrency: 20
              :queues:
                - urgent
                - :default
            :scheduler:
              :dynamic: true
            """;

    @Test
    void readsATypicalFile() {
        WorkerConfig worker = worker(parse(TYPICAL, "development"));

        assertThat(worker.stopTimeout()).isEqualTo(Duration.ofSeconds(8));
        assertThat(worker.maxRetries()).isEqualTo(3);
        assertThat(worker.tag()).isEqualTo("shop");
        assertThat(worker.labels()).containsExactly("blue", "2");
        CapsuleConfig main = worker.capsules().getFirst();
        assertThat(main.concurrency()).isEqualTo(5);
        assertThat(main.mode()).isEqualTo(Mode.WEIGHTED);
        assertThat(main.weights())
                .containsExactly(Map.entry("critical", 4), Map.entry("default", 0), Map.entry("low", 1));
        CapsuleConfig single = worker.capsules().getLast();
        assertThat(single.name()).isEqualTo("single");
        assertThat(single.concurrency()).isEqualTo(1);
        assertThat(single.mode()).isEqualTo(Mode.STRICT);
        assertThat(single.weights().keySet()).containsExactly("mail", "report");
    }

    @Test
    void theSectionOfTheEnvironmentStandsOverTheRest() {
        WorkerConfig worker = worker(parse(TYPICAL, "production"));

        assertThat(worker.capsules().getFirst().concurrency()).isEqualTo(20);
        assertThat(worker.capsules().getFirst().mode()).isEqualTo(Mode.STRICT);
        assertThat(worker.capsules().getFirst().weights().keySet()).containsExactly("urgent", "default");
        assertThat(worker.stopTimeout()).isEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void keysThatMeanNothingHereAreNamed() {
        assertThat(parse(TYPICAL, "production").ignored())
                .contains(
                        "The configuration file config/sidekiq.yml has keys that mean nothing to Sancho and are ignored: "
                                + "scheduler, verbose");
        assertThat(parse("concurrency: 5", "test").ignored()).isEmpty();
    }

    @Test
    void aFileIsSidekiqsByItsNameOrItsSymbols() {
        assertThat(ConfigFile.parse("jobs.yml", ":pidfile: x", "test").ignored())
                .isPresent();
        assertThat(ConfigFile.parse("/etc/sidekiq_low.yml", "pidfile: x", "test")
                        .ignored())
                .isPresent();
        assertThatThrownBy(() -> ConfigFile.parse("jobs.yml", "pidfile: x", "test"))
                .hasMessageContaining("unknown keys: pidfile");
    }

    @Test
    void sectionsMayShareByMerging() {
        ConfigFile file = parse("""
                :defaults: &defaults
                  :concurrency: 7
                  :tag: shared
                test:
                  <<: *defaults
                  :tag: own
                """, "test");

        assertThat(file.integer("concurrency")).contains(7);
        assertThat(file.text("tag")).contains("own");
        assertThat(file.ignored()).isEmpty();
    }

    @Test
    void erbIsRefusedByItsLine() {
        assertThatThrownBy(() -> parse(":timeout: 8\n:concurrency: <%= ENV['THREADS'] || 5 %>\n", "test"))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("config/sidekiq.yml has ERB in line 2: :concurrency: <%= ENV['THREADS'] || 5 %>")
                .hasMessageContaining("only Ruby can run that");
    }

    @Test
    void besideCapsulesTheDefaultQueueIsServedAsInSidekiq() {
        assertThat(worker(parse(":capsules: {one: {queues: [one]}}", "test")).capsules())
                .extracting(CapsuleConfig::name)
                .containsExactly("default", "one");
    }

    @Test
    void aQueueThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> parse("queues: [a, [a, 2]]", "test").queues()).hasMessageContaining("twice");
    }

    @Test
    void theEnvironmentIsSaidOrAVariable() {
        Map<String, String> all = Map.of("APP_ENV", "one", "RAILS_ENV", "two", "RACK_ENV", "three");

        assertThat(SidekiqYaml.environment("said", all::get)).isEqualTo("said");
        assertThat(SidekiqYaml.environment(null, all::get)).isEqualTo("one");
        assertThat(SidekiqYaml.environment(null, Map.of("APP_ENV", " ", "RAILS_ENV", "two")::get))
                .isEqualTo("two");
        assertThat(SidekiqYaml.environment(null, Map.of("RACK_ENV", "three")::get))
                .isEqualTo("three");
        assertThat(SidekiqYaml.environment(null, name -> null)).isEqualTo("development");
    }

    private static ConfigFile parse(String yaml, String environment) {
        return ConfigFile.parse("config/sidekiq.yml", yaml, environment);
    }

    private static WorkerConfig worker(ConfigFile file) {
        WorkOptions options = new WorkOptions();
        new CommandLine(options).parseArgs();
        options.fillFrom(file);
        WorkerBuilder builder = new WorkerBuilder();
        options.apply(builder);
        return builder.build(ArgsCodec.standard(), List.of());
    }
}
