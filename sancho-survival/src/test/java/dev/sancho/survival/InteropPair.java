package dev.sancho.survival;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.Jobs;
import dev.sancho.job.Enqueued;
import dev.sancho.job.Json;
import dev.sancho.store.JobStore;
import dev.sancho.store.StoreSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ZAddParams;
import tools.jackson.databind.JsonNode;

/** A client of one side and a worker process of one side on a Redis of their own, with Ruby's office beside them. Thread-safe but for its worker. */
final class InteropPair implements AutoCloseable {
    /** Which program. */
    enum Side {
        RUBY("Ruby", "Interop::Refused", "Ruby says no: ☃"),
        JAVA("Java", "java.lang.IllegalStateException", InteropJobs.MESSAGE);

        final String shown;
        final String errorClass;
        final String errorMessage;

        Side(String shown, String errorClass, String errorMessage) {
            this.shown = shown;
            this.errorClass = errorClass;
            this.errorMessage = errorMessage;
        }
    }

    /** A job to be pushed, {@code inSeconds} from now; {@code retries} below 0 says nothing. */
    record Order(String name, String queue, int retries, double inSeconds, List<Object> args) {
        static Order to(Object... args) {
            return new Order(InteropJobs.NAME, SERVED, -1, 0, List.of(args));
        }

        Order named(String other) {
            return new Order(other, queue, retries, inSeconds, args);
        }

        Order on(String other) {
            return new Order(name, other, retries, inSeconds, args);
        }

        Order retries(int times) {
            return new Order(name, queue, times, inSeconds, args);
        }

        Order in(double seconds) {
            return new Order(name, queue, retries, seconds, args);
        }
    }

    /** A line that a worker wrote: {@code event}, {@code by}, {@code at} and the {@code payload} that it saw. */
    record Run(JsonNode line) {
        boolean is(String event) {
            return line.path("event").asString().equals(event);
        }

        String by() {
            return line.path("by").asString();
        }

        double at() {
            return line.path("at").asDouble();
        }

        JsonNode payload() {
            return line.path("payload");
        }
    }

    /** The worker's queue; that of the jobs that nobody knows; and one that nobody serves. */
    static final String SERVED = "interop";

    static final String STRANGE = "strange";
    static final String IDLE = "idle";

    final Side client;
    final Side worker;
    private final RubyShop shop = new RubyShop();
    private final RubyOffice office = new RubyOffice(shop);
    private final JobStore store;
    private final Jobs jobs;
    private @Nullable Process process;

    InteropPair(Side client, Side worker) {
        this.client = client;
        this.worker = worker;
        this.store = Backend.open(shop.url(), StoreSettings.DEFAULTS);
        this.jobs = Jobs.of(store, ClientConfig.defaults());
    }

    String shown() {
        return client.shown + " client, " + worker.shown + " worker";
    }

    RubyOffice office() {
        return office;
    }

    /** @param stopTimeout how many seconds a stop waits for running jobs */
    void startWorker(int stopTimeout) {
        String[] options = {"-t", Integer.toString(stopTimeout), "-q", SERVED, "-q", STRANGE};
        process = worker == Side.RUBY
                ? shop.startSidekiq("./interop_worker.rb", options)
                : shop.startWork("--jobs=" + InteropJobs.class.getName(), options);
    }

    Process worker() {
        return requireNonNull(process);
    }

    /** The worker's record as Ruby's API reads it; null while there is none. */
    @Nullable
    JsonNode record() {
        return office.ask("processes")
                .valueStream()
                .filter(each -> each.path("pid").asLong() == worker().pid())
                .findFirst()
                .orElse(null);
    }

    String identity() {
        awaitThat("the worker is in Ruby's list", () -> record() != null);
        return requireNonNull(record()).path("identity").asString();
    }

