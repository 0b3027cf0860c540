package dev.sancho.client;

import dev.sancho.feature.Feature;
import dev.sancho.feature.InsertPlan;
import dev.sancho.feature.SanchoMember;
import dev.sancho.job.Enqueued;
import dev.sancho.job.JobArgumentException;
import dev.sancho.job.JobCall;
import dev.sancho.job.JobDocument;
import dev.sancho.job.JobType;
import dev.sancho.job.MethodReference;
import dev.sancho.job.Payload;
import dev.sancho.job.TraceContext;
import dev.sancho.job.WireTime;
import dev.sancho.store.End;
import dev.sancho.store.Guard;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.NewJob;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreException.JobsExist;
import dev.sancho.store.To;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes payloads, sends them through middleware and features, and puts them into the store. Thread-safe. */
final class Enqueuer {
    private static final int SLICE = 1000;

    private final JobStore store;
    private final ClientConfig config;
    private final InsertCombiner combiner;
    private final JidSource jids = new JidSource();
    private final ConcurrentMap<Object, JobType> types = new ConcurrentHashMap<>();

    Enqueuer(JobStore store, ClientConfig config) {
        this.store = store;
        this.config = config;
        this.combiner = new InsertCombiner(store);
    }

    ClientConfig config() {
        return config;
    }

    JobType type(JobCall call) {
        MethodReference reference = MethodReference.of(call);
        JobType known = types.get(reference);
        return known != null ? known : types.computeIfAbsent(reference, unknown -> JobType.of(reference));
    }

    JobType type(Class<? extends Record> record) {
        JobType known = types.get(record);
        return known != null ? known : types.computeIfAbsent(record, unknown -> JobType.of(record));
    }

    Enqueued enqueue(Made job, Timing timing) {
        Instant now = config.clock().instant();
        Instant at = due(timing.times().apply(now), now);
        byte[] args = job.args().at(now, at);
        if (isPlain()) {
            return combiner.insert(plain(job.template(), args, WireTime.format(now), at));
        }
        JobDraft draft = draft(job.template(), args, WireTime.format(now), at);
        return through(0, draft, last -> combiner.insert(planned(last)));
    }

    /** Puts jobs into the store a slice at a time, each made when its slice is. */
    List<Enqueued> enqueueAll(Iterator<Made> jobs, Timing timing) {
        Function<Instant, @Nullable Instant> times = timing.times();
        List<Enqueued> answers = new ArrayList<>();
        Slice slice = new Slice();
        while (jobs.hasNext()) {
            try {
                slice.add(jobs.next(), times);
            } catch (JobArgumentException unfit) {
                throw unfitInARow(answers.size(), slice.size(), unfit);
            }
            if (slice.size() == SLICE) {
                answers.addAll(insert(slice, answers.size()));
                slice = new Slice();
            }
        }
        answers.addAll(insert(slice, answers.size()));
        return answers;
    }

    /** If a later slice fails, the jobs of those before it exist all the same. */
    private static List<Enqueued> insert(Slice slice, int before) {
        try {
            return slice.insert();
        } catch (StoreException failed) {
            if (before == 0 || failed.jobsExist() == JobsExist.MAYBE) {
                throw failed;
            }
            throw new StoreException(
                    failed.getMessage() + ". The " + before + " jobs before these were enqueued, those after them not",
                    failed.passing(),
                    JobsExist.MAYBE,
                    failed);
        }
    }

    private static JobArgumentException unfitInARow(int inserted, int inSlice, JobArgumentException unfit) {
        return new JobArgumentException(
                "Number " + (inserted + inSlice) + " of the row, counted from 0, cannot be enqueued; the first "
                        + inserted + " are, it and all others are not: " + unfit.getMessage(),
                unfit);
    }

    /** A job that is to be put into the store: what it is and its arguments. */
    record Made(Template template, Args args) {
        /** One whose arguments do not depend on the time. */
        static Made of(Template template, byte[] args) {
            return new Made(template, (now, due) -> args);
        }
    }

