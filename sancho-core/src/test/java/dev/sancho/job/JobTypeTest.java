package dev.sancho.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.job.JobCall.Call2;
import dev.sancho.job.JobCall.Call3;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JobTypeTest {
    @Nested
    class Names {
        @Test
        void areMadeOfClassAndMethod() {
            assertThat(method(Mailer.class, "plain").name()).isEqualTo("Mailer::Plain");
            assertThat(method(Mailer.class, "plain").aliases()).isEmpty();
        }

        @Test
        void areWhatTheMethodsAnnotationSays() {
            JobType type = method(Mailer.class, "named");

            assertThat(type.name()).isEqualTo("Post::Letter");
            assertThat(type.aliases()).containsExactly("Mailer::Letter", "Letter");
        }

        @Test
        void areStillMadeOfClassAndMethodIfTheAnnotationSaysNone() {
            assertThat(method(Mailer.class, "marked").name()).isEqualTo("Mailer::Marked");
        }

        @Test
        void areTheClasssIfItIsAJob() {
            assertThat(method(HardWorker.class, "perform").name()).isEqualTo("HardWorker");
            assertThat(method(Renamed.class, "run").name()).isEqualTo("Billing::Run");
            assertThat(method(Renamed.class, "own").name()).isEqualTo("Renamed::Own");
        }

        @Test
        void areTheReceiversForAnInheritedMethod() {
            Call2<OrderHandler, Order> call = OrderHandler::handle;

            assertThat(JobType.of(call).name()).isEqualTo("OrderHandler::Handle");
        }

        @Test
        void areTheRecordsOrWhatItsAnnotationSays() {
            assertThat(JobType.of(SendInvoice.class).name()).isEqualTo("SendInvoice");
            assertThat(JobType.of(Named.class).name()).isEqualTo("Billing::Named");
        }

        @Test
        void thatAreNoRubyConstantsAreRefusedSayingWhere() {
            assertThatThrownBy(() -> method(Wrong.class, "name"))
                    .hasMessageStartingWith("@Job on ")
                    .hasMessageContaining("JobTypeTest$Wrong.name()")
                    .hasMessageContaining("\"com.acme.Name\"");
            assertThatThrownBy(() -> method(Wrong.class, "alias")).hasMessageContaining("\"a|b\"");
        }
    }

    @Nested
    class OptionsOfATypes {
        @Test
        void areThoseOfTheMethodOverThoseOfItsClass() {
            assertThat(method(Mailer.class, "plain").options())
                    .isEqualTo(Options.NONE.withQueue("mail").withRetries(7));
            assertThat(method(Mailer.class, "marked").options())
                    .isEqualTo(Options.NONE.withQueue("low").withRetries(7).withDead(false));
        }

        @Test
        void areThoseOfTheRecord() {
            assertThat(JobType.of(SendInvoice.class).options()).isEqualTo(Options.NONE.withQueue("billing"));
        }

        @Test
        void thatMakeNoSenseAreRefusedSayingWhere() {
            assertThatThrownBy(() -> method(Wrong.class, "options"))
                    .hasMessageStartingWith("@JobOptions on ")
                    .hasMessageContaining("JobTypeTest$Wrong.options()")
                    .hasMessageEndingWith("retries -7: must be 0 or more, or -1 for no retry");
        }
    }

    @Nested
    class Parameters {
        @Test
        void areAllButTheContext() {
            JobType type = method(Mailer.class, "named");

            assertThat(type.takesContext()).isTrue();
            assertThat(type.parameters()).extracting(JobType.Parameter::name).containsExactly("id", "words");
            assertThat(type).hasToString("Mailer.named(long, Map<String, List<Integer>>)");
        }

        @Test
        void haveTheirTypeVariablesResolvedByTheReceiver() {
            Call2<OrderHandler, Order> one = OrderHandler::handle;
            Call3<OrderHandler, List<Order>, Order> two = OrderHandler::handleAll;

            assertThat(JobType.of(one)).hasToString("OrderHandler.handle(Order)");
            assertThat(JobType.of(two)).hasToString("OrderHandler.handleAll(List<Order>, Order)");
        }

        @Test
        void mayBeMissingIfOptionalOrNullable() {
            assertThat(method(Mailer.class, "optional").parameters())
                    .extracting(JobType.Parameter::optional)
                    .containsExactly(false, true, true);
        }

        @Test
        void ofARecordAreItsComponents() {
            JobType type = JobType.of(SendInvoice.class);

            assertThat(type).hasToString("SendInvoice(long, Optional<String>)");
            assertThat(type.method()).isEmpty();
            assertThat(type.needsObject()).isFalse();
        }

        @Test
        void withTheContextNotLastAreRefused() {
            assertThatThrownBy(() -> method(Wrong.class, "context"))
                    .hasMessageContaining("The context must be the last parameter")
                    .hasMessageContaining("Wrong.context");
        }
    }

    @Test
    void saysWhetherTheMethodNeedsAnObjectAndTakesAny() {
        assertThat(method(Mailer.class, "plain").needsObject()).isTrue();
        assertThat(method(Mailer.class, "fixed").needsObject()).isFalse();
        assertThat(method(HardWorker.class, "perform").varargs()).isTrue();
        assertThat(method(Mailer.class, "plain").varargs()).isFalse();
    }

    static JobType method(Class<?> type, String name) {
        Method method = Arrays.stream(type.getDeclaredMethods())
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return JobType.of(type, method);
    }

    private interface Context extends RunContext {}

    @JobOptions(queue = "mail", retries = 7)
    @SuppressWarnings("unused")
    private static final class Mailer {
        void plain(long id) {}

        @Job(
                name = "Post::Letter",
                aliases = {"Mailer::Letter", "Letter"})
        void named(long id, Map<String, List<Integer>> words, Context context) {}

        @Job
        @JobOptions(queue = "low", dead = false)
        void marked() {}

        void optional(String first, Optional<String> second, @Nullable String third) {}

        static void fixed() {}
    }

    @Job
    @SuppressWarnings("unused")
    private static final class HardWorker {
        void perform(Object... args) {}
    }

    @Job(name = "Billing::Run")
    @SuppressWarnings("unused")
    private static final class Renamed {
        void run() {}

        @Job
        void own() {}
    }

    private static class Handler<T> {
        void handle(T order) {}

        void handleAll(List<T> orders, T last) {}
    }

    private static final class OrderHandler extends Handler<Order> {}

    private record Order(long id) {}

    @JobOptions(queue = "billing")
    private record SendInvoice(long id, Optional<String> language) {}

    @Job(name = "Billing::Named")
    private record Named() {}

    @SuppressWarnings("unused")
    private static final class Wrong {
        @Job(name = "com.acme.Name")
        void name() {}

        @Job(aliases = "a|b")
        void alias() {}

        @JobOptions(retries = -7)
        void options() {}

        void context(Context context, long id) {}
    }
}
