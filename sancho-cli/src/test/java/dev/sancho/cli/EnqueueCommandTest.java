package dev.sancho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.Sancho;
import dev.sancho.job.JobDocument;
import dev.sancho.store.JobSet;
import dev.sancho.store.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnqueueCommandTest {
    @TempDir
    private Path folder;

    private String url = "";

    @BeforeEach
    void nameTheStore() {
        url = "jdbc:sqlite:" + folder.resolve("jobs.db");
    }

    @Test
    void putsAJobOnItsQueueAndPrintsItsId() {
        Command command =
                Command.run("enqueue", "--store", url, "HardWorker", "bob", "5", "-3", "[1,2]", "--queue", "low");

        assertThat(command.status()).isZero();
        List<JobDocument> jobs = jobs(new Place.Queue("low"));
        assertThat(jobs).singleElement().satisfies(job -> {
            assertThat(command.out()).isEqualTo(job.jid() + System.lineSeparator());
            assertThat(job.name()).isEqualTo("HardWorker");
            assertThat(args(job)).isEqualTo("[\"bob\",5,-3,[1,2]]");
        });
    }

    @Test
    void schedulesAJobWithOptions() {
        Command command = Command.run(
                "enqueue",
                "--store",
                url,
                "HardWorker",
                "--in",
                "1h",
                "--retries",
                "3",
                "--tag",
                "a",
                "--tag",
                "b",
                "--json");

        assertThat(command.status()).isZero();
        assertThat(jobs(new Place.Sorted(JobSet.SCHEDULED))).singleElement().satisfies(job -> {
            assertThat(command.out()).contains("{\"jid\":\"" + job.jid() + "\",\"added\":true}");
            assertThat(job.raw("retry")).contains("3");
            assertThat(job.raw("tags")).contains("[\"a\",\"b\"]");
        });
    }

    @Test
    void putsAJobForEachLineOfAFile() throws IOException {
        Path file = folder.resolve("jobs.jsonl");
        Files.write(
                file,
                IntStream.range(0, 2_500)
                        .mapToObj(i -> i % 2 == 0 ? "[" + i + ",\"x\"]" : "" + i)
                        .toList());

        Command command = Command.run("enqueue", "--store", url, "HardWorker", "--each", file.toString());

        assertThat(command.status()).isZero();
        assertThat(command.out().strip()).isEqualTo("2500");
        assertThat(jobs(new Place.Queue("default")))
                .hasSize(2_500)
                .extracting(EnqueueCommandTest::args)
                .startsWith("[0,\"x\"]", "[1]", "[2,\"x\"]");
    }

    @Test
    void stopsAtABadLineAndSaysWhatWasPushed() throws IOException {
        Path file = folder.resolve("jobs.jsonl");
        Files.write(file, List.of("1", "", "[2]", "oops", "3"));

        Command command = Command.run("enqueue", "--store", url, "HardWorker", "--each", file.toString());

        assertThat(command.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(command.err()).contains("Line 4 of " + file, "2 jobs, of the lines before, were enqueued");
        assertThat(jobs(new Place.Queue("default")))
                .extracting(EnqueueCommandTest::args)
                .containsExactly("[1]", "[2]");
    }

    @Test
    void refusesWhatExcludesEachOther() {
        assertThat(Command.run("enqueue", "--store", url, "X", "--in", "5", "--at", "2026-12-24T18:00")
                        .status())
                .isEqualTo(ExitStatus.USAGE);
        assertThat(Command.run("enqueue", "--store", url, "X", "1", "--each", "f")
                        .status())
                .isEqualTo(ExitStatus.USAGE);
        assertThat(Command.run("enqueue", "--store", url, "X", "--qeue", "low").err())
                .contains("--qeue");
        assertThat(Command.run("enqueue", "--store", url, "X", "--retries", "-5")
                        .status())
                .isEqualTo(ExitStatus.USAGE);
    }

    private List<JobDocument> jobs(Place place) {
        try (Sancho sancho = Sancho.open(url)) {
            return sancho.store().browser().page(place, 0, 10_000).stream()
                    .map(job -> JobDocument.parse(job.payload()))
                    .toList();
        }
    }

    private static String args(JobDocument job) {
        byte[] args = job.args();
        return args == null ? "" : new String(args, StandardCharsets.UTF_8);
    }
}