    /** Gives a job's arguments once it is known when it is due; null: now. */
    @FunctionalInterface
    interface Args {
        byte[] at(Instant now, @Nullable Instant due);
    }

    /** Jobs that go to the store in one call, with the same time of creation. */
    private final class Slice {
        private final Instant now = config.clock().instant();
        private final String nowText = WireTime.format(now);
        private final List<@Nullable Enqueued> answers = new ArrayList<>();
        private final List<NewJob> planned = new ArrayList<>();

        int size() {
            return answers.size();
        }

        void add(Made job, Function<Instant, @Nullable Instant> times) {
            Instant at = due(times.apply(now), now);
            byte[] args = job.args().at(now, at);
            if (isPlain()) {
                planned.add(plain(job.template(), args, nowText, at));
                answers.add(null);
                return;
            }
            List<NewJob> passed = new ArrayList<>(1);
            Enqueued answer = through(0, draft(job.template(), args, nowText, at), last -> {
                NewJob next = planned(last);
                passed.add(next);
                return new Enqueued.Added(next.jid());
            });
            boolean handedOn = answer.added() && !passed.isEmpty();
            if (handedOn) {
                planned.add(passed.getLast());
            }
            answers.add(handedOn ? null : answer);
        }

        List<Enqueued> insert() {
            Iterator<Enqueued> inserted = (planned.isEmpty() ? List.<Enqueued>of() : store.insert(planned)).iterator();
            return answers.stream()
                    .map(answer -> answer != null ? answer : inserted.next())
                    .toList();
        }
    }

    private boolean isPlain() {
        return config.middleware().isEmpty() && config.features().isEmpty();
    }

    private static @Nullable Instant due(@Nullable Instant at, Instant now) {
        return at != null && at.isAfter(now) ? at : null;
    }

    private NewJob plain(Template template, byte[] args, String now, @Nullable Instant at) {
        String jid = jids.next();
        Payload payload =
                fit(template.name(), template.in(TraceContext.current()).payload(args, jid, now, at == null));
        return new NewJob(jid, place(template.queue(), payload, at));
    }

    private JobDraft draft(Template template, byte[] args, String now, @Nullable Instant at) {
        Payload payload = template.in(TraceContext.current()).payload(args, jids.next(), now, at == null);
        return new JobDraft(JobDocument.parse(payload), at);
    }

    private Enqueued through(int index, JobDraft draft, ClientMiddleware.Next last) {
        return index == config.middleware().size()
                ? last.enqueue(draft)
                : config.middleware().get(index).enqueue(draft, next -> through(index + 1, next, last));
    }

    private NewJob planned(JobDraft draft) {
        JobDocument document = timed(draft);
        InsertPlan plan = new InsertPlan();
        for (Feature feature : config.features()) {
            feature.beforeInsert(document, plan);
        }
        if (!plan.onExit().isEmpty()) {
            document = SanchoMember.of(document)
                    .withOnExit(plan.onExit())
                    .into(document.edit())
                    .done();
        }
        List<Guard> guards = plan.guards();
        Payload payload = fit(document.name(), document.payload());
        return new NewJob(document.jid(), place(document.queue(), payload, draft.at()), guards);
    }

    private Payload fit(String name, Payload payload) {
        if (payload.bytes().length > config.maxPayloadBytes()) {
            throw JobArgumentException.tooLarge(
                    "The arguments of " + name + " and what stands around them",
                    payload.bytes().length,
                    config.maxPayloadBytes());
        }
        return payload;
    }

    /** A job in a queue says since when, one in the schedule does not; a middleware may have moved it. */
    private JobDocument timed(JobDraft draft) {
        JobDocument document = draft.document();
        if (document.has("enqueued_at") == (draft.at() == null)) {
            return document;
        }
        return draft.at() == null
                ? document.edit().time("enqueued_at", config.clock().instant()).done()
                : document.edit().remove("enqueued_at").done();
    }

    private static To place(String queue, Payload payload, @Nullable Instant at) {
        return at == null ? new To.Queue(queue, End.BACK, payload) : new To.Sorted(JobSet.SCHEDULED, at, payload);
    }
}
