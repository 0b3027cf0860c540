package dev.sancho.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobNameTest {
    @Test
    void isTheClassAndTheCapitalisedMethod() throws NoSuchMethodException {
        assertThat(JobName.of(Mailer.class, Mailer.class.getDeclaredMethod("welcome")))
                .isEqualTo("Mailer::Welcome");
    }

    @Test
    void isTheSimpleNameOfARecord() {
        assertThat(JobName.of(SendInvoice.class)).isEqualTo("SendInvoice");
    }

    @Test
    void cannotBeMadeOfWhatRubyDoesNotTake() throws NoSuchMethodException {
        var method = Mailer.class.getDeclaredMethod("send$now");

        assertThatThrownBy(() -> JobName.of(Mailer.class, method))
                .hasMessageContaining("JobNameTest$Mailer.send$now")
                .hasMessageContaining("@Job(name = ");
        assertThatThrownBy(() -> JobName.of(new Object() {}.getClass()))
                .hasMessageContaining("\"\" is no Ruby constant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "Mailer", "Mailer::Welcome", "A::B::C", "Http2Fetch", "Snake_Case"})
    void mayBeAnyRubyConstant(String name) {
        assertThat(JobName.check(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "mailer", "com.acme.Mailer", "A:B", "A::", "::A", "A::b", "A|B", "A B", "Ä", "A\n", "1A"})
    void givenIsCheckedAndQuoted(String name) {
        assertThatThrownBy(() -> JobName.check(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The job name " + Json.quote(name) + " is no Ruby constant");
    }

    @Test
    void ofAnotherProgramMayBeAlmostAnything() {
        assertThat(JobName.checkForeign("tasks.add")).isEqualTo("tasks.add");
        assertThatThrownBy(() -> JobName.checkForeign("a|b")).hasMessageContaining("\"a|b\"");
        assertThatThrownBy(() -> JobName.checkForeign(" ")).hasMessageContaining("blank");
        assertThatThrownBy(() -> JobName.checkForeign("a\tb")).hasMessageContaining("control");
    }

    @SuppressWarnings("unused")
    private static final class Mailer {
        void welcome() {}

        void send$now() {}
    }

    private record SendInvoice() {}
}
