package dev.sancho.engine;

import dev.sancho.job.JobDocument;
import dev.sancho.job.Log;
import dev.sancho.job.MalformedPayloadException;
import dev.sancho.store.From;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.Place;
import dev.sancho.store.StoredJob;
import dev.sancho.store.To;
import dev.sancho.worker.CapsuleConfig;
import dev.sancho.worker.WorkerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes jobs out of the retry set that Ruby failed only because it does not know their names, while this worker does. They wait parked, where Ruby
 * does not see them, and run here at once, their history untouched; in the queue an idle Ruby process would take and fail most of them again, until
 * some are dead. Confined to its loop.
 */
final class TakeBack {
    private static final Log LOG = Log.of(TakeBack.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5); // Ruby's first retry comes after 15 s or more
    private static final int LOOK_AT = 500;
    private static final Pattern MISSING = Pattern.compile("(?:uninitialized constant|wrong constant name) (\\S+).*");

    private final JobStore store;
    private final WorkerConfig config;
    private final UnknownNames unknown;
    private final Runnable parked;
    private final Set<String> queues;

    /** @param parked what to do once there are jobs to be claimed */
    TakeBack(JobStore store, WorkerConfig config, UnknownNames unknown, Runnable parked) {
        this.store = store;
        this.config = config;
        this.unknown = unknown;
        this.parked = parked;
        this.queues = config.capsules().stream()
                .map(CapsuleConfig::weights)
                .flatMap(weights -> weights.keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    Duration turn() {
        if (queues.stream().noneMatch(unknown::servedElsewhere)) {
            return LOOK_EVERY;
        }
        List<Move> moves = store.browser().page(new Place.Sorted(JobSet.RETRY), 0, LOOK_AT).stream()
                .flatMap(job -> back(job).stream())
                .toList();
        long taken = moves.isEmpty()
                ? 0
                : store.move(moves).stream().filter(Moved.Answer.MOVED::equals).count();
        if (taken == 0) {
            return LOOK_EVERY;
        }
        LOG.info("Took {} jobs back that Ruby had failed because it does not know their names", taken);
        parked.run();
        return Duration.ZERO;
    }

    private Optional<Move> back(StoredJob stored) {
        try {
            JobDocument job = JobDocument.parse(stored.payload());
            if (stored.at() == null || !isOurs(job) || !failedByNameAlone(job)) {
                return Optional.empty();
            }
            String operation = UUID.randomUUID().toString();
            From from = new From.Sorted(JobSet.RETRY, stored.at(), job.jid(), stored.payload(), operation);
            return Optional.of(new Move(from, new To.Parked(Suspects.takenBack(job.queue()), stored.payload())));
        } catch (MalformedPayloadException noJob) {
            return Optional.empty();
        }
    }

    private boolean isOurs(JobDocument job) {
        return config.jobs().containsKey(job.name())
                && queues.contains(job.queue())
                && (config.runForeignBatches() || !job.has("bid"));
    }

    /** Whether the constant that Ruby missed is the job's own name or a module of it, and not one within the job's code. */
    private static boolean failedByNameAlone(JobDocument job) {
        if (!job.text("error_class").orElse("").equals("NameError")) {
            return false;
        }
        String message =
                job.text("error_message").orElse("").lines().findFirst().orElse("");
        Matcher missing = MISSING.matcher(message);
        return missing.matches() && (job.name() + "::").startsWith(missing.group(1) + "::");
    }
}
