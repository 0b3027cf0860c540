package dev.sancho.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.JobCall.Call2;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every overload of {@code enqueue} is chosen by the compiler for a method reference that fits, without a cast. */
class ReferenceCallsTest {
    private final RecordingStore store = new RecordingStore();
    private final Jobs jobs = Jobs.of(store, ClientConfig.defaults());

    @Test
    void takeMethodsOfZeroToEightArgumentsStaticOrNotWithAContextOrWithout() {
        jobs.enqueue(Target::static0);
        assertJob("Target::Static0", "[]");
        jobs.enqueue(Target::instance0);
        assertJob("Target::Instance0", "[]");
        jobs.enqueue(Target::staticContext0);
        assertJob("Target::StaticContext0", "[]");
        jobs.enqueue(Target::instanceContext0);
        assertJob("Target::InstanceContext0", "[]");
        jobs.enqueue(Target::static1, 1L);
        assertJob("Target::Static1", "[1]");
        jobs.enqueue(Target::instance1, 1L);
        assertJob("Target::Instance1", "[1]");
        jobs.enqueue(Target::staticContext1, 1L);
        assertJob("Target::StaticContext1", "[1]");
        jobs.enqueue(Target::instanceContext1, 1L);
        assertJob("Target::InstanceContext1", "[1]");
        jobs.enqueue(Target::static2, 1L, "b");
        assertJob("Target::Static2", "[1,\"b\"]");
        jobs.enqueue(Target::instance2, 1L, "b");
        assertJob("Target::Instance2", "[1,\"b\"]");
        jobs.enqueue(Target::staticContext2, 1L, "b");
        assertJob("Target::StaticContext2", "[1,\"b\"]");
        jobs.enqueue(Target::instanceContext2, 1L, "b");
        assertJob("Target::InstanceContext2", "[1,\"b\"]");
        jobs.enqueue(Target::static3, 1L, "b", 3);
        assertJob("Target::Static3", "[1,\"b\",3]");
        jobs.enqueue(Target::instance3, 1L, "b", 3);
        assertJob("Target::Instance3", "[1,\"b\",3]");
        jobs.enqueue(Target::staticContext3, 1L, "b", 3);
        assertJob("Target::StaticContext3", "[1,\"b\",3]");
        jobs.enqueue(Target::instanceContext3, 1L, "b", 3);
        assertJob("Target::InstanceContext3", "[1,\"b\",3]");
        jobs.enqueue(Target::static4, 1L, "b", 3, true);
        assertJob("Target::Static4", "[1,\"b\",3,true]");
        jobs.enqueue(Target::instance4, 1L, "b", 3, true);
        assertJob("Target::Instance4", "[1,\"b\",3,true]");
        jobs.enqueue(Target::staticContext4, 1L, "b", 3, true);
        assertJob("Target::StaticContext4", "[1,\"b\",3,true]");
        jobs.enqueue(Target::instanceContext4, 1L, "b", 3, true);
        assertJob("Target::InstanceContext4", "[1,\"b\",3,true]");
        jobs.enqueue(Target::static5, 1L, "b", 3, true, 5.5);
        assertJob("Target::Static5", "[1,\"b\",3,true,5.5]");
        jobs.enqueue(Target::instance5, 1L, "b", 3, true, 5.5);
        assertJob("Target::Instance5", "[1,\"b\",3,true,5.5]");
        jobs.enqueue(Target::staticContext5, 1L, "b", 3, true, 5.5);
        assertJob("Target::StaticContext5", "[1,\"b\",3,true,5.5]");
        jobs.enqueue(Target::instanceContext5, 1L, "b", 3, true, 5.5);
        assertJob("Target::InstanceContext5", "[1,\"b\",3,true,5.5]");
        jobs.enqueue(Target::static6, 1L, "b", 3, true, 5.5, 6L);
        assertJob("Target::Static6", "[1,\"b\",3,true,5.5,6]");
        jobs.enqueue(Target::instance6, 1L, "b", 3, true, 5.5, 6L);
        assertJob("Target::Instance6", "[1,\"b\",3,true,5.5,6]");
        jobs.enqueue(Target::staticContext6, 1L, "b", 3, true, 5.5, 6L);
        assertJob("Target::StaticContext6", "[1,\"b\",3,true,5.5,6]");
        jobs.enqueue(Target::instanceContext6, 1L, "b", 3, true, 5.5, 6L);
        assertJob("Target::InstanceContext6", "[1,\"b\",3,true,5.5,6]");
        jobs.enqueue(Target::static7, 1L, "b", 3, true, 5.5, 6L, List.of("g"));
        assertJob("Target::Static7", "[1,\"b\",3,true,5.5,6,[\"g\"]]");
        jobs.enqueue(Target::instance7, 1L, "b", 3, true, 5.5, 6L, List.of("g"));
        assertJob("Target::Instance7", "[1,\"b\",3,true,5.5,6,[\"g\"]]");
        jobs.enqueue(Target::staticContext7, 1L, "b", 3, true, 5.5, 6L, List.of("g"));
        assertJob("Target::StaticContext7", "[1,\"b\",3,true,5.5,6,[\"g\"]]");
        jobs.enqueue(Target::instanceContext7, 1L, "b", 3, true, 5.5, 6L, List.of("g"));
        assertJob("Target::InstanceContext7", "[1,\"b\",3,true,5.5,6,[\"g\"]]");
        jobs.enqueue(Target::static8, 1L, "b", 3, true, 5.5, 6L, List.of("g"), Instant.EPOCH);
        assertJob("Target::Static8", "[1,\"b\",3,true,5.5,6,[\"g\"],\"1970-01-01T00:00:00Z\"]");
        jobs.enqueue(Target::instance8, 1L, "b", 3, true, 5.5, 6L, List.of("g"), Instant.EPOCH);
        assertJob("Target::Instance8", "[1,\"b\",3,true,5.5,6,[\"g\"],\"1970-01-01T00:00:00Z\"]");
        jobs.enqueue(Target::staticContext8, 1L, "b", 3, true, 5.5, 6L, List.of("g"), Instant.EPOCH);
        assertJob("Target::StaticContext8", "[1,\"b\",3,true,5.5,6,[\"g\"],\"1970-01-01T00:00:00Z\"]");
        jobs.enqueue(Target::instanceContext8, 1L, "b", 3, true, 5.5, 6L, List.of("g"), Instant.EPOCH);
        assertJob("Target::InstanceContext8", "[1,\"b\",3,true,5.5,6,[\"g\"],\"1970-01-01T00:00:00Z\"]");
    }

