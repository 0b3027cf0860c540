package dev.sancho.survival;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.JobDocument;
import dev.sancho.job.MalformedPayloadException;
import dev.sancho.job.Payload;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a payload says, read as a whole by another way than the one under test. */
final class Oracle {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Oracle() {}

    /** The object; null if it is none. */
    static @Nullable ObjectNode read(byte[] payload) {
        if (!Arrays.equals(new String(payload, UTF_8).getBytes(UTF_8), payload)) {
            return null;
        }
        try {
            return MAPPER.readTree(payload) instanceof ObjectNode object ? object : null;
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** The document accepts what is an object and nothing else, tells the same of each member, and leaves alone what is not edited. */
    static void check(byte[] payload) {
        ObjectNode read = read(payload);
        JobDocument document;
        try {
            document = JobDocument.parse(Payload.of(payload));
        } catch (MalformedPayloadException refused) {
            assertThat(read).isNull();
            return;
        }
        ObjectNode expected = requireNonNull(read, "it was accepted");
        expected.properties().forEach(member -> checkMember(document, member));
        checkEdit(document, expected);
    }

    private static void checkMember(JobDocument document, Map.Entry<String, JsonNode> member) {
        String name = member.getKey();
        JsonNode value = member.getValue();
        assertThat(MAPPER.readTree(document.raw(name).orElseThrow())).isEqualTo(value);
        assertThat(document.text(name)).isEqualTo(value.isString() ? Optional.of(value.asString()) : Optional.empty());
        document.integer(name); // neither throws, whatever it is
        document.time(name);
    }

    private static void checkEdit(JobDocument document, ObjectNode expected) {
        JobDocument edited = document.edit().text("edited", "\u00e4\n").done();
        JobDocument again = JobDocument.parse(edited.payload());
        expected.propertyNames().stream().filter(name -> !name.equals("edited")).forEach(name -> {
            assertThat(edited.raw(name)).isEqualTo(document.raw(name));
            assertThat(again.raw(name)).isEqualTo(document.raw(name));
        });
        assertThat(again.text("edited")).contains("\u00e4\n");
        assertThat(again.raw("args")).isEqualTo(document.raw("args"));
        assertThat(JobDocument.parse(again.edit().done().payload()).payload())
                .isEqualTo(again.edit().done().payload());
    }
}
