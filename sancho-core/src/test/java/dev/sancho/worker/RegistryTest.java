package dev.sancho.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.client.JobContext;
import dev.sancho.job.ArgsCodec;
import dev.sancho.job.Job;
import dev.sancho.job.JobArgumentException;
import dev.sancho.job.JobDocument;
import dev.sancho.job.Outcome;
import dev.sancho.job.Payload;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // what is null where it must not be fails the test
class RegistryTest {
    private static final List<String> CALLS = Collections.synchronizedList(new ArrayList<>());
    private static final JobContext CONTEXT = (JobContext) Proxy.newProxyInstance(
            RegistryTest.class.getClassLoader(),
            new Class<?>[] {JobContext.class},
            (proxy, method, args) -> method.getReturnType() == String.class ? "the context" : null);

    @BeforeEach
    void clear() {
        CALLS.clear();
    }

    @Test
    void runsAStaticReference() throws Throwable {
        run(new WorkerBuilder().handle(RegistryTest::publish), "RegistryTest::Publish", "[\"x\",7]");

        assertThat(CALLS).containsExactly("publish x 7");
    }

    @Test
    void runsAnInstanceReferenceOnTheObjectGiven() throws Throwable {
        run(new WorkerBuilder().handle(Mailer::welcome, new Mailer("one")), "Mailer::Welcome", "[42]");

        assertThat(CALLS).containsExactly("one welcomes 42");
    }

    @Test
    void runsAnInstanceReferenceOnAnObjectOfItsOwn() throws Throwable {
        AtomicInteger made = new AtomicInteger();
        WorkerBuilder worker =
                new WorkerBuilder().handleEach(Mailer::welcome, () -> new Mailer("m" + made.incrementAndGet()));

        run(worker, "Mailer::Welcome", "[1]");
        run(worker, "Mailer::Welcome", "[2]");

        assertThat(CALLS).containsExactly("m1 welcomes 1", "m2 welcomes 2");
    }

    @Test
    void givesTheContextToAReferenceThatAsksForIt() throws Throwable {
        run(new WorkerBuilder().handle(Mailer::tell, new Mailer("one")), "Mailer::Tell", "[\"x\"]");

        assertThat(CALLS).containsExactly("one tells x the context");
    }

    @Test
    void refusesAReferenceWithoutItsObjectOrWithOneTooMany() {
        assertThatThrownBy(() -> build(new WorkerBuilder().handle(Mailer::welcome)))
                .hasMessageContaining("is an instance method")
                .hasMessageContaining("handle(Mailer::welcome, object)");
        assertThatThrownBy(() -> build(new WorkerBuilder().handle(RegistryTest::once, "x")))
                .hasMessageContaining("is a static method")
                .hasMessageContaining("handle(RegistryTest::once)");
    }

    @Test
    void keepsTheOutcomeThatAReferenceReturns() throws Throwable {
        WorkerBuilder worker = new WorkerBuilder().handle(Mailer::maybe, new Mailer("one"));

        assertThat(run(worker, "Mailer::Maybe", "[true]")).isEqualTo(Outcome.skip("why not"));
        assertThat(run(worker, "Mailer::Maybe", "[false]")).isEqualTo(Outcome.done());
    }

    @Test
    void throwsWhatTheMethodThrewAndNothingAroundIt() {
        WorkerBuilder direct = new WorkerBuilder().handle(Mailer::fail, new Mailer("one"));
        WorkerBuilder reflected = new WorkerBuilder().register(new Annotated());

        assertThatThrownBy(() -> run(direct, "Mailer::Fail", "[]")).isExactlyInstanceOf(IOException.class);
        assertThatThrownBy(() -> run(reflected, "Annotated::Broken", "[]")).isExactlyInstanceOf(IOException.class);
    }

    @Test
    void runsARecordByItsOwnPerform() throws Throwable {
        run(new WorkerBuilder().register(SendInvoice.class), "SendInvoice", "[7]");
        run(new WorkerBuilder().register(WithContext.class), "WithContext", "[\"a\"]");

        assertThat(CALLS).containsExactly("invoice 7", "a with the context");
    }

    @Test
    void runsARecordByAHandler() throws Throwable {
        WorkerBuilder worker = new WorkerBuilder().handle(Bare.class, (job, context) -> {
            CALLS.add(job.text() + " " + context.id());
            return Outcome.discard("read");
        });

        assertThat(run(worker, "Bare", "[\"b\"]")).isEqualTo(Outcome.discard("read"));
        assertThat(CALLS).containsExactly("b the context");
    }

    @Test
    void refusesARecordThatNothingRuns() {
        assertThatThrownBy(() -> build(new WorkerBuilder().register(Bare.class)))
                .hasMessageContaining("no method perform()")
                .hasMessageContaining("handle(Bare.class,");
    }

    @Test
    void runsTheMarkedMethodsOfAnInstance() throws Throwable {
        WorkerBuilder worker = new WorkerBuilder().register(new Annotated());

        run(worker, "Annotated::Hidden", "[\"x\"]");
        run(worker, "Annotated::Fixed", "[]");
        run(worker, "Old::Name", "[]");
        run(worker, "New::Name", "[]");

        assertThat(CALLS).containsExactly("hidden x", "fixed", "renamed", "renamed");
        assertThat(build(worker).jobs()).doesNotContainKey("Annotated::Unmarked");
    }

