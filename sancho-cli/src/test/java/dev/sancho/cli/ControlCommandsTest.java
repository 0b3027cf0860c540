package dev.sancho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.Sancho;
import dev.sancho.store.Beat;
import dev.sancho.store.JobStore;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.Signal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlCommandsTest {
    @TempDir
    private Path folder;

    private String url = "";

    @BeforeEach
    void makeAStore() {
        url = "jdbc:sqlite:" + folder.resolve("jobs.db");
        Command.run("enqueue", "--store", url, "--queue", "mail", "A");
    }

    @Test
    void pauseAndResumeQueues() {
        Command paused = Command.run("pause", "--store", url, "mail", "low");

        assertThat(paused.status()).isEqualTo(ExitStatus.OK);
        assertThat(paused.out()).contains("Queue mail is paused", "sancho resume low");
        assertThat(Command.run("stats", "--store", url).out()).containsPattern("mail .* paused");
        assertThat(Command.run("stats", "--store", url, "--json").out()).contains("\"paused\":true");
        assertThat(Command.run("resume", "--store", url, "mail", "other").out())
                .contains("Queue mail goes on.", "Queue other was not paused.");
        try (Sancho sancho = Sancho.open(url)) {
            assertThat(sancho.store().controls().paused()).containsExactly("low");
        }
    }

    @Test
    void askProcessesByTheirIdOrItsBeginning() {
        try (Sancho sancho = Sancho.open(url)) {
            beat(sancho.store(), "host:12:aa");
            beat(sancho.store(), "host:2:bb");
            Command quiet = Command.run("quiet", "--store", url, "host:12");
            Command.run("dump", "--store", url, "host:2:bb");
            Command.run("stop", "--store", url, "--all");

            assertThat(quiet.status()).isEqualTo(ExitStatus.OK);
            assertThat(quiet.out()).contains("host:12:aa is asked to quiet");
            assertThat(beat(sancho.store(), "host:12:aa").signals()).containsExactly(Signal.QUIET, Signal.STOP);
            assertThat(beat(sancho.store(), "host:2:bb").signals()).containsExactly(Signal.DUMP, Signal.STOP);
        }
    }

    @Test
    void askNobodyByASlipOfThePen() {
        try (Sancho sancho = Sancho.open(url)) {
            beat(sancho.store(), "host:1:aa");
            beat(sancho.store(), "host:1:ab");
            Command several = Command.run("stop", "--store", url, "host:1:a");
            Command none = Command.run("stop", "--store", url, "elsewhere:1");

            assertThat(several.status()).isEqualTo(ExitStatus.FAILURE);
            assertThat(several.err()).contains("may be any of host:1:aa, host:1:ab");
            assertThat(none.err()).contains("No worker process elsewhere:1 lives. Those that do: host:1:aa, host:1:ab");
            assertThat(Command.run("stop", "--store", url).status()).isEqualTo(ExitStatus.USAGE);
            assertThat(beat(sancho.store(), "host:1:aa").signals()).isEmpty();
        }
    }

    private static Beat beat(JobStore store, String identity) {
        return store.beat(
                new ProcessRecord(
                        identity,
                        "host",
                        1,
                        Instant.EPOCH,
                        "",
                        List.of(),
                        "Sancho",
                        Map.of(),
                        0,
                        false,
                        1,
                        1,
                        List.of()),
                SeqRanges.NONE);
    }
}
