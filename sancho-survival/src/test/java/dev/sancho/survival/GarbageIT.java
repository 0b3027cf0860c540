package dev.sancho.survival;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.Sancho;
import dev.sancho.client.JobContext;
import dev.sancho.job.Enqueued;
import dev.sancho.job.JobDocument;
import dev.sancho.job.MalformedPayloadException;
import dev.sancho.job.Outcome;
import dev.sancho.job.Payload;
import dev.sancho.store.End;
import dev.sancho.store.JobSet;
import dev.sancho.store.NewJob;
import dev.sancho.store.Place;
import dev.sancho.store.StoredJob;
import dev.sancho.store.To;
import dev.sancho.survival.Garbage.Fate;
import dev.sancho.tck.PrivateRedis;
import dev.sancho.worker.Worker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every case of {@link Garbage} lies in a queue, in the schedule and among the retries, with a thousand good jobs between them. */
class GarbageIT {
    private static final int GOOD = 1_000;
    private static final Instant DUE = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<String> PLACES = List.of("queue", "schedule", "retry");

    private static final List<String> QUEUES = List.of(
            "a b",
            "a:b",
            "queue:",
            "a|b",
            "a\r\nb",
            "\u001b[2J",
            "\u202e",
            "Größe 人 \ud83d\ude00",
            "%s{}\\",
            "q".repeat(100_000));

    @TempDir
    private Path directory;

