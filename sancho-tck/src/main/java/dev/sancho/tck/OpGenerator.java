package dev.sancho.tck;

import dev.sancho.job.Payload;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimRequest.ParkedShare;
import dev.sancho.store.From;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.Place;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.StoredJob;
import dev.sancho.store.To;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Chooses operations that mean something where the model stands: jobs that are there, owners that live, and now and then not. */
final class OpGenerator {
    private static final int REPEATABLE = 6;

    private final Random random;
    private final JobStore model;
    private final RandomParts parts;
    private final List<String> owners = new ArrayList<>();
    private final Map<String, Long> nextSeq = new HashMap<>();
    private final Deque<Op> recent = new ArrayDeque<>();
    private int begun;
    private int operations;

    OpGenerator(long seed, JobStore model, ManualClock clock) {
        this.random = new Random(seed);
        this.model = model;
        this.parts = new RandomParts(random, clock);
    }

    /** How long nothing happens before the next operation: mostly no time, sometimes long enough for leases and locks to run out. */
    Duration pause() {
        int seconds = 0;
        if (parts.chance(6)) {
            seconds = parts.chance(60) ? random.nextInt(20) : parts.chance(80) ? 61 : 3600;
            recent.clear();
        }
        return Duration.ofSeconds(seconds).plusNanos(1000L * (1 + random.nextInt(1000)));
    }

    Op next() {
        Op op = choose();
        if (op instanceof Op.Claim || op instanceof Op.MoveAll || op instanceof Op.Rescue) {
            recent.addLast(op);
        }
        if (recent.size() > REPEATABLE) {
            recent.removeFirst();
        }
        return op;
    }

    private Op choose() {
        int dice = random.nextInt(100);
        if (owners.isEmpty() || dice < 3) {
            return begin();
        }
        if (dice < 24) {
            return new Op.Insert(atLeastOne(3, parts::job));
        }
        if (dice < 43) {
            return claim();
        }
        if (dice < 69) {
            return new Op.MoveAll(atLeastOne(3, this::move));
        }
        return dice < 76 && !recent.isEmpty() ? parts.one(List.copyOf(recent)) : chooseSeldom(dice);
    }

    private Op chooseSeldom(int dice) {
        if (dice < 84) {
            return beat();
        }
        if (dice < 89) {
            String owner = parts.one(owners);
            int max = 1 + random.nextInt(3);
            return new Op.Rescue(owner, numbers(owner, max), max);
        }
        if (dice < 95) {
            return new Op.Promote(1 + random.nextInt(3));
        }
        if (dice < 98) {
            return dice < 97 ? leave() : new Op.Prune(1000);
        }
        return dice < 99 ? parts.putIf() : new Op.Pause(parts.one(RandomParts.QUEUES), parts.chance(40));
    }

    private <T> List<T> atLeastOne(int most, Supplier<T> of) {
        List<T> list = new ArrayList<>(parts.some(most - 1, of));
        list.add(of.get());
        return List.copyOf(list);
    }

    private Op begin() {
        String owner = "o" + ++begun;
        owners.add(owner);
        if (owners.size() > 4) {
            owners.removeFirst();
        }
        return new Op.Beat(owner, SeqRanges.NONE);
    }

    private Op leave() {
        return new Op.Leave(parts.one(owners));
    }

    private Op claim() {
        String owner = parts.one(owners);
        int max = 1 + random.nextInt(4);
        List<ParkedShare> parked = parts.chance(30)
                ? parts.few(RandomParts.KEYS).stream()
                        .map(key -> new ParkedShare(key, parts.one(RandomParts.QUEUES), 1 + random.nextInt(2)))
                        .toList()
                : List.of();
        return new Op.Claim(new ClaimRequest(
                owner, numbers(owner, max), max, parts.few(RandomParts.QUEUES), parked, Duration.ZERO));
    }

    /** Uses up numbers, sometimes more than asked for. */
    private long numbers(String owner, int max) {
        long first = nextSeq.getOrDefault(owner, 1L);
        nextSeq.put(owner, first + max + (parts.chance(5) ? 2 : 0));
        return first;
    }

    private Op beat() {
        String owner = parts.one(owners);
        int kept = parts.chance(60) ? 100 : random.nextInt(100);
        return new Op.Beat(
                owner,
                SeqRanges.of(page(new Place.InFlight(owner)).stream()
                        .map(StoredJob::seq)
                        .filter(seq -> parts.chance(kept))
                        .toList()));
    }

    /** Moves a job that is there, or sometimes one that is not. */
    private Move move() {
        Found found =
                parts.chance(70) ? held().orElseGet(this::nowhere) : anywhere().orElseGet(this::nowhere);
        To to = found.from() instanceof From.Nothing || parts.chance(40) ? To.Gone.GONE : parts.place(found.payload());
        return new Move(found.from(), to, parts.guards(), parts.effects());
    }

    private record Found(From from, Payload payload) {}

    private Optional<Found> held() {
        String owner = parts.one(owners);
        List<StoredJob> jobs = page(new Place.InFlight(owner));
        if (jobs.isEmpty() || parts.chance(5)) {
            long seq = 1L + random.nextInt(Math.toIntExact(nextSeq.getOrDefault(owner, 1L) + 2));
            return Optional.of(new Found(new From.Held(owner, seq), Payload.of("{\"jid\":\"stale\"}")));
        }
        StoredJob job = parts.one(jobs);
        return Optional.of(new Found(new From.Held(owner, job.seq()), job.payload()));
    }

    private Optional<Found> anywhere() {
        List<Place> places = model.browser().places();
        if (places.isEmpty()) {
            return Optional.empty();
        }
        Place place = parts.one(places);
        List<StoredJob> jobs = page(place);
        return jobs.isEmpty() ? Optional.empty() : Optional.of(found(place, parts.one(jobs)));
    }

    private Found found(Place place, StoredJob job) {
        String operation = "op" + ++operations;
        Payload payload = job.payload();
        String jid = ContractTest.jid(payload);
        From from = switch (place) {
            case Place.Queue queue -> new From.Queued(queue.name(), jid, payload, operation);
            case Place.Parked key -> new From.Parked(key.key(), jid, payload, operation);
            case Place.InFlight owner -> new From.Held(owner.owner(), job.seq());
            case Place.Sorted set -> {
                Instant at = Objects.requireNonNull(job.at());
                yield new From.Sorted(set.set(), parts.chance(90) ? at : at.plusNanos(1000), jid, payload, operation);
            }
        };
        return new Found(from, payload);
    }

    private Found nowhere() {
        return new Found(From.Nothing.NOTHING, Payload.of(""));
    }

    private List<StoredJob> page(Place place) {
        return model.browser().page(place, 0, 1000);
    }
}
