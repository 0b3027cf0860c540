package dev.sancho.bench;

import dev.sancho.Sancho;
import dev.sancho.cli.CliFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import redis.clients.jedis.RedisClient;

/** Ruby's Sidekiq, from the PATH, at work in a database of its own on the same server, and fed with the same number of jobs. */
final class RubyRig implements AutoCloseable {
    private static final int DATABASES = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path script;
    private final Path log;
    private final String url;
    private final Sancho client;
    private final Child worker;
    private final String version;
    private final int concurrency;

    /** How Sidekiq is run. */
    enum Mode {
        /** As it is installed: Debian's has its redis gem print a warning to stderr at each fetch. */
        AS_INSTALLED,
        /** Without those warnings. */
        SILENT
    }

    private RubyRig(String url, int concurrency, Mode mode) throws IOException {
        this.url = url;
        this.concurrency = concurrency;
        script = Files.createTempFile("sancho-bench-", ".rb");
        log = Files.createTempFile("sancho-bench-", ".log");
        try (InputStream source = RubyRig.class.getResourceAsStream("ruby_worker.rb")) {
            Files.copy(Objects.requireNonNull(source), script, StandardCopyOption.REPLACE_EXISTING);
        }
        worker = Child.start(
                "sidekiq",
                List.of("sidekiq", "-c", String.valueOf(concurrency), "-r", script.toString()),
                mode == Mode.SILENT ? Map.of("REDIS_URL", url, "SANCHO_BENCH_SILENT", "1") : Map.of("REDIS_URL", url),
                log);
        version = "Sidekiq "
                + worker.await("sidekiq", line -> line.startsWith("sidekiq "), Duration.ofSeconds(60))
                        .substring("sidekiq ".length());
        client = Sancho.open(url);
    }

    static RubyRig start(RedisSpace space, int concurrency, Mode mode) throws IOException {
        return new RubyRig(emptyDatabase(space), concurrency, mode);
    }

    String version() {
        return version;
    }

    /** Fills the queue while nothing runs, and has it drained; returns how many seconds it took until the last job's end. */
    double round(int jobs) {
        client.jobs().enqueueAll("BenchHold", Collections.nCopies(concurrency, List.of(concurrency)));
        worker.await(BenchWorker.GATED);
        client.jobs().enqueueAll("BenchNoop", IntStream.range(0, jobs).mapToObj(List::of));
        worker.order("expect " + jobs);
        worker.await("expecting");
        return Rig.seconds(() -> {
            worker.order(BenchWorker.OPEN);
            worker.await("drained", "drained"::equals, PATIENCE);
        });
    }

    private static String emptyDatabase(RedisSpace space) {
        for (int number = DATABASES - 1; number >= 0; number--) {
            String url = space.database(number);
            try (RedisClient redis = RedisClient.create(url)) {
                if (redis.dbSize() == 0) {
                    redis.sadd("queues", "default"); // now it is taken
                    return url;
                }
            }
        }
        throw CliFailure.of(
                "No database of this Redis is empty, and Ruby's Sidekiq knows no prefix; try --private-redis");
    }

    /** Deletes what is in the database, which was empty before. */
    @Override
    public void close() throws IOException {
        worker.close();
        client.close();
        try (RedisClient redis = RedisClient.create(url)) {
            redis.flushDB();
        }
        Files.deleteIfExists(script);
        Files.deleteIfExists(log);
    }

    @Override
    public String toString() {
        return "sidekiq";
    }
}
