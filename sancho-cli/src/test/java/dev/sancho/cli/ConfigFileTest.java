package dev.sancho.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
    private static final String EVERY_KIND = """
            store: redis://localhost:6379
            concurrency: 20
            queues: [critical, [default, 2], "low,1"]
            timeout: 25
            lease: 90s
            jobs: com.example.Mailer
            job_lines: false
            capsules:
              single:
                concurrency: 1
                queues: [mail]
            """;

    @Test
    void readsEveryKind() {
        ConfigFile file = parse("sancho.yml", EVERY_KIND);

        assertThat(file.text("store")).contains("redis://localhost:6379");
        assertThat(file.integer("concurrency")).contains(20);
        assertThat(file.queues())
                .containsExactly(
                        new QueueWeight("critical", 0), new QueueWeight("default", 2), new QueueWeight("low", 1));
        assertThat(file.duration("timeout")).contains(Duration.ofSeconds(25));
        assertThat(file.duration("lease")).contains(Duration.ofSeconds(90));
        assertThat(file.texts("jobs")).containsExactly("com.example.Mailer");
        assertThat(file.bool("job-lines")).contains(false);
        assertThat(file.capsules().get("single"))
                .isEqualTo(new ConfigFile.CapsuleEntry(List.of(new QueueWeight("mail", 0)), 1));
    }

    @Test
    void readsKeysAsSidekiqWritesThem() {
        assertThat(parse("sidekiq.yml", ":concurrency: 5").integer("concurrency"))
                .contains(5);
    }

    @Test
    void anEmptyFileSaysNothing() {
        assertThat(parse("empty.yml", "# nothing").integer("concurrency")).isEmpty();
    }

    @Test
    void namesUnknownKeys() {
        assertThatThrownBy(() -> parse("x.yml", "concurency: 5\nqueue: [a]"))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("x.yml has unknown keys: concurency, queue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"concurrency: many", "concurrency: [1]", "concurrency: 1.5"})
    void namesAWrongValue(String yaml) {
        assertThatThrownBy(() -> parse("x.yml", yaml).integer("concurrency"))
                .hasMessageContaining("x.yml has concurrency");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: [", "just text", "- a\n- b"})
    void refusesWhatHasNoKeysAndValues(String yaml) {
        assertThatThrownBy(() -> parse("x.yml", yaml)).isInstanceOf(CliFailure.class);
    }

    @Test
    void saysWhenThereIsNoSuchFile() {
        assertThatThrownBy(() -> ConfigFile.read(Path.of("no-such.yml"), "test"))
                .hasMessageContaining("no-such.yml");
    }

    private static ConfigFile parse(String name, String yaml) {
        return ConfigFile.parse(name, yaml, "test");
    }
}
