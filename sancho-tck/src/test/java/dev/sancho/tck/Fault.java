package dev.sancho.tck;

import dev.sancho.job.Enqueued;
import dev.sancho.job.Payload;
import dev.sancho.store.Beat;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Effect;
import dev.sancho.store.End;
import dev.sancho.store.From;
import dev.sancho.store.Guard;
import dev.sancho.store.JobSet;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.Moved;
import dev.sancho.store.NewJob;
import dev.sancho.store.Place;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.Promoted;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.StoredJob;
import dev.sancho.store.To;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Mistakes that job stores have really made, planted in one that is right. */
enum Fault {
    UNCHECKED_FINISH(UncheckedFinish::new),
    REPEATED_FINISH_COUNTS(RepeatedFinishCounts::new),
    LOST_EFFECT(LostEffect::new),
    LOST_MOVE_OF_A_BATCH(LostMoveOfABatch::new),
    STRANDED_LOCK(StrandedLock::new),
    UNCHECKED_GUARD(UncheckedGuard::new),
    JOB_LOST_BETWEEN_POP_AND_PUSH(PopThenPush::new),
    HAND_BACK_IN_THE_WRONG_ORDER(WrongOrder::new),
    RESCUE_THAT_LEAVES_THE_JOBS(DoubleRescue::new),
    LATE_FINISH_AFTER_RESCUE(LateFinish::new),
    CLAIM_SENT_TWICE_FORGETS(ForgetfulClaim::new),
    CLAIM_BESIDE_THE_FRONT(ClaimFromTheBack::new);

    @SuppressWarnings("ImmutableEnumChecker") // constructor references
    private final UnaryOperator<JobStore> plant;

    Fault(UnaryOperator<JobStore> plant) {
        this.plant = plant;
    }

    JobStore in(JobStore store) {
        return plant.apply(store);
    }

    /** Finishes a job without looking whether the claim still stands: what it counts is counted although the job was not there. */
    private static final class UncheckedFinish extends WrappedStore {
        UncheckedFinish(JobStore store) {
            super(store);
        }

        @Override
        Moved move(Move move) {
            Moved answer = super.move(move);
            if (move.from() instanceof From.Held && answer == Moved.Answer.GONE) {
                store.move(List.of(new Move(From.Nothing.NOTHING, To.Gone.GONE, move.effects())));
            }
            return answer;
        }
    }

    /** Applies the effects again when a finish is sent twice. */
    private static final class RepeatedFinishCounts extends WrappedStore {
        RepeatedFinishCounts(JobStore store) {
            super(store);
        }

        @Override
        Moved move(Move move) {
            Moved answer = super.move(move);
            if (answer == Moved.Answer.REPEATED) {
                store.move(List.of(new Move(From.Nothing.NOTHING, To.Gone.GONE, move.effects())));
            }
            return answer;
        }
    }

    /** Loses the last of three effects. */
    private static final class LostEffect extends WrappedStore {
        LostEffect(JobStore store) {
            super(store);
        }

        @Override
        Moved move(Move move) {
            List<Effect> effects = move.effects().stream().limit(2).toList();
            return super.move(new Move(move.from(), move.to(), move.guards(), effects));
        }
    }

    /** Says of a batch's last move what became of the one before it, and does not do it. */
    private static final class LostMoveOfABatch extends WrappedStore {
        LostMoveOfABatch(JobStore store) {
            super(store);
        }

        @Override
        public List<Moved> move(List<Move> moves) {
            if (moves.size() < 3) {
                return super.move(moves);
            }
            List<Moved> answers = new ArrayList<>(super.move(moves.subList(0, moves.size() - 1)));
            answers.add(answers.getLast());
            return answers;
        }
    }

    /** Forgets the lock of a job that is deleted from a queue by hand. */
    private static final class StrandedLock extends WrappedStore {
        StrandedLock(JobStore store) {
            super(store);
        }

        @Override
        Moved move(Move move) {
            if (!(move.from() instanceof From.Queued)) {
                return super.move(move);
            }
            List<Effect> effects = move.effects().stream()
                    .filter(effect -> !(effect instanceof Effect.Unlock))
                    .toList();
            return super.move(new Move(move.from(), move.to(), move.guards(), effects));
        }
    }

    /** Takes locks without looking who holds them when several jobs are inserted at once. */
    private static final class UncheckedGuard extends WrappedStore {
        UncheckedGuard(JobStore store) {
            super(store);
        }

