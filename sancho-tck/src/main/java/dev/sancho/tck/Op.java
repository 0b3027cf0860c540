package dev.sancho.tck;

import dev.sancho.job.Enqueued;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.Effect;
import dev.sancho.store.From;
import dev.sancho.store.Guard;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.NewJob;
import dev.sancho.store.OwnerEndedException;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.Promoted;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.To;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One random operation, with all its values, so that it means the same wherever in a script it stands. Prints as what it does. */
sealed interface Op {
    /** Carries it out and returns the store's answer, in a form that every store's answer can be compared in. */
    Object answer(JobStore store);

    /** The same operation with a little less in it, for shrinking. */
    default Stream<? extends Op> simpler() {
        return Stream.of();
    }

    record Insert(List<NewJob> jobs) implements Op {
        @Override
        public Object answer(JobStore store) {
            return store.insert(jobs).stream()
                    .map(answer -> answer instanceof Enqueued.Refused ? "REFUSED" : answer)
                    .toList();
        }

        @Override
        public Stream<Op> simpler() {
            return Stream.concat(less(jobs), each(jobs, Insert::simpler)).map(Insert::new);
        }

        private static Stream<NewJob> simpler(NewJob job) {
            return less(job.guards()).map(guards -> new NewJob(job.jid(), job.to(), guards));
        }
    }

    record Claim(ClaimRequest request) implements Op {
        @Override
        public Object answer(JobStore store) {
            return orEnded(() -> store.claim(request));
        }

        @Override
        public Stream<Op> simpler() {
            ClaimRequest r = request;
            return Stream.concat(
                            less(r.queues())
                                    .map(queues -> new ClaimRequest(
                                            r.owner(), r.firstSeq(), r.max(), queues, r.parked(), r.waitUpTo())),
                            less(r.parked())
                                    .map(parked -> new ClaimRequest(
                                            r.owner(), r.firstSeq(), r.max(), r.queues(), parked, r.waitUpTo())))
                    .map(Claim::new);
        }
    }

    record MoveAll(List<Move> moves) implements Op {
        @Override
        public Object answer(JobStore store) {
            return store.move(moves).stream()
                    .map(answer -> answer instanceof Moved.Refused ? "REFUSED" : answer)
                    .toList();
        }

        @Override
        public Stream<Op> simpler() {
            return Stream.concat(less(moves), each(moves, MoveAll::simpler)).map(MoveAll::new);
        }

        private static Stream<Effect> simpler(Effect effect) {
            return effect instanceof Effect.Open open
                    ? less(open.rules()).map(rules -> new Effect.Open(open.group(), rules, open.keep()))
                    : Stream.of();
        }

        private static Stream<Move> simpler(Move move) {
            Stream<List<Effect>> effects = less(move.effects());
            Stream<List<Guard>> guards = less(move.guards());
            Stream<List<Effect>> smaller = each(move.effects(), MoveAll::simpler);
            return Stream.of(
                            Stream.concat(effects, smaller)
                                    .map(fewer -> new Move(move.from(), move.to(), move.guards(), fewer)),
                            guards.map(fewer -> new Move(move.from(), move.to(), fewer, move.effects())),
                            withoutJob(move).stream())
                    .flatMap(Function.identity());
        }

        /** Its guards and effects alone, which need no job to be claimed first. */
        private static Optional<Move> withoutJob(Move move) {
            return move.from() instanceof From.Nothing
                    ? Optional.empty()
                    : Optional.of(new Move(From.Nothing.NOTHING, To.Gone.GONE, move.guards(), move.effects()));
        }
    }

    record Rescue(String owner, long firstSeq, int max) implements Op {
        @Override
        public Object answer(JobStore store) {
            return orEnded(() -> store.rescue(owner, firstSeq, max));
        }
    }

    record Beat(String owner, SeqRanges held) implements Op {
        @Override
        public Object answer(JobStore store) {
            return store.beat(process(owner), held);
        }

        private static ProcessRecord process(String owner) {
            return new ProcessRecord(
                    owner, "host", 1, Instant.EPOCH, "", List.of(), "1", Map.of(), 0, false, 1, 1, List.of());
        }
    }

    record Leave(String owner) implements Op {
        @Override
        public Object answer(JobStore store) {
            store.leave(owner);
            return "left";
        }
    }

    record Promote(int max) implements Op {
        @Override
        public Object answer(JobStore store) {
            Promoted promoted = store.promote("promoter", max);
            return promoted.moved() + (promoted.askAgainIn().isZero() ? ", more are due" : ", no more are due");
        }
    }

    record Prune(int max) implements Op {
        @Override
        public Object answer(JobStore store) {
            return store.prune(max) >= 0;
        }
    }

    record Pause(String queue, boolean on) implements Op {
        @Override
        public Object answer(JobStore store) {
            if (on) {
                store.controls().pause(queue);
            } else {
                store.controls().resume(queue);
            }
            return "steered";
        }
    }

    record PutIf(
            String cell,
            @Nullable String expected,
            @Nullable String value,
            Duration keep) implements Op {
        @Override
        public Object answer(JobStore store) {
            return store.cells().putIf(cell, expected, value, keep);
        }
    }

    private static Object orEnded(Supplier<?> call) {
        try {
            return call.get();
        } catch (OwnerEndedException ended) {
            return "ENDED";
        }
    }

    /** The list without one of its elements, each in turn. */
    private static <T> Stream<List<T>> less(List<T> list) {
        return IntStream.range(0, list.size()).mapToObj(i -> {
            List<T> fewer = new ArrayList<>(list);
            fewer.remove(i);
            return fewer;
        });
    }

    /** The list with one of its elements made simpler, each in turn. */
    private static <T> Stream<List<T>> each(List<T> list, Function<T, Stream<T>> simpler) {
        return IntStream.range(0, list.size())
                .boxed()
                .flatMap(i -> simpler.apply(list.get(i)).map(element -> {
                    List<T> changed = new ArrayList<>(list);
                    changed.set(i, element);
                    return changed;
                }));
    }
}