    private final List<Garbage> cases = Garbage.all();
    private final Queue<String> ran = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @ValueSource(strings = {"memory", "sqlite", "redis"})
    @Timeout(300)
    void eachGoesWhereItShouldAndStopsNothingElse(String kind) throws IOException {
        try (LogCapture log = new LogCapture();
                PrivateRedis redis = kind.equals("redis") ? PrivateRedis.start() : null) {
            try (Sancho sancho = Sancho.builder().url(url(kind, redis)).open()) {
                push(sancho);
                Worker worker = worker(sancho).start();
                await("every payload is where it should be")
                        .pollInterval(Duration.ofMillis(250))
                        .atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(wrong(sancho, false)).isEmpty());
                worker.stop();
                assertThat(wrong(sancho, true)).isEmpty();
                assertThat(ran.stream().filter(mark -> mark.startsWith("good")).distinct())
                        .hasSize(GOOD);
            }
            log.assertClean();
            assertThat(log.lines()).noneMatch(line -> line.contains("could not be settled"));
            Files.write(Path.of("target", "garbage-" + kind + ".log"), log.lines());
        }
    }

    private Worker worker(Sancho sancho) {
        return sancho.worker(w -> w.handle("Good", this::good)
                .handle("Fails", GarbageIT::fails)
                .queues("default")
                .concurrency(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "sqlite", "redis"})
    @Timeout(120)
    void queuesMayHaveAnyName(String kind) {
        try (LogCapture log = new LogCapture();
                PrivateRedis redis = kind.equals("redis") ? PrivateRedis.start() : null;
                Sancho sancho = Sancho.builder().url(url(kind, redis)).open()) {
            List<NewJob> jobs = IntStream.range(0, QUEUES.size())
                    .mapToObj(i -> {
                        String payload = "{\"class\":\"Good\",\"args\":[],\"mark\":\"" + i + "\"}";
                        return new NewJob("j", new To.Queue(QUEUES.get(i), End.BACK, Payload.of(payload)));
                    })
                    .toList();
            assertThat(sancho.store().insert(jobs)).allMatch(Enqueued::added);
            sancho.worker(w -> w.handle("Good", this::good).queues(QUEUES.toArray(String[]::new)))
                    .start();

            await("a job of each queue runs").atMost(Duration.ofSeconds(30)).until(() -> ran.size() == QUEUES.size());
            log.assertClean();
        }
    }

    private String url(String kind, @Nullable PrivateRedis redis) {
        return switch (kind) {
            case "redis" -> requireNonNull(redis).url();
            case "sqlite" -> "jdbc:sqlite:" + directory.resolve("jobs.db");
            default -> "memory";
        };
    }

    private Outcome good(List<?> args, JobContext context) {
        ran.add(context.document().text("mark").orElse("?"));
        return Outcome.done();
    }

    private static Outcome fails(List<?> args, JobContext context) {
        throw new IllegalStateException(
                args.isEmpty() ? "as it should" : args.getFirst().toString());
    }

    private void push(Sancho sancho) {
        List<NewJob> jobs = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            for (String place : PLACES) {
                jobs.add(new NewJob("j", to(place, Payload.of(cases.get(i).marked(mark(place, i))))));
            }
        }
        for (int i = 0; i < GOOD; i++) {
            String good = "{\"class\":\"Good\",\"args\":[],\"mark\":\"good" + i + "\"}";
            jobs.add(i * jobs.size() / GOOD, new NewJob("j", to(PLACES.get(i % 3), Payload.of(good))));
        }
        for (NewJob job : jobs) {
            assertThat(sancho.store().insert(List.of(job)).getFirst().added()).isTrue();
        }
    }

    private static String mark(String place, int number) {
        return "<" + place + number + ">";
    }

    private static To to(String place, Payload payload) {
        return switch (place) {
            case "queue" -> new To.Queue("default", End.BACK, payload);
            case "schedule" -> new To.Sorted(JobSet.SCHEDULED, DUE, payload);
            default -> new To.Sorted(JobSet.RETRY, DUE, payload);
        };
    }

    private List<String> wrong(Sancho sancho, boolean stopped) {
        List<Payload> dead = page(sancho, new Place.Sorted(JobSet.DEAD));
        List<Payload> retry = page(sancho, new Place.Sorted(JobSet.RETRY));
        List<Payload> queue = page(sancho, new Place.Queue("default"));
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            for (String place : PLACES) {
                Garbage one = cases.get(i);
                String mark = mark(place, i);
                boolean right = switch (one.fate()) {
                    case RAW -> holdsRaw(dead, one, mark) && !holds(retry, mark, "");
                    case RUNS -> ran.contains(mark) && !holds(dead, mark, "") && !holds(retry, mark, "");
                    case RETRIED -> holds(retry, mark, one.says()) && !holds(dead, mark, "");
                    case DEAD -> holds(dead, mark, one.says()) && !holds(retry, mark, "");
                    case GONE -> !holds(dead, mark, "") && !holds(retry, mark, "") && !holds(queue, mark, "");
                    case UNKNOWN -> !stopped || holds(queue, mark, "");
                };
                boolean left = stopped && one.fate() != Fate.UNKNOWN && holds(queue, mark, "");
                if (!right || left) {
                    wrong.add(one + " from the " + place + ": not " + one.fate());
                }
            }
        }
        return wrong;
    }

    private static List<Payload> page(Sancho sancho, Place place) {
        return sancho.store().browser().page(place, 0, 100_000).stream()
                .map(StoredJob::payload)
                .toList();
    }

    private static boolean holds(List<Payload> payloads, String mark, String says) {
        return payloads.stream()
                .anyMatch(payload -> contains(payload, mark)
                        && (says.isEmpty()
                                || JobDocument.parse(payload)
                                        .text("error_message")
                                        .orElse("")
                                        .contains(says)));
    }

    private static boolean contains(Payload payload, String mark) {
        // The mark stands within quotes near the start or the end, and is ASCII.
        return new String(payload.bytes(), StandardCharsets.ISO_8859_1).contains(mark);
    }

    /** The very bytes that were put in; but a job that was due has got the time when it went to its queue. */
    private static boolean holdsRaw(List<Payload> dead, Garbage one, String mark) {
        Payload before = Payload.of(one.marked(mark));
        return dead.stream()
                .anyMatch(payload ->
                        payload.equals(before) || withoutTime(payload).equals(before));
    }

    private static Payload withoutTime(Payload payload) {
        try {
            return JobDocument.parse(payload)
                    .edit()
                    .remove("enqueued_at")
                    .done()
                    .payload();
        } catch (MalformedPayloadException notAJob) {
            return payload;
        }
    }
}
