package dev.sancho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void printsItsVersion() {
        Command command = Command.run("--version");

        assertThat(command.status()).isZero();
        assertThat(command.out()).startsWith("sancho ");
    }

    @Test
    void printsItsHelpWhenNothingIsAsked() {
        Command command = Command.run();

        assertThat(command.status()).isZero();
        assertThat(command.out()).startsWith("Usage: sancho").contains("Exit status:", "130");
    }

    @ParameterizedTest
    @ValueSource(strings = {"work", "enqueue", "stats", "doctor"})
    void everyCommandHasHelp(String name) {
        Command command = Command.run(name, "--help");

        assertThat(command.status()).isZero();
        assertThat(command.out()).contains("Usage: sancho " + name, "--store");
    }

    @Test
    void refusesAnUnknownCommand() {
        Command command = Command.run("no-such-command");

        assertThat(command.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(command.err()).contains("no-such-command");
    }

    @Test
    void aWrongOptionShowsNoPassword() {
        Command command = Command.run("stats", "--stor=redis://:s3cret@host");

        assertThat(command.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(command.err()).contains("--stor").doesNotContain("s3cret");
    }

    @Test
    void anUnknownStoreIsAFailureAndShowsNoPassword() {
        Command command = Command.run("stats", "--store", "nosuch://:s3cret@host");

        assertThat(command.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(command.err()).contains("No store on the class path").doesNotContain("s3cret");
    }
}
