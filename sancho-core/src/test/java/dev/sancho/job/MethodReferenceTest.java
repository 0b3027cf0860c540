package dev.sancho.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.job.JobCall.Call0;
import dev.sancho.job.JobCall.Call1;
import dev.sancho.job.JobCall.Call2;
import dev.sancho.job.JobCall.Call3;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MethodReferenceTest {
    @Test
    void namesAStaticMethod() {
        Call0 none = Mailer::sweep;
        Call1<Long> one = Mailer::ping;

        assertThat(text(none)).isEqualTo("Mailer: Mailer.sweep()");
        assertThat(text(one)).isEqualTo("Mailer: Mailer.ping(long)");
    }

    @Test
    void namesAnInstanceMethod() {
        Call2<Mailer, Long> one = Mailer::welcome;

        assertThat(text(one)).isEqualTo("Mailer: Mailer.welcome(long)");
    }

    @Test
    void namesTheClassThatTheReferenceNamesForAnInheritedMethod() {
        Call1<Mailer> inherited = Mailer::close;
        Call2<OrderHandler, String> generic = OrderHandler::handle;
        Call2<OrderHandler, String> loud = LoudHandler::handleLoud;

        assertThat(text(inherited)).isEqualTo("Mailer: Base.close()");
        assertThat(text(generic)).isEqualTo("OrderHandler: Handler.handle(Object)");
        assertThat(text(loud)).isEqualTo("OrderHandler: LoudHandler.handleLoud(String)");
    }

    @Test
    void namesAnInterfacesMethod() {
        Call2<Greeter, String> one = Greeter::greet;
        Call2<Friendly, String> two = Friendly::greet;

        assertThat(text(one)).isEqualTo("Greeter: Greeter.greet(String)");
        assertThat(text(two)).isEqualTo("Friendly: Greeter.greet(String)");
    }

    @Test
    void namesTheOverloadThatTheTypesChoose() {
        Call2<Mailer, String> text = Mailer::send;
        Call2<Mailer, Integer> number = Mailer::send;
        Call3<Mailer, String, List<String>> both = Mailer::send;

        assertThat(text(text)).isEqualTo("Mailer: Mailer.send(String)");
        assertThat(text(number)).isEqualTo("Mailer: Mailer.send(Integer)");
        assertThat(text(both)).isEqualTo("Mailer: Mailer.send(String, List)");
    }

    @Test
    void mayReturnSomethingAndBePrivate() {
        Call2<Mailer, Long> call = Mailer::secret;

        assertThat(text(call)).isEqualTo("Mailer: Mailer.secret(long)");
    }

    @Test
    void isReadOnceForEachPlaceInTheCode() {
        MethodReference[] seen = new MethodReference[2];
        for (int i = 0; i < 2; i++) {
            Call2<Mailer, Long> call = Mailer::welcome;
            seen[i] = MethodReference.of(call);
        }
        Call2<Mailer, Long> elsewhere = Mailer::welcome;

        assertThat(seen[1]).isSameAs(seen[0]);
        assertThat(MethodReference.of(elsewhere)).isEqualTo(seen[0]);
    }

    @Nested
    class Refused {
        private static final String ADVICE = "enqueue(Mailer::welcome, 42L)";

        @Test
        void isAReferenceBoundToAnObject() {
            Mailer mailer = new Mailer();
            Call1<Long> notSerializable = mailer::welcome;
            Call0 serializable = new ArrayList<String>()::clear;

            assertThatThrownBy(() -> MethodReference.of(serializable))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("java.util.ArrayList::clear is bound to one object")
                    .hasMessageEndingWith(ADVICE);
            assertThatThrownBy(() -> MethodReference.of(notSerializable))
                    .hasMessageContaining("Mailer::welcome is bound to one object")
                    .hasMessageEndingWith(ADVICE);
        }

        @Test
        void isALambda() {
            long id = 42;
            Mailer mailer = new Mailer();
            Call0 plain = () -> Mailer.ping(1);
            Call0 capturing = () -> Mailer.ping(id);
            Call0 capturingObject = () -> mailer.welcome(id);

            for (Call0 lambda : List.of(plain, capturing, capturingObject)) {
                assertThatThrownBy(() -> MethodReference.of(lambda))
                        .hasMessageContaining("A lambda is no job")
                        .hasMessageEndingWith(ADVICE);
            }
        }

        @Test
        void isAReferenceToAVarargsMethodForTheCompilerWritesALambda() {
            Call2<Mailer, String> varargs = Mailer::all;

            assertThatThrownBy(() -> MethodReference.of(varargs)).hasMessageContaining("varargs");
        }

        @Test
        void isAConstructor() {
            Call0 constructor = Mailer::new;

            assertThatThrownBy(() -> MethodReference.of(constructor))
                    .hasMessageContaining("A constructor is no job")
                    .hasMessageEndingWith(ADVICE);
        }

        @Test
        void isAnObjectThatIsNoReference() {
            Call0 anonymous = new Call0() {
                @Override
                public void call() {}
            };

            assertThatThrownBy(() -> MethodReference.of(anonymous)).hasMessageContaining("no method reference");
        }
    }

    private static String text(JobCall call) {
        MethodReference reference = MethodReference.of(call);
        String parameters = String.join(
                ", ",
                List.of(reference.method().getParameterTypes()).stream()
                        .map(Class::getSimpleName)
                        .toList());
        return reference.receiver().getSimpleName() + ": "
                + reference.method().getDeclaringClass().getSimpleName() + "."
                + reference.method().getName() + "(" + parameters + ")";
    }

    private static class Base {
        void close() {}
    }

    @SuppressWarnings("unused")
    private static final class Mailer extends Base {
        static void sweep() {}

        static void ping(long id) {}

        void welcome(long id) {}

        void send(String text) {}

        void send(Integer number) {}

        void send(String text, List<String> more) {}

        void all(String... texts) {}

        private boolean secret(long id) {
            return id > 0;
        }
    }

    private static class Handler<T> {
        void handle(T order) {}
    }

    private static class LoudHandler extends Handler<String> {
        void handleLoud(String order) {}
    }

    private static final class OrderHandler extends LoudHandler {}

    private interface Greeter {
        void greet(String name);
    }

    private interface Friendly extends Greeter {}
}