    @Test
    void runsAnOverriddenMethodOnce() throws Throwable {
        WorkerBuilder worker = new WorkerBuilder().register(new Overriding());

        run(worker, "Overriding::Greet", "[]");

        assertThat(CALLS).containsExactly("overriding");
    }

    @Test
    void asksTheResolverForEachRun() throws Throwable {
        AtomicInteger asked = new AtomicInteger();
        WorkerBuilder worker = new WorkerBuilder().register(Annotated.class).resolver(new Resolver() {
            @Override
            public <T> T resolve(Class<T> type) throws Exception {
                asked.incrementAndGet();
                return type.cast(new Annotated());
            }
        });

        run(worker, "Annotated::Hidden", "[\"x\"]");
        run(worker, "Annotated::Hidden", "[\"y\"]");
        run(worker, "Annotated::Fixed", "[]");

        assertThat(asked).as("a static method needs none").hasValue(2);
    }

    @Test
    void saysWhenNoResolverIsSet() {
        assertThatThrownBy(() -> run(new WorkerBuilder().register(Annotated.class), "Annotated::Hidden", "[\"x\"]"))
                .hasMessageContaining("No resolver is set")
                .hasMessageContaining("Annotated");
    }

    @Test
    void refusesCollisionsOfNamesAndAliases() {
        assertThatThrownBy(() ->
                        build(new WorkerBuilder().register(new Annotated()).handle(Other.Old::name)))
                .hasMessageContaining("Two jobs are named Old::Name")
                .hasMessageContaining("@Job(name = …)");
        assertThatThrownBy(() ->
                        build(new WorkerBuilder().handle(RegistryTest::publish).handle(RegistryTest::publish)))
                .hasMessageContaining("Two jobs are named RegistryTest::Publish");
    }

    @Test
    void saysHowToReachWhatIsHidden() throws NoSuchMethodException {
        var hidden = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);

        assertThatThrownBy(() -> Invocation.of(hidden))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Cannot call")
                .hasMessageContaining("open its package to dev.sancho.core");
    }

    @Test
    void givesAPolicyToAJobByAnyOfItsNames() {
        RetryPolicy policy = RetryPolicy.DEFAULT.withoutJitter();

        var jobs = build(new WorkerBuilder().register(new Annotated()).retryPolicy("Old::Name", policy))
                .jobs();

        assertThat(jobs.get("New::Name").retryPolicy()).isSameAs(policy);
        assertThat(jobs.get("Old::Name").retryPolicy()).isSameAs(policy);
        assertThat(jobs.get("Annotated::Hidden").retryPolicy()).isSameAs(RetryPolicy.DEFAULT);
    }

    @Test
    void refusesArgumentsThatDoNotFit() {
        WorkerBuilder worker = new WorkerBuilder().handle(RegistryTest::publish);

        for (String args : List.of("[]", "[\"x\"]", "[1,\"x\"]", "[\"x\",7,8]")) {
            assertThatThrownBy(() -> run(worker, "RegistryTest::Publish", args))
                    .as(args)
                    .isInstanceOf(JobArgumentException.class);
        }
    }

    static void publish(String text, int number) {
        CALLS.add("publish " + text + " " + number);
    }

    static void once(String text) {
        CALLS.add(text);
    }

    static final class Mailer {
        private final String name;

        Mailer(String name) {
            this.name = name;
        }

        void welcome(long id) {
            CALLS.add(name + " welcomes " + id);
        }

        void tell(String text, JobContext context) {
            CALLS.add(name + " tells " + text + " " + context.id());
        }

        Outcome maybe(boolean skip) {
            return skip ? Outcome.skip("why not") : null;
        }

        void fail() throws IOException {
            throw new IOException("down");
        }
    }

    record SendInvoice(long id) {
        void perform() {
            CALLS.add("invoice " + id);
        }
    }

    record WithContext(String text) {
        void perform(JobContext context) {
            CALLS.add(text + " with " + context.id());
        }
    }

    record Bare(String text) {}

    static class Annotated {
        @Job
        @SuppressWarnings("UnusedMethod") // it is found by its mark
        private void hidden(String text) {
            CALLS.add("hidden " + text);
        }

        @Job
        static void fixed() {
            CALLS.add("fixed");
        }

        @Job(name = "New::Name", aliases = "Old::Name")
        void renamed() {
            CALLS.add("renamed");
        }

        @Job
        void broken() throws IOException {
            throw new IOException("down");
        }

        void unmarked() {}
    }

    static class Greeting {
        @Job
        void greet() {
            CALLS.add("greeting");
        }
    }

    static final class Overriding extends Greeting {
        @Override
        @Job
        void greet() {
            CALLS.add("overriding");
        }
    }

    static final class Other {
        static final class Old {
            static void name() {}
        }
    }

    private static WorkerConfig build(WorkerBuilder worker) {
        return worker.build(ArgsCodec.standard(), List.of());
    }

    private static Outcome run(WorkerBuilder worker, String name, String args) throws Throwable {
        WorkerConfig config = build(worker);
        RegisteredJob job = config.jobs().get(name);
        assertThat(job).as("%s among %s", name, config.jobs().keySet()).isNotNull();
        JobDocument document =
                JobDocument.parse(Payload.of("{\"class\":\"" + name + "\",\"jid\":\"j\",\"args\":" + args + "}"));
        return job.run(config.codec(), document, CONTEXT);
    }
}
