package dev.sancho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StatsCommandTest {
    @TempDir
    private Path folder;

    @Test
    void tellsWhatTheStoreHolds() {
        String url = "jdbc:sqlite:" + folder.resolve("jobs.db");
        Command.run("enqueue", "--store", url, "A");
        Command.run("enqueue", "--store", url, "A", "--queue", "low");
        Command.run("enqueue", "--store", url, "A", "--in", "1h");

        JsonNode stats = JsonMapper.shared()
                .readTree(Command.run("stats", "--store", url, "--json").out());

        assertThat(stats.path("store").asString()).isEqualTo(url);
        assertThat(stats.path("enqueued").asInt()).isEqualTo(2);
        assertThat(stats.path("scheduled").asInt()).isEqualTo(1);
        assertThat(stats.path("processed").asInt()).isZero();
        assertThat(stats.path("in_flight").asInt()).isZero();
        assertThat(stats.path("queues")
                        .valueStream()
                        .map(queue -> queue.path("name").asString()))
                .containsExactly("default", "low");
        assertThat(stats.path("queues").path(0).path("latency_s").isNumber()).isTrue();
        assertThat(Command.run("stats", "--store", url).out()).contains("enqueued", "low", "no worker process");
    }

    @Test
    void printsNamesThatDoNothingToATerminal() {
        String url = "jdbc:sqlite:" + folder.resolve("jobs.db");
        Command.run("enqueue", "--store", url, "A", "--queue", "a\u001b[2J\r\nb\u202e" + "x".repeat(1_000));

        String out = Command.run("stats", "--store", url).out();

        assertThat(out).contains("a?[2J??b?xxx").doesNotContain("\u001b", "\u202e");
        assertThat(out.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(300));
    }

    @Test
    void makesNoStoreByASlipOfThePen() {
        Path file = folder.resolve("typo.db");

        Command command = Command.run("stats", "--store", "jdbc:sqlite:" + file);

        assertThat(command.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(command.err()).contains("There is no store " + file);
        assertThat(file).doesNotExist();
    }
}
