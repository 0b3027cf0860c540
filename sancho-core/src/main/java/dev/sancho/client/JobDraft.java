package dev.sancho.client;

import dev.sancho.job.JobDocument;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job on its way to the store. Immutable.
 *
 * @param document its payload as it would be written
 * @param at when it is due; null: now
 */
public record JobDraft(JobDocument document, @Nullable Instant at) {
    /** The same with another payload: {@code draft.with(draft.document().edit().text("locale", "de").done())}. */
    public JobDraft with(JobDocument document) {
        return new JobDraft(document, at);
    }
}
