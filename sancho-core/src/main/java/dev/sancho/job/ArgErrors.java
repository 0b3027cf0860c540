package dev.sancho.job;

import dev.sancho.job.JobType.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/** The words for arguments that do not fit. */
final class ArgErrors {
    private static final int LONGEST_PATH = 12;

    private ArgErrors() {}

    static JobArgumentException noArray(JobType type, byte @Nullable [] args) {
        String found = args == null ? "missing" : Text.start(new String(args, StandardCharsets.UTF_8));
        return new JobArgumentException(type.name() + " cannot run: its args must be a JSON array, but are " + found);
    }

    static JobArgumentException tooMany(JobType type, int given) {
        return new JobArgumentException(type.name() + " cannot run: the job has " + given + " arguments, but " + type
                + " takes " + type.parameters().size());
    }

    static JobArgumentException missing(JobType type, int index, int given) {
        Parameter parameter = type.parameters().get(index);
        return new JobArgumentException(type.name() + " cannot run: the job has "
                + (given == 1 ? "1 argument" : given + " arguments") + ", but " + type + " takes "
                + type.parameters().size() + "; args[" + index + "] (" + parameter.name() + ", "
                + typeName(parameter.type())
                + ") is missing. If jobs from before it was added still wait, make it Optional or @Nullable");
    }

    /** @param found what stands where the argument should; null if it cannot be told */
    static JobArgumentException unfit(JobType type, int index, @Nullable String found, JacksonException unfit) {
        if (found == null) {
            return new JobArgumentException(type.name() + " cannot run: its args are no JSON: " + reason(unfit), unfit);
        }
        Parameter parameter = type.parameters().get(index);
        return new JobArgumentException(
                type.name() + " cannot run: " + path("args[" + index + "]", unfit) + " (" + parameter.name()
                        + ") must be " + typeName(parameter.type()) + ", but is " + found + ": " + reason(unfit),
                unfit);
    }

    /** The start of what stands there; null if it cannot be told. */
    static @Nullable String found(byte @Nullable [] args, int index, JsonMapper mapper) {
        try {
            JsonNode value = mapper.readTree(args).path(index);
            return value.isMissingNode() ? null : Text.start(value.toString());
        } catch (JacksonException malformed) {
            return null;
        }
    }

    /** The path to what Jackson stumbled at, as it would be written in Java. */
    static String path(String root, JacksonException error) {
        StringBuilder path = new StringBuilder(root);
        List<JacksonException.Reference> steps = error.getPath();
        for (int i = 0; i < Math.min(steps.size(), LONGEST_PATH); i++) {
            JacksonException.Reference step = steps.get(i);
            if (step.getPropertyName() != null) {
                path.append('.').append(Text.start(step.getPropertyName()));
            } else if (step.getIndex() >= 0) {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.append(steps.size() > LONGEST_PATH ? "…" : "").toString();
    }

    static String reason(JacksonException error) {
        Throwable cause =
                error instanceof ValueInstantiationException && error.getCause() != null ? error.getCause() : error;
        String message = cause instanceof JacksonException jackson ? jackson.getOriginalMessage() : cause.getMessage();
        return message == null ? cause.toString() : message.replace("\n", " ");
    }

    static String typeName(JavaType type) {
        StringBuilder name = new StringBuilder(type.getRawClass().getSimpleName());
        List<JavaType> bound = type.getBindings().getTypeParameters();
        if (!bound.isEmpty()) {
            name.append('<')
                    .append(String.join(
                            ", ", bound.stream().map(ArgErrors::typeName).toList()))
                    .append('>');
        }
        return name.toString();
    }
}
