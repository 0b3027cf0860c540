package dev.sancho.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void standsAtTheTopOfThePayload() {
        JobDocument job = JobDocument.parse(Payload.of(
                "{\"class\":\"A\",\"traceparent\":\"" + PARENT + "\",\"tracestate\":\"rojo=00f067aa0ba902b7\"}"));

        TraceContext trace = TraceContext.of(job).orElseThrow();

        assertThat(trace).isEqualTo(new TraceContext(PARENT, "rojo=00f067aa0ba902b7"));
        assertThat(trace.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(trace.into(JobDocument.Edit.create().text("class", "B"))
                        .done()
                        .payload()
                        .text())
                .isEqualTo("{\"class\":\"B\",\"traceparent\":\"" + PARENT
                        + "\",\"tracestate\":\"rojo=00f067aa0ba902b7\"}");
    }

    @Test
    void replacesAnother() {
        JobDocument.Edit other =
                JobDocument.Edit.create().text("traceparent", "x").text("tracestate", "y");

        assertThat(TraceContext.of(PARENT).into(other).done().payload().text())
                .isEqualTo("{\"traceparent\":\"" + PARENT + "\"}");
    }

    @Test
    void aLaterVersionMaySayMore() {
        String later = "01" + PARENT.substring(2) + "-more";

        assertThat(TraceContext.of(later).traceparent()).isEqualTo(later);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n"
            })
    void anythingElseIsNone(String garbage) {
        JobDocument job = JobDocument.Edit.create().text("traceparent", garbage).done();

        assertThat(TraceContext.of(job)).isEmpty();
        assertThatThrownBy(() -> TraceContext.of(garbage)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBadTracestateIsLeftOut() {
        JobDocument job = JobDocument.Edit.create()
                .text("traceparent", PARENT)
                .text("tracestate", "a=\n")
                .done();

        assertThat(TraceContext.of(job)).contains(TraceContext.of(PARENT));
        assertThatThrownBy(() -> new TraceContext(PARENT, "x".repeat(513))).hasMessageContaining("512");
    }

    @Test
    void isCurrentUntilItIsClosed() {
        TraceContext outer = TraceContext.of(PARENT);
        TraceContext inner = TraceContext.of(PARENT.replace("-01", "-00"));

        TraceContext.Scope whole = outer.open();
        inner.open().close();

        assertThat(TraceContext.current()).isEqualTo(outer);
        whole.close();
        assertThat(TraceContext.current()).isNull();
    }
}
