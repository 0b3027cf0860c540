package dev.sancho.sql;

import dev.sancho.job.Json;
import dev.sancho.job.Payload;
import dev.sancho.store.ProcessRecord;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Process records as JSON; the payloads of running jobs in base 64, for their bytes may be anything. */
final class ProcessJson {
    private static final JsonMapper MAPPER = Json.mapper()
            .rebuild()
            .addModule(new SimpleModule("sancho-process")
                    .addSerializer(Payload.class, new PayloadWriter())
                    .addDeserializer(Payload.class, new PayloadReader()))
            .build();

    private ProcessJson() {}

    static String write(ProcessRecord record) {
        return MAPPER.writeValueAsString(record);
    }

    static ProcessRecord read(String json) {
        return MAPPER.readValue(json, ProcessRecord.class);
    }

    private static final class PayloadWriter extends ValueSerializer<Payload> {
        @Override
        public void serialize(Payload value, JsonGenerator out, SerializationContext context) {
            out.writeBinary(value.bytes());
        }
    }

    private static final class PayloadReader extends ValueDeserializer<Payload> {
        @Override
        public Payload deserialize(JsonParser in, DeserializationContext context) {
            return Payload.of(in.getBinaryValue());
        }
    }
}
