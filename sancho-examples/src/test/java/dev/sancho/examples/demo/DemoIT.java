package dev.sancho.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.cli.ExitStatus;
import dev.sancho.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo from outside, as a stranger runs it. */
class DemoIT {
    @TempDir
    private Path folder;

    @Test
    void losesNothingAndGoesOnWhereAnEarlierOneWasInterrupted() throws Exception {
        Path out = folder.resolve("first.txt");
        Process first = demo(out);
        await("a worker is killed while it runs jobs")
                .atMost(Duration.ofSeconds(100))
                .until(() -> Files.readString(out).contains("while it ran"));
        interrupt(first);
        assertEndsWell(first, out, 60);
        assertThat(first.toHandle().descendants()).isEmpty();
        assertThat(Files.readString(out)).contains("safe in the store", "./sancho demo --dir");

        Path account = folder.resolve("second.txt");
        Process second = demo(account, "--exit-when-done");
        assertEndsWell(second, account, 200);
        assertThat(Files.readString(account)).contains("An earlier demo pushed", "while it ran", "agree on every job");
    }

    private static void interrupt(Process demo) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-INT", Long.toString(demo.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static void assertEndsWell(Process demo, Path out, int seconds) throws IOException, InterruptedException {
        assertThat(demo.waitFor(seconds, TimeUnit.SECONDS))
                .as("it ends; it says: %s", Files.readString(out))
                .isTrue();
        assertThat(demo.exitValue()).as("exit status").isEqualTo(ExitStatus.OK);
    }

    private Process demo(Path out, String... options) throws IOException {
        List<String> command = new ArrayList<>(hearingInterrupts());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "demo",
                "--dir",
                folder.resolve("demo").toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    // A shell starts what it puts into the background with INT ignored, and so the tests' children would be.
    private static List<String> hearingInterrupts() {
        return System.getProperty("os.name").equals("Linux") ? List.of("env", "--default-signal=INT") : List.of();
    }
}
