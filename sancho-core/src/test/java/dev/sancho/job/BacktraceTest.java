package dev.sancho.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class BacktraceTest {
    @Test
    void readsWhatItWrote() {
        List<String> lines = List.of("A.a(A.java:1)", "Ä.b(Ä.java:2)");

        assertThat(read("\"" + Backtrace.write(lines) + "\"")).isEqualTo(lines);
    }

    @Test
    void readsWhatOlderProgramsWrote() {
        String broken = Backtrace.write(List.of("a", "b")).replaceAll("(.{5})", "$1\\\\r\\\\n");

        assertThat(read("[\"a\",\"b\"]")).containsExactly("a", "b");
        assertThat(read("\"" + broken + "\"")).containsExactly("a", "b");
    }

    @Test
    void whatCannotBeReadIsNone() {
        for (String odd : List.of("null", "5", "{}", "\"\"", "\"%%%\"", "\"AAAA\"", "[1]", "\"eJw=\"")) {
            assertThat(read(odd)).as(odd).isEmpty();
        }
        assertThat(Backtrace.of(JobDocument.parse(Payload.of("{}")))).isEmpty();
    }

    @Test
    void aTextOfAMegabyteThatInflatesToAGigabyteIsReadNoFurtherThanAMillionBytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = "\"line\",".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write('[');
            for (int i = 0; i < 1_500; i++) {
                out.write(piece);
            }
        }

        assertThat(read("\"" + Base64.getEncoder().encodeToString(bytes.toByteArray()) + "\""))
                .hasSize(1_000)
                .containsOnly("line");
    }

    private static List<String> read(String json) {
        return Backtrace.of(JobDocument.parse(Payload.of("{\"error_backtrace\":" + json + "}")));
    }
}