    void awaitExit() {
        try {
            assertThat(worker().waitFor(40, TimeUnit.SECONDS))
                    .as("the worker leaves")
                    .isTrue();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
        if (worker == Side.JAVA) { // Ruby's last heartbeat may come after its farewell, and stays for a minute
            assertThat(record()).as("the record of a worker that left").isNull();
        }
    }

    /** Pushes a job from the client's side; returns its id. */
    String push(Order order) {
        if (client == Side.RUBY) {
            return office.ask("push", rubyItem(order)).asString();
        }
        return javaCall(order).enqueue(order.name(), order.args().toArray()).id();
    }

    /** Pushes one job for each list of arguments with one call of the client's bulk. */
    List<String> pushAll(Order order, List<List<Object>> args) {
        if (client == Side.RUBY) {
            Map<String, Object> item = rubyItem(order);
            item.put("args", args);
            return office.ask("bulk", item)
                    .valueStream()
                    .map(JsonNode::asString)
                    .toList();
        }
        return javaCall(order).enqueueAll(order.name(), args).stream()
                .map(Enqueued::id)
                .toList();
    }

    private static Map<String, Object> rubyItem(Order order) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("class", order.name());
        item.put("args", order.args());
        item.put("queue", order.queue());
        if (order.retries() >= 0) {
            item.put("retry", order.retries());
        }
        if (order.inSeconds() > 0) {
            item.put("at", System.currentTimeMillis() / 1e3 + order.inSeconds());
        }
        return item;
    }

    private Jobs javaCall(Order order) {
        Jobs call = jobs.queue(order.queue());
        call = order.retries() >= 0 ? call.retries(order.retries()) : call;
        return order.inSeconds() > 0 ? call.in(Duration.ofMillis((long) (order.inSeconds() * 1e3))) : call;
    }

    /** What workers wrote of all jobs. */
    List<Run> runs() {
        return runs("");
    }

    /** What workers wrote of this job. */
    List<Run> runs(String jid) {
        List<Run> runs = new ArrayList<>();
        shop.doneLines().stream()
                .filter(line -> line.contains(jid))
                .forEach(line -> runs.add(new Run(Json.mapper().readTree(line))));
        return runs;
    }

    long count(String event, String jid) {
        return runs(jid).stream().filter(run -> run.is(event)).count();
    }

    /** Waits until the job has been done; returns what the worker wrote when it began for the last time. */
    Run awaitDone(String jid) {
        awaitThat("job " + jid + " ends", () -> count("ended", jid) > 0);
        assertThat(runs(jid)).allMatch(run -> run.by().equals(worker == Side.RUBY ? "ruby" : "java"));
        return runs(jid).stream().filter(run -> run.is("begun")).toList().getLast();
    }

    /** Waits until the job is in this set; returns its payload as Ruby reads it. */
    JsonNode awaitIn(String set, String jid) {
        awaitThat("job " + jid + " is in " + set, () -> office.has(set, jid));
        return office.entry(set, jid).path("item");
    }

    /** Waits until the job waits for its retry, and puts that off, so that nothing but a hand moves it. */
    void awaitHeldRetry(String jid) {
        awaitIn("retry", jid);
        rescore(jid, System.currentTimeMillis() / 1e3 + 3_600);
    }

    /** Makes the job's retry due now. */
    void makeDue(String jid) {
        rescore(jid, 1);
    }

    private void rescore(String jid, double score) {
        try (Jedis raw = shop.raw()) {
            raw.zrange("retry", 0, -1).stream()
                    .filter(member -> member.contains(jid))
                    .forEach(member -> raw.zadd(
                            "retry", score, member, ZAddParams.zAddParams().xx()));
        }
    }

    /** A gate that jobs wait for. */
    Path gate(String name) {
        return shop.gate(name);
    }

    static void openGate(Path gate) {
        try {
            Files.createFile(gate);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static void awaitThat(String what, Callable<Boolean> condition) {
        await(what)
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(60))
                .until(condition);
    }

    @Override
    public void close() {
        store.close();
        office.close();
        shop.close();
    }
}
