package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.Sancho;
import dev.sancho.job.JobDocument;
import dev.sancho.job.Outcome;
import dev.sancho.job.Payload;
import dev.sancho.store.Effect;
import dev.sancho.store.EffectJson;
import dev.sancho.store.End;
import dev.sancho.store.JobSet;
import dev.sancho.store.NewJob;
import dev.sancho.store.Place;
import dev.sancho.store.StoredJob;
import dev.sancho.store.To;
import dev.sancho.tck.PrivateRedis;
import dev.sancho.worker.Worker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends payloads with faults of every kind down the whole line for a minute, or for {@code -Dfuzz.seconds}: in rounds, each with a store and a
 * worker of its own, in memory and every fifth on Redis. What a round does depends on nothing but its seed, which a failure names;
 * {@code -Dfuzz.seed} begins with that one. What it finds becomes a case of {@link Garbage}.
 */
class FuzzIT {
    private static final Logger LOG = LoggerFactory.getLogger(FuzzIT.class);
    private static final int BAD = 1_000;
    private static final int GOOD = 100;

    private static final List<String> BASES = List.of(
            "{\"retry\":true,\"queue\":\"default\",\"class\":\"Good\",\"args\":[1,\"bob\",{\"a\":[1.0,null]}],\"jid\":\"b4a577edbccf1d805744efa9\","
                    + "\"created_at\":1795424200.1462,\"enqueued_at\":1795424200.1463}",
            "{\"retry\":3,\"queue\":\"low\",\"class\":\"Fails\",\"args\":[],\"jid\":\"b4a577edbccf1d805744efa9\",\"created_at\":1795424200146,"
                    + "\"retry_count\":1,\"failed_at\":1795424200.1,\"error_class\":\"E\",\"error_message\":\"m\\u00e4h\",\"dead\":true}",
            "{\"class\":\"Good\",\"args\":[\"\u00e4\u20ac\ud83d\ude00\\\"\\\\\\u001f\"],\"retry\":false,\"tags\":[\"a\",\"b\"],\"backtrace\":5,"
                    + "\"retry_for\":3600,\"timeout\":10.5,\"bid\":\"x\",\"class\":\"Good\"}",
            "{\"class\":\"Fails\",\"args\":[12345678901234567890,1e2],\"retry\":0,\"backtrace\":true,\"retry_queue\":\"slow\",\"sancho\":"
                    + "{\"crashes\":1,\"unknown_since\":1795424200.5,\"on\":{\"DEAD\":"
                    + EffectJson.write(List.of(new Effect.Unlock("lock", "holder"), new Effect.Add("mine", 1))) + "}}}",
            "{\"class\":\"ActiveJob::QueueAdapters::SidekiqAdapter::JobWrapper\",\"wrapped\":\"Good\",\"args\":[{\"job_class\":\"Good\",\"arguments\":"
                    + "[{\"_aj_serialized\":\"ActiveJob::Serializers::DurationSerializer\",\"value\":5,\"parts\":[[{\"_aj_serialized\":"
                    + "\"ActiveJob::Serializers::SymbolSerializer\",\"value\":\"seconds\"},5]]},{\"a\":1,\"_aj_symbol_keys\":[\"a\"]}],"
                    + "\"executions\":1,\"exception_executions\":{\"[E]\":1}}],\"traceparent\":"
                    + "\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"}",
            "{ \"class\" : \"Elsewhere\" ,\t\"args\" : [ ] }\n");

    private final PrivateRedis redis = PrivateRedis.shared();

    @Test
    void nothingBadStopsAnythingGood() {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.getLong("fuzz.seconds", 60));
        int rounds = 0;
        try (LogCapture log = new LogCapture()) {
            do {
                long mine = seed + rounds++;
                try {
                    new Round(mine, rounds % 5 == 0 ? redis.url("fuzz" + rounds + ":") : "memory").play();
                    log.assertClean();
                    assertThat(log.lines()).noneMatch(line -> line.contains("could not be settled"));
                } catch (Throwable found) {
                    throw new AssertionError(
                            "Round " + rounds + ", -Dfuzz.seed=" + mine + ": " + found.getMessage() + "\n" + log.tail(),
                            found);
                }
            } while (System.nanoTime() < until);
        }
        LOG.warn("{} rounds of {} bad payloads from -Dfuzz.seed={} on found nothing", rounds, BAD, seed);
    }

    /** What one seed does. */
    private static final class Round {
        private final String url;
        private final Mutator mutator;
        private final SplittableRandom random;
        private final Set<String> ran = ConcurrentHashMap.newKeySet();
        private final AtomicLong failed = new AtomicLong();
        private final List<Payload> malformed = new ArrayList<>();
        private int known;
        private int unknown;

        Round(long seed, String url) {
            this.url = url;
            this.random = new SplittableRandom(seed);
            this.mutator = new Mutator(random.split());
        }

        void play() {
            try (Sancho sancho = Sancho.builder().url(url).open()) {
                push(sancho);
                Worker worker = worker(sancho).start();
                await("all that can run has run")
                        .pollInterval(Duration.ofMillis(10))
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> {
                            assertThat(processed(sancho)).as("runs").isEqualTo(known);
                            assertThat(dead(sancho)).containsAll(malformed);
                            assertThat(size(sancho, new Place.Queue("fuzz"))).isZero();
                        });
                worker.stop();
                addsUp(sancho);
            }
        }

        private Worker worker(Sancho sancho) {
            return sancho.worker(w -> w.handle("Good", (args, context) -> {
                        ran.add(context.id());
                        return Outcome.done();
                    })
                    .handle("Fails", (args, context) -> {
                        throw new IllegalStateException(String.valueOf(args));
                    })
                    .onError((error, context) -> failed.incrementAndGet())
                    .runForeignBatches(true)
                    .queues("fuzz", "unknown")
                    .concurrency(10));
        }

        private void push(Sancho sancho) {
            Set<Payload> bad = new LinkedHashSet<>(); // two alike would be one in a set
            while (bad.size() < BAD) {
                bad.add(Payload.of(mutator.mutated(BASES)));
            }
            List<NewJob> jobs = new ArrayList<>();
            for (Payload payload : bad) {
                try {
                    Oracle.check(payload.bytes());
                } catch (Throwable different) {
                    throw new AssertionError(HexFormat.of().formatHex(payload.bytes()) + " " + payload, different);
                }
                jobs.add(new NewJob("j", new To.Queue(queueFor(payload), End.BACK, payload)));
            }
            for (int i = 0; i < GOOD; i++) {
                String good = "{\"class\":\"Good\",\"args\":[],\"jid\":\"good" + i + "\"}";
                known++;
                jobs.add(
                        random.nextInt(jobs.size()), new NewJob("j", new To.Queue("fuzz", End.BACK, Payload.of(good))));
            }
            sancho.store().insert(jobs);
        }

        /** Names that nobody knows go round in a queue of their own, where they keep nobody else. */
        private String queueFor(Payload payload) {
            ObjectNode object = Oracle.read(payload.bytes());
            String name = object == null || !object.path("class").isString()
                    ? ""
                    : object.path("class").asString("");
            if (name.isEmpty()) {
                malformed.add(payload);
                return "fuzz";
            }
            String own =
                    name.contains("ActiveJob::") ? JobDocument.parse(payload).name() : name;
            boolean isKnown = own.equals("Good") || own.equals("Fails");
            known += isKnown ? 1 : 0;
            unknown += isKnown ? 0 : 1;
            return isKnown ? "fuzz" : "unknown";
        }

        private void addsUp(Sancho sancho) {
            for (int i = 0; i < GOOD; i++) {
                assertThat(ran).contains("good" + i);
            }
            List<Payload> dead = dead(sancho);
            assertThat(dead).containsAll(malformed);
            assertThat(processed(sancho)).as("runs").isEqualTo(known);
            assertThat(sancho.store().browser().counter("failed"))
                    .as("failures")
                    .isEqualTo(failed.get());
            long tooLongUnknown = dead.stream().filter(FuzzIT::isUnknown).count();
            assertThat(size(sancho, new Place.Queue("unknown")) + tooLongUnknown)
                    .as("unknown names")
                    .isEqualTo(unknown);
            long kept = dead.size() - malformed.size() - tooLongUnknown + size(sancho, new Place.Sorted(JobSet.RETRY));
            assertThat(kept).as("kept failures").isBetween(failed.get() / 4, failed.get());
            assertThat(sancho.store().browser().places()).noneMatch(Place.InFlight.class::isInstance);
        }

        private static List<Payload> dead(Sancho sancho) {
            return sancho.store().browser().page(new Place.Sorted(JobSet.DEAD), 0, 100_000).stream()
                    .map(StoredJob::payload)
                    .toList();
        }

        private static long size(Sancho sancho, Place place) {
            return sancho.store().browser().size(place);
        }

        private static long processed(Sancho sancho) {
            return sancho.store().browser().counter("processed");
        }
    }

    private static boolean isUnknown(Payload payload) {
        return new String(payload.bytes(), StandardCharsets.ISO_8859_1).contains("UnknownJobException")
                && JobDocument.parse(payload).text("error_class").orElse("").endsWith("UnknownJobException");
    }
}