    @Test
    void takeInheritedAndInterfaceMethods() {
        jobs.enqueue(Child::inherited, 1L);
        assertJob("Child::Inherited", "[1]");

        jobs.enqueue(Child::generic, "x");
        assertJob("Child::Generic", "[\"x\"]");

        jobs.enqueue(Greeter::greet, "x");
        assertJob("Greeter::Greet", "[\"x\"]");

        jobs.enqueue(Child::greet, "x");
        assertJob("Child::Greet", "[\"x\"]");
    }

    @Test
    void takeOverloadedMethodsWithACast() {
        jobs.enqueue((Call2<Overloaded, String>) Overloaded::send, "x");
        assertJob("Overloaded::Send", "[\"x\"]");
    }

    @Test
    void takeNull() {
        jobs.enqueue(Overloaded::nullable, 1L, null);
        assertJob("Overloaded::Nullable", "[1,null]");
    }

    @Test
    void takeMethodsThatReturnSomething() {
        jobs.enqueue(Overloaded::result, 1);
        assertJob("Overloaded::Result", "[1]");
    }

    private void assertJob(String name, String args) {
        assertThat(store.document().name()).isEqualTo(name);
        assertThat(store.document().raw("args")).hasValue(args);
    }

    @SuppressWarnings({"unused", "TooManyParameters"})
    private static final class Target {
        static void static0() {}

        void instance0() {}

        static void staticContext0(JobContext context) {}

        void instanceContext0(JobContext context) {}

        static void static1(long a) {}

        void instance1(long a) {}

        static void staticContext1(long a, JobContext context) {}

        void instanceContext1(long a, JobContext context) {}

        static void static2(long a, String b) {}

        void instance2(long a, String b) {}

        static void staticContext2(long a, String b, JobContext context) {}

        void instanceContext2(long a, String b, JobContext context) {}

        static void static3(long a, String b, int c) {}

        void instance3(long a, String b, int c) {}

        static void staticContext3(long a, String b, int c, JobContext context) {}

        void instanceContext3(long a, String b, int c, JobContext context) {}

        static void static4(long a, String b, int c, boolean d) {}

        void instance4(long a, String b, int c, boolean d) {}

        static void staticContext4(long a, String b, int c, boolean d, JobContext context) {}

        void instanceContext4(long a, String b, int c, boolean d, JobContext context) {}

        static void static5(long a, String b, int c, boolean d, double e) {}

        void instance5(long a, String b, int c, boolean d, double e) {}

        static void staticContext5(long a, String b, int c, boolean d, double e, JobContext context) {}

        void instanceContext5(long a, String b, int c, boolean d, double e, JobContext context) {}

        static void static6(long a, String b, int c, boolean d, double e, Long f) {}

        void instance6(long a, String b, int c, boolean d, double e, Long f) {}

        static void staticContext6(long a, String b, int c, boolean d, double e, Long f, JobContext context) {}

        void instanceContext6(long a, String b, int c, boolean d, double e, Long f, JobContext context) {}

        static void static7(long a, String b, int c, boolean d, double e, Long f, List<String> g) {}

        void instance7(long a, String b, int c, boolean d, double e, Long f, List<String> g) {}

        static void staticContext7(
                long a, String b, int c, boolean d, double e, Long f, List<String> g, JobContext context) {}

        void instanceContext7(
                long a, String b, int c, boolean d, double e, Long f, List<String> g, JobContext context) {}

        static void static8(long a, String b, int c, boolean d, double e, Long f, List<String> g, Instant h) {}

        void instance8(long a, String b, int c, boolean d, double e, Long f, List<String> g, Instant h) {}

        static void staticContext8(
                long a, String b, int c, boolean d, double e, Long f, List<String> g, Instant h, JobContext context) {}

        void instanceContext8(
                long a, String b, int c, boolean d, double e, Long f, List<String> g, Instant h, JobContext context) {}
    }

    private abstract static class Parent<T> implements Greeter {
        void inherited(long a) {}

        void generic(T a) {}
    }

    private static class Child extends Parent<String> {
        @Override
        public void greet(String name) {}
    }

    private interface Greeter {
        void greet(String name);
    }

    @SuppressWarnings("unused")
    private static final class Overloaded {
        void send(String text) {}

        void send(Integer number) {}

        static void nullable(long a, @Nullable String b) {}

        int result(int number) {
            return number;
        }
    }
}