        @Override
        public List<Enqueued> insert(List<NewJob> jobs) {
            return jobs.size() == 1
                    ? super.insert(jobs)
                    : super.insert(jobs.stream()
                            .map(job -> new NewJob(job.jid(), job.to(), taken(job.guards())))
                            .toList());
        }

        private static List<Guard> taken(List<Guard> guards) {
            return guards.stream()
                    .map(guard -> guard instanceof Guard.Lock lock
                            ? new Guard.Lock(lock.key(), lock.holder(), lock.keep(), Guard.OnHeld.REPLACE)
                            : guard)
                    .toList();
        }
    }

    /** Pops a due job, then pushes it; killed in between every third time, and asked again. */
    private static final class PopThenPush extends WrappedStore {
        private int calls;

        PopThenPush(JobStore store) {
            super(store);
        }

        @Override
        public Promoted promote(String owner, int max) {
            if (++calls % 3 == 0) {
                for (StoredJob job : browser().page(new Place.Sorted(JobSet.RETRY), 0, 1)) {
                    From from = new From.Sorted(
                            JobSet.RETRY, Objects.requireNonNull(job.at()), "", job.payload(), "pop" + calls);
                    store.move(List.of(new Move(from, To.Gone.GONE)));
                }
            }
            return super.promote(owner, max);
        }
    }

    /** Puts returned jobs to the front first number first, so that they end up in reverse. */
    private static final class WrongOrder extends WrappedStore {
        private int operations;

        WrongOrder(JobStore store) {
            super(store);
        }

        @Override
        public Beat beat(ProcessRecord me, SeqRanges held) {
            Map<Place, Long> sizes = new HashMap<>();
            browser().places().forEach(place -> sizes.put(place, browser().size(place)));
            Beat beat = super.beat(me, held);
            sizes.forEach((place, size) -> {
                if (place instanceof Place.Queue queue && browser().size(place) > size + 1) {
                    Payload second = browser().page(queue, 1, 1).getFirst().payload();
                    From from = new From.Queued(queue.name(), "", second, "reverse" + ++operations);
                    store.move(List.of(new Move(from, new To.Queue(queue.name(), End.FRONT, second))));
                }
            });
            return beat;
        }
    }

    /** Leaves rescued jobs where another rescuer finds them again: here, in the queue. */
    private static final class DoubleRescue extends WrappedStore {
        DoubleRescue(JobStore store) {
            super(store);
        }

        @Override
        public List<ClaimedJob> rescue(String owner, long firstSeq, int max) {
            List<ClaimedJob> jobs = super.rescue(owner, firstSeq, max);
            for (ClaimedJob job : jobs) {
                if (job.origin() instanceof Place.Queue queue) {
                    insert(List.of(new NewJob("", new To.Queue(queue.name(), End.FRONT, job.payload()))));
                }
            }
            return jobs;
        }
    }

    /** Does not end the owner it rescues from: its finish is answered as if nothing had happened. */
    private static final class LateFinish extends WrappedStore {
        LateFinish(JobStore store) {
            super(store);
        }

        @Override
        Moved move(Move move) {
            Moved answer = super.move(move);
            return answer == Moved.Answer.GONE && move.from() instanceof From.Held ? Moved.Answer.REPEATED : answer;
        }
    }

    /** Gives a claim that is sent twice nothing, as the jobs are no longer in the queue. */
    private static final class ForgetfulClaim extends WrappedStore {
        private final Map<String, Long> highest = new HashMap<>();

        ForgetfulClaim(JobStore store) {
            super(store);
        }

        @Override
        public List<ClaimedJob> claim(ClaimRequest request) {
            List<ClaimedJob> jobs = super.claim(request);
            Long before = highest.put(request.owner(), request.firstSeq());
            return before != null && before >= request.firstSeq() ? List.of() : jobs;
        }
    }

    /** Claims from the end where clients put jobs, when it asks one queue for one job. */
    private static final class ClaimFromTheBack extends WrappedStore {
        private int operations;

        ClaimFromTheBack(JobStore store) {
            super(store);
        }

        @Override
        public List<ClaimedJob> claim(ClaimRequest request) {
            if (request.max() == 1 && request.queues().size() == 1) {
                String queue = request.queues().getFirst();
                List<StoredJob> page = browser().page(new Place.Queue(queue), 0, 1000);
                if (page.size() > 1) {
                    StoredJob last = page.getLast();
                    From from = new From.Queued(queue, "", last.payload(), "back" + ++operations);
                    store.move(List.of(new Move(from, new To.Queue(queue, End.FRONT, last.payload()))));
                }
            }
            return super.claim(request);
        }
    }
}
