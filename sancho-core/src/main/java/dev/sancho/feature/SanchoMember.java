package dev.sancho.feature;

import dev.sancho.job.JobDocument;
import dev.sancho.job.Json;
import dev.sancho.job.WireTime;
import dev.sancho.store.Effect;
import dev.sancho.store.EffectJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Sancho itself keeps in a payload, in the member {@code sancho}: other programs pass it through untouched.
 *
 * <ul>
 *   <li>{@code crashes}: how many processes died while they held the job
 *   <li>{@code unknown_since}: when a worker first met the job and did not know its name
 *   <li>{@code on}: the effects to write when the job leaves, by {@link Exit}
 * </ul>
 *
 * Immutable. A member that is not an object is read as an empty one.
 */
public final class SanchoMember {
    private static final String NAME = "sancho";

    private final ObjectNode node;

    private SanchoMember(ObjectNode node) {
        this.node = node;
    }

    public static SanchoMember of(JobDocument job) {
        return new SanchoMember(job.raw(NAME).map(SanchoMember::objectOf).orElseGet(Json.mapper()::createObjectNode));
    }

    private static ObjectNode objectOf(String json) {
        try {
            return Json.mapper().readTree(json) instanceof ObjectNode object
                    ? object
                    : Json.mapper().createObjectNode();
        } catch (JacksonException malformed) {
            return Json.mapper().createObjectNode();
        }
    }

    public int crashes() {
        return Math.max(0, node.path("crashes").asInt(0));
    }

    public SanchoMember withCrashes(int crashes) {
        return changed(crashes == 0 ? copy().without("crashes") : copy().put("crashes", crashes));
    }

    public Optional<Instant> unknownSince() {
        JsonNode since = node.path("unknown_since");
        return since.isNumber() ? WireTime.parse(since.asString()) : Optional.empty();
    }

    public SanchoMember withUnknownSince(Instant time) {
        return changed(copy().put("unknown_since", new java.math.BigDecimal(WireTime.format(time))));
    }

    public SanchoMember withoutUnknownSince() {
        return changed(copy().without("unknown_since"));
    }

    /** The effects to write when the job leaves in this way; none if what stands there is not Sancho's. */
    public List<Effect> on(Exit exit) {
        JsonNode effects = node.path("on").path(exit.name());
        try {
            return effects.isArray() ? EffectJson.read(effects.toString()) : List.of();
        } catch (IllegalArgumentException foreign) {
            return List.of();
        }
    }

    public SanchoMember withOnExit(Map<Exit, List<Effect>> onExit) {
        ObjectNode copy = copy();
        ObjectNode on = copy.putObject("on");
        onExit.forEach((exit, effects) -> on.set(exit.name(), Json.mapper().readTree(EffectJson.write(effects))));
        return changed(onExit.isEmpty() ? copy.without("on") : copy);
    }

    /** Writes this member into an edit, or takes it out if it says nothing. */
    public JobDocument.Edit into(JobDocument.Edit edit) {
        return node.isEmpty() ? edit.remove(NAME) : edit.raw(NAME, Json.mapper().writeValueAsString(node));
    }

    private ObjectNode copy() {
        return node.deepCopy();
    }

    private static SanchoMember changed(JsonNode node) {
        return new SanchoMember((ObjectNode) node);
    }
}
