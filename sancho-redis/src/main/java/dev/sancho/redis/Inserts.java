package dev.sancho.redis;

import dev.sancho.job.Enqueued;
import dev.sancho.job.WireTime;
import dev.sancho.store.End;
import dev.sancho.store.JobSet;
import dev.sancho.store.Moved;
import dev.sancho.store.NewJob;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreException.JobsExist;
import dev.sancho.store.To;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** Inserts jobs: plain ones as Sidekiq does, in one round trip; others by the script that moves. Thread-safe. */
final class Inserts {
    private static final int SCRIPT_SLICE = 125;

    private final Server server;

    Inserts(Server server) {
        this.server = server;
    }

    /** If one job needs the script they all take it, so that they come to their queues in the order of the list. */
    List<Enqueued> insert(List<NewJob> jobs) {
        Enqueued[] answers = new Enqueued[jobs.size()];
        boolean allPlain = jobs.stream().allMatch(Inserts::isPlain);
        Plain plain = new Plain();
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            Optional<Moved> unfit = Moves.unfit(jobs.get(i).to());
            if (unfit.isPresent()) {
                answers[i] = enqueued(jobs.get(i), unfit.get());
            } else if (allPlain) {
                plain.add(jobs.get(i), i);
            } else {
                others.add(i);
            }
        }
        plain.send(answers);
        for (int start = 0; start < others.size(); start += SCRIPT_SLICE) {
            insertSlice(jobs, others.subList(start, Math.min(start + SCRIPT_SLICE, others.size())), answers, start);
        }
        return Arrays.asList(answers);
    }

    /** If a later slice fails, jobs of those before it exist all the same. */
    private void insertSlice(List<NewJob> jobs, List<Integer> which, Enqueued[] answers, int before) {
        try {
            insertByScript(jobs, which, answers);
        } catch (StoreException failed) {
            if (before == 0 || failed.jobsExist() == JobsExist.MAYBE) {
                throw failed;
            }
            throw new StoreException(
                    failed.getMessage() + ". Of the whole call the first " + before + " jobs were inserted before",
                    failed.passing(),
                    JobsExist.MAYBE,
                    failed);
        }
    }

    private static boolean isPlain(NewJob job) {
        return job.guards().isEmpty()
                && switch (job.to()) {
                    case To.Queue queue -> true;
                    case To.Sorted sorted -> sorted.set() != JobSet.DEAD;
                    case To.Parked parked -> false;
                    case To.Gone gone -> false;
                };
    }

    private void insertByScript(List<NewJob> jobs, List<Integer> which, Enqueued[] answers) {
        List<byte[]> items = new ArrayList<>();
        which.forEach(i -> items.add(MovePack.insert(jobs.get(i))));
        List<?> results = server.evalOnce(
                which.size(), Script.MOVE, items, told -> told.stream().anyMatch(Inserts::moved));
        for (int i = 0; i < which.size(); i++) {
            answers[which.get(i)] = enqueued(jobs.get(which.get(i)), Moves.read((byte[]) results.get(i)));
        }
    }

    private static boolean moved(Object answer) {
        return Moves.read((byte[]) answer) instanceof Moved.Answer;
    }

    private static Enqueued enqueued(NewJob job, Moved moved) {
        return switch (moved) {
            case Moved.Answer done -> new Enqueued.Added(job.jid());
            case Moved.HeldBy held -> new Enqueued.HeldBy(held.jid());
            case Moved.Refused refused -> new Enqueued.Refused(refused.reason());
        };
    }

    /** Jobs without guards, by the key that they go to. Confined to one thread. */
    private final class Plain {
        private final Map<Target, Batch> batches = new LinkedHashMap<>();
        private int jobs;

        private record Target(Command command, String name) {}

        private record Batch(List<byte[]> arguments, List<Integer> places, List<NewJob> jobs) {}

        void add(NewJob job, int place) {
            jobs++;
            switch (job.to()) {
                case To.Queue queue -> {
                    Command push = queue.end() == End.BACK ? Command.LPUSH : Command.RPUSH;
                    batch(new Target(push, queue.name()), server.keys.queue(queue.name()), job, place)
                            .add(queue.payload().bytes());
                }
                case To.Sorted sorted -> {
                    Target target = new Target(Command.ZADD, Keys.nameOf(sorted.set()));
                    List<byte[]> arguments = batch(target, server.keys.set(sorted.set()), job, place);
                    arguments.add(Keys.bytes(WireTime.format(sorted.at())));
                    arguments.add(sorted.payload().bytes());
                }
                case To.Parked parked -> throw new IllegalArgumentException("Not plain: " + parked);
                case To.Gone gone -> throw new IllegalArgumentException("Not plain: " + gone);
            }
        }

        private List<byte[]> batch(Target target, byte[] key, NewJob job, int place) {
            Batch batch = batches.computeIfAbsent(
                    target, first -> new Batch(new ArrayList<>(List.of(key)), new ArrayList<>(), new ArrayList<>()));
            batch.places().add(place);
            batch.jobs().add(job);
            return batch.arguments();
        }

        void send(Enqueued[] answers) {
            if (batches.isEmpty()) {
                return;
            }
            List<Server.Request> requests = listing();
            int first = requests.size();
            batches.forEach((target, batch) -> requests.add(new Server.Request(target.command(), batch.arguments())));
            List<Object> all = server.pipelineOnce(
                    jobs, requests, told -> told.stream().skip(first).anyMatch(Plain::done));
            List<Object> results = all.subList(first, all.size());
            throwIfHalfway(results);
            int next = 0;
            for (Batch batch : batches.values()) {
                answer(batch, results.get(next++), answers);
            }
            if (first == 1 && all.getFirst() instanceof JedisDataException unlisted) {
                throw unlisted(unlisted, results);
            }
        }

        /** What puts the queues on the list of all, if jobs go to queues. */
        private List<Server.Request> listing() {
            List<Server.Request> requests = new ArrayList<>();
            List<byte[]> names = new ArrayList<>(List.of(server.keys.queues()));
            batches.keySet().stream()
                    .filter(target -> target.command() != Command.ZADD)
                    .map(target -> Keys.bytes(target.name()))
                    .forEach(names::add);
            if (names.size() > 1) {
                requests.add(new Server.Request(Command.SADD, names));
            }
            return requests;
        }

        /** A key of a wrong type refuses the jobs for it alone; anything else is about the server. */
        private void throwIfHalfway(List<Object> results) {
            for (Object result : results) {
                if (result instanceof JedisDataException refused && !isWrongType(refused)) {
                    throw halfway(refused, results);
                }
            }
        }

        private static boolean done(Object result) {
            return !(result instanceof JedisDataException);
        }

        private StoreException halfway(JedisDataException refused, List<Object> results) {
            StoreException told = server.failed("insert " + jobs + " jobs", refused);
            boolean someExist = results.stream().anyMatch(Plain::done);
            return new StoreException(
                    told.getMessage()
                            + (someExist ? ". Some of the jobs exist, in other places than the refused ones" : ""),
                    told.passing(),
                    someExist ? JobsExist.MAYBE : JobsExist.NO,
                    refused);
        }

        private StoreException unlisted(JedisDataException unlisted, List<Object> results) {
            StoreException told = server.failed(
                    "list the queues that jobs were pushed to in the key " + Keys.text(server.keys.queues())
                            + " (the jobs are there)",
                    unlisted);
            return new StoreException(
                    String.valueOf(told.getMessage()),
                    told.passing(),
                    results.stream().allMatch(Plain::done) ? JobsExist.YES : JobsExist.MAYBE,
                    unlisted);
        }

        private void answer(Batch batch, Object result, Enqueued[] answers) {
            for (int i = 0; i < batch.places().size(); i++) {
                answers[batch.places().get(i)] = result instanceof JedisDataException refused
                        ? new Enqueued.Refused(String.valueOf(Failures.of(server.url, "insert the job", refused)
                                .getMessage()))
                        : new Enqueued.Added(batch.jobs().get(i).jid());
            }
        }

        private static boolean isWrongType(JedisDataException refused) {
            return Failures.code(refused).filter("WRONGTYPE"::equals).isPresent();
        }
    }
}
