package dev.sancho.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sancho.job.Json;
import dev.sancho.job.Payload;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Effects and rules as JSON: for the {@code sancho} member of a payload and for the rules that a store keeps with a group.
 *
 * <p>Each is an object whose {@code do} (for a place: {@code to}, for a guard: {@code if}, for a rule: {@code when}) names its type and whose
 * other members are the record's components: {@code {"do":"unlock","key":"…","holder":"…"}}. Times and durations are ISO 8601; a payload is a
 * string, so only payloads in valid UTF-8 may be inserted by an effect.
 */
public final class EffectJson {
    private static final JsonMapper MAPPER = Json.mapper()
            .rebuild()
            .addMixIn(Effect.class, Effects.class)
            .addMixIn(Guard.class, Guards.class)
            .addMixIn(When.class, Rules.class)
            .addMixIn(To.class, Places.class)
            .addModule(new SimpleModule("sancho-payloads")
                    .addSerializer(Payload.class, new PayloadWriter())
                    .addDeserializer(Payload.class, new PayloadReader()))
            .build();

    private static final TypeReference<List<Effect>> EFFECTS = new TypeReference<>() {};
    private static final TypeReference<List<When>> RULES = new TypeReference<>() {};

    private EffectJson() {}

    public static String write(List<Effect> effects) {
        return MAPPER.writerFor(EFFECTS).writeValueAsString(effects);
    }

    public static String writeRules(List<When> rules) {
        return MAPPER.writerFor(RULES).writeValueAsString(rules);
    }

    /**
     * Reads effects.
     *
     * @throws IllegalArgumentException if this is not what {@link #write} wrote
     */
    public static List<Effect> read(String json) {
        return read(json, EFFECTS);
    }

    /**
     * Reads the rules of a group.
     *
     * @throws IllegalArgumentException if this is not what {@link #writeRules} wrote
     */
    public static List<When> readRules(String json) {
        return read(json, RULES);
    }

    private static <T> List<T> read(String json, TypeReference<List<T>> type) {
        try {
            return List.copyOf(MAPPER.readValue(json, type));
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException(
                    "Not effects as Sancho writes them: " + malformed.getOriginalMessage(), malformed);
        } catch (NullPointerException hole) {
            throw new IllegalArgumentException("Not effects as Sancho writes them: there is a null among them", hole);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Effect.Unlock.class, name = "unlock"),
        @JsonSubTypes.Type(value = Effect.Open.class, name = "open"),
        @JsonSubTypes.Type(value = Effect.Seal.class, name = "seal"),
        @JsonSubTypes.Type(value = Effect.Mark.class, name = "mark"),
        @JsonSubTypes.Type(value = Effect.Add.class, name = "add"),
        @JsonSubTypes.Type(value = Effect.Put.class, name = "put"),
        @JsonSubTypes.Type(value = Effect.Insert.class, name = "insert")
    })
    private interface Effects {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "if")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Guard.Lock.class, name = "lock"),
        @JsonSubTypes.Type(value = Guard.Join.class, name = "join"),
        @JsonSubTypes.Type(value = Guard.Is.class, name = "is"),
        @JsonSubTypes.Type(value = Guard.Holds.class, name = "holds"),
        @JsonSubTypes.Type(value = Guard.Stands.class, name = "stands")
    })
    private interface Guards {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "when")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = When.NoneLeft.class, name = "noneLeft"),
        @JsonSubTypes.Type(value = When.First.class, name = "first")
    })
    private interface Rules {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "to")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = To.Queue.class, name = "queue"),
        @JsonSubTypes.Type(value = To.Sorted.class, name = "sorted"),
        @JsonSubTypes.Type(value = To.Parked.class, name = "parked")
    })
    private interface Places {}

    private static final class PayloadWriter extends ValueSerializer<Payload> {
        @Override
        public void serialize(Payload value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.text());
        }
    }

    private static final class PayloadReader extends ValueDeserializer<Payload> {
        @Override
        public Payload deserialize(JsonParser in, DeserializationContext context) {
            return Payload.of(in.getString());
        }
    }
}
