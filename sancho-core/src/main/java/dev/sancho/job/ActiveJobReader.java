package dev.sancho.job;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Sees through the wrapper in which Rails's ActiveJob puts a job on a Sidekiq queue: its own name, arguments and counts. */
final class ActiveJobReader {
    /** What Rails up to 7 and Sidekiq up to 7.3 push, and every version runs. */
    static final String WRAPPER = "ActiveJob::QueueAdapters::SidekiqAdapter::JobWrapper";

    /** What Sidekiq 8 pushes. */
    private static final String NEW_WRAPPER = "Sidekiq::ActiveJob::Wrapper";

    // Numbers keep their digits, and a 1.0 stays no integer.
    static final JsonMapper TREES = Json.mapper()
            .rebuild()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private ActiveJobReader() {}

    static boolean isWrapper(String name) {
        return name.equals(WRAPPER) || name.equals(NEW_WRAPPER);
    }

    /** The job's own name; the wrapper's if it is told nowhere. */
    static String name(JobDocument job, String wrapper) {
        return job.text("wrapped")
                .filter(name -> !name.isEmpty())
                .or(() -> data(job)
                        .map(data -> data.path("job_class"))
                        .filter(JsonNode::isString)
                        .map(JsonNode::asString))
                .orElse(wrapper);
    }

    /**
     * The job's own arguments as a JSON array of plain values.
     *
     * @throws JobArgumentException if they are not where ActiveJob puts them
     */
    static byte[] args(JobDocument job) {
        JsonNode arguments = data(job)
                .map(data -> data.path("arguments"))
                .filter(JsonNode::isArray)
                .orElseThrow(() -> new JobArgumentException(job.name()
                        + " cannot run: it is wrapped by ActiveJob, so its args must be one object with an array \"arguments\", but are "
                        + Text.start(job.raw("args").orElse("missing"))));
        ArrayNode plain = JsonNodeFactory.instance.arrayNode();
        arguments.forEach(argument -> plain.add(ActiveJobValues.plain(argument)));
        return TREES.writeValueAsBytes(plain);
    }

    static Optional<ActiveJobFacts> facts(JobDocument job) {
        return data(job).map(data -> {
            Map<String, Integer> byException = new HashMap<>();
            data.path("exception_executions")
                    .properties()
                    .forEach(entry ->
                            byException.put(entry.getKey(), entry.getValue().asInt(0)));
            return new ActiveJobFacts(
                    text(data, "job_id").orElse(""),
                    data.path("executions").asInt(0),
                    byException,
                    text(data, "locale"),
                    text(data, "timezone"));
        });
    }

    private static Optional<String> text(JsonNode data, String member) {
        return Optional.of(data.path(member)).filter(JsonNode::isString).map(JsonNode::asString);
    }

    private static Optional<JsonNode> data(JobDocument job) {
        try {
            return job.raw("args")
                    .map(TREES::readTree)
                    .filter(args ->
                            args.isArray() && args.size() == 1 && args.get(0).isObject())
                    .map(args -> args.get(0));
        } catch (JacksonException tooDeep) {
            return Optional.empty();
        }
    }
}
