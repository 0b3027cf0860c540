package dev.sancho.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sancho.tck.PrivateRedis;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import redis.clients.jedis.RedisClient;
import tools.jackson.databind.json.JsonMapper;

/** Small runs: what is printed and what is left behind, not how fast it was. */
class BenchIT {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @Test
    void measuresSqliteBesideTheFileThatIsNamed() throws Exception {
        int status = bench(
                "--store",
                "jdbc:sqlite:" + folder.resolve("jobs.db"),
                "--jobs=300",
                "--rounds=1",
                "--warm-ups=0",
                "--json",
                "--only=drain,enqueue_bulk,enqueue_single,enqueue_100_threads,pickup,rss,contended");

        assertThat(status).as(err.toString()).isZero();
        Map<?, ?> json = JsonMapper.shared().readValue(out.toString(), Map.class);
        assertThat(json.get("jobs")).isEqualTo(300);
        assertThat(json.get("max_running")).isEqualTo(10);
        assertPositive(json, "drain_per_s", "contended_drain_per_s", "contended_insert_p99_ms");
        assertPositive(json, "enqueue_bulk_per_s", "enqueue_single_per_s", "enqueue_100_threads_per_s");
        assertPositive(json, "pickup_p50_ms", "pickup_p99_ms");
        assertThat(json.containsKey("sleepers_per_s")).isFalse();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void measuresRedisUnderAPrefixOfItsOwn() throws Exception {
        try (PrivateRedis server = PrivateRedis.start();
                RedisClient redis = RedisClient.create(server.url())) {
            redis.set("another", "program's");

            int status = bench(
                    "--store",
                    server.url(),
                    "--jobs=300",
                    "--concurrency=3",
                    "--rounds=1",
                    "--warm-ups=0",
                    "--json",
                    "--only=drain,no_look_ahead,sleepers,bare_loop");

            assertThat(status).as(err.toString()).isZero();
            Map<?, ?> json = JsonMapper.shared().readValue(out.toString(), Map.class);
            assertThat(json.get("store")).isEqualTo(server.url());
            assertThat(json.get("max_running")).isEqualTo(3);
            assertPositive(json, "drain_per_s", "drain_no_look_ahead_per_s", "sleepers_per_s", "bare_loop_per_s");
            assertThat(redis.keys("*")).containsExactly("another");
        }
    }

    @Test
    void measuresRubyInAnEmptyDatabaseOfTheSameServer() throws Exception {
        assumeThat(isOnPath("sidekiq")).as("there is a sidekiq on the PATH").isTrue();
        try (PrivateRedis server = PrivateRedis.start();
                RedisClient redis = RedisClient.create(server.url() + "/15")) {
            redis.set("another", "program's");

            int status = bench(
                    "--store", server.url(), "--jobs=300", "--rounds=1", "--warm-ups=0", "--with-ruby", "--only=drain");

            assertThat(status).as(err.toString()).isZero();
            assertThat(out.toString()).contains("drain by Sidekiq", "Sancho to that");
            assertThat(redis.keys("*")).containsExactly("another");
            assertThat(redis.info("keyspace")).contains("db15:").doesNotContain("db14:", "db0:");
        }
    }

    @Test
    void refusesAStoreThatProcessesDoNotShare() {
        assertThat(bench("--store=memory")).isEqualTo(1);
        assertThat(err.toString()).contains("a store that processes share");
    }

    private int bench(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        return new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private static void assertPositive(Map<?, ?> json, String... fields) {
        for (String field : fields) {
            assertThat(json.get(field))
                    .as(field)
                    .isInstanceOfSatisfying(
                            Number.class,
                            figure -> assertThat(figure.doubleValue()).isPositive());
        }
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
