package dev.sancho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.doctor.Report;
import dev.sancho.store.Finding;
import dev.sancho.store.FindingKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorCommandTest {
    @TempDir
    private Path folder;

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("jobs.db");
    }

    private Command doctor(String... options) {
        List<String> all = new java.util.ArrayList<>(List.of("doctor", "--store", url(), "--watch", "0s"));
        all.addAll(List.of(options));
        return Command.run(all.toArray(String[]::new));
    }

    @Test
    void saysThatNothingIsWrong() {
        Command.run("enqueue", "--store", url(), "A", "--in", "1h");

        Command command = doctor();

        assertThat(command.status()).isEqualTo(ExitStatus.OK);
        assertThat(command.out()).contains("1 scheduled", "No problem was found.");
    }

    @Test
    void saysWhatIsWrong() {
        Command.run("enqueue", "--store", url(), "A", "--queue", "low");

        Command command = doctor();

        assertThat(command.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(command.out())
                .contains(
                        "Problems (1)",
                        "  queue-unserved",
                        "      - low: 1 job, the oldest has waited",
                        "    Do:  start a worker")
                .doesNotContain("\u001b", "No problem");
        assertThat(command.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(command.err()).isEmpty();
    }

    @Test
    void printsJson() {
        Command.run("enqueue", "--store", url(), "A", "--queue", "low");

        JsonNode report = JsonMapper.shared().readTree(doctor("--json").out());

        assertThat(report.path("store").asString()).isEqualTo(url());
        assertThat(Instant.parse(report.path("at").asString())).isBefore(Instant.now());
        assertThat(report.path("wrong").asBoolean()).isTrue();
        assertThat(report.at("/facts/processes").asString()).isEqualTo("none");
        assertThat(report.at("/findings/0/code").asString()).isEqualTo("queue-unserved");
        assertThat(report.at("/findings/0/severity").asString()).isEqualTo("problem");
        assertThat(report.at("/findings/0/evidence/0").asString()).startsWith("low: 1 job");
        assertThat(report.at("/findings/0/fix").isNull()).isTrue();
        assertThat(report.path("fixed")).isEmpty();
    }

    @Test
    void fixesOnlyWhatHasAFix() {
        Command.run("enqueue", "--store", url(), "A", "--in", "1h");

        assertThat(doctor("--fix", "dead-process-jobs").out())
                .contains("Done\n  Nothing to fix of dead-process-jobs\n");
        Command refused = doctor("--fix", "dead-process-jobs", "--fix", "queue-unserved");
        assertThat(refused.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(refused.err())
                .contains("There is no fix for \"queue-unserved\"; there are fixes for dead-process-jobs");
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void makesNoStoreByASlipOfThePen() {
        assertThat(doctor().status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(folder.resolve("jobs.db")).doesNotExist();
    }

    @Test
    void saysThatTheStoreCannotBeReached() {
        Command command = Command.run("doctor", "--store", "redis://:s3cret@127.0.0.1:1/0", "--json");

        assertThat(command.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(command.out()).isEmpty();
        assertThat(command.err()).contains("127.0.0.1").doesNotContain("s3cret");
    }

    @Test
    void bringsTheWorstFirstInColourAndBreaksWhatIsTooLong() {
        FindingKind warning =
                FindingKind.warning("be-ware", "Meaning", "do something").fixedBy("does it");
        FindingKind problem = FindingKind.problem("is-bad", "Meaning", "do something");
        Report report = new Report(
                Instant.EPOCH,
                Map.of("server", "one"),
                List.of(
                        warning.found("Some words", List.of("x".repeat(200))),
                        new Finding(problem, "Other words", List.of())));

        String plain = new DoctorText("store", Ansi.OFF).of(report, List.of());

        assertThat(plain).containsSubsequence("Problems (1)", "is-bad", "Warnings (1)", "Fix: --fix be-ware does it.");
        assertThat(plain.lines()).allMatch(line -> line.length() <= 80);
        assertThat(plain.replaceAll("\\s", "")).contains("x".repeat(200));
        assertThat(new DoctorText("store", Ansi.ON).of(report, List.of())).contains("\u001b[1m\u001b[31mProblems (1)");
    }
}
