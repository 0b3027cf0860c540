package dev.sancho.client;

import dev.sancho.job.Enqueued;

/**
 * Stands between {@code enqueue} and the store: sees every job, may change it or refuse it.
 *
 * <p>Called on the caller's thread for each job, once, whether it comes alone or in bulk; it does not write to the store itself. An
 * exception reaches the caller, and the job is not enqueued. Thread-safe.
 *
 * {@snippet :
 * ClientMiddleware locale = (draft, next) ->
 *         next.enqueue(draft.with(draft.document().edit().text("locale", "de").done()));
 * }
 */
@FunctionalInterface
public interface ClientMiddleware {
    /**
     * Hands a job on to {@code next}, at most once, or refuses it by returning {@link Enqueued.Refused} without asking {@code next}.
     *
     * @return what {@code next} returned, as a rule
     */
    Enqueued enqueue(JobDraft draft, Next next);

    /** What follows: the next middleware, or the store. */
    @FunctionalInterface
    interface Next {
        /**
         * Goes on with this job.
         *
         * @return what became of it; in bulk {@link Enqueued.Added} before the store has been asked, for it is asked once for many jobs
         */
        Enqueued enqueue(JobDraft draft);
    }
}
