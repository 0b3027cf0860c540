package dev.sancho.tck;

import dev.sancho.job.JobState;
import dev.sancho.job.Payload;
import dev.sancho.store.Effect;
import dev.sancho.store.End;
import dev.sancho.store.Guard;
import dev.sancho.store.JobSet;
import dev.sancho.store.NewJob;
import dev.sancho.store.To;
import dev.sancho.store.When;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Random jobs, places, guards and effects, over few names so that they meet. */
final class RandomParts {
    static final List<String> QUEUES = List.of("q1", "q2", "q3");
    static final List<String> KEYS = List.of("k1", "k2");
    static final List<String> LOCKS = List.of("l1", "l2");
    static final List<String> GROUPS = List.of("g1", "g2", "g3");
    static final List<String> COUNTERS = List.of("n1", "n2");
    private static final List<String> CELLS = List.of("c1", "c2", "d1");
    private static final List<String> HOLDERS = List.of("h1", "h2");
    private static final List<String> MEMBERS = List.of("m1", "m2");
    private static final byte[] NO_TEXT = {(byte) 0xfe, 0, '"'};

    private final Random random;
    private final ManualClock clock;
    private int jobs;

    RandomParts(Random random, ManualClock clock) {
        this.random = random;
        this.clock = clock;
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    <T> List<T> some(int most, Supplier<T> of) {
        return Stream.generate(of).limit(random.nextInt(most + 1)).toList();
    }

    /** A few of them, in any order. */
    <T> List<T> few(List<T> of) {
        List<T> shuffled = new ArrayList<>(of);
        Collections.shuffle(shuffled, random);
        return List.copyOf(shuffled.subList(0, random.nextInt(of.size() + 1)));
    }

    /** A new job, or one of the last few once more: of equal payloads a store must keep the right one. */
    NewJob job() {
        String jid = chance(90) ? "j" + ++jobs : "j" + Math.max(1, jobs - random.nextInt(5));
        return new NewJob(jid, place(chance(5) ? noJob(jid) : payload(jid)), guards());
    }

    private static Payload payload(String jid) {
        String queue = QUEUES.get(Math.floorMod(jid.hashCode(), QUEUES.size()));
        return Payload.of("{\"class\":\"W\",\"jid\":\"" + jid + "\",\"queue\":\"" + queue + "\"}");
    }

    private static Payload noJob(String jid) {
        byte[] name = jid.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[name.length + NO_TEXT.length];
        System.arraycopy(name, 0, bytes, 0, name.length);
        System.arraycopy(NO_TEXT, 0, bytes, name.length, NO_TEXT.length);
        return Payload.of(bytes);
    }

    /** A place for a job, seldom one that every store must refuse. */
    To place(Payload payload) {
        int dice = random.nextInt(100);
        if (dice < 50) {
            return new To.Queue(one(QUEUES), chance(75) ? End.BACK : End.FRONT, payload);
        }
        if (dice < 65) {
            return new To.Parked(one(KEYS), payload);
        }
        Instant at = dice < 97 ? near() : Instant.EPOCH.minusSeconds(1);
        return new To.Sorted(one(List.of(JobSet.values())), at, payload);
    }

    private Instant near() {
        return clock.instant().plusNanos(1000L * (random.nextInt(240_000_000) - 120_000_000));
    }

    List<Guard> guards() {
        return chance(30) ? some(2, this::guard) : List.of();
    }

    private Guard guard() {
        return switch (random.nextInt(7)) {
            case 0, 1, 2 ->
                new Guard.Lock(
                        one(LOCKS), one(HOLDERS), keep(), chance(80) ? Guard.OnHeld.REFUSE : Guard.OnHeld.REPLACE);
            case 3 -> new Guard.Join(one(GROUPS), one(MEMBERS));
            case 4 -> new Guard.Holds(one(LOCKS), one(HOLDERS));
            case 5 -> new Guard.Stands(one(GROUPS), one(MEMBERS), one(List.of(JobState.values())));
            default -> new Guard.Is(one(CELLS), value());
        };
    }

    Op putIf() {
        return new Op.PutIf(one(CELLS), value(), value(), keep());
    }

    List<Effect> effects() {
        return chance(50) ? some(3, () -> effect(true)) : List.of();
    }

    private Effect effect(boolean mayOpen) {
        return switch (random.nextInt(mayOpen ? 11 : 7)) {
            case 0 -> new Effect.Unlock(one(LOCKS), one(HOLDERS));
            case 1, 2 -> new Effect.Mark(one(GROUPS), one(MEMBERS), one(List.of(JobState.values())));
            case 3, 4 -> new Effect.Add(one(COUNTERS), 1 + random.nextInt(9));
            case 5 -> new Effect.Put(one(CELLS), value(), keep());
            case 6 -> new Effect.Insert(effectJob());
            case 7 -> new Effect.Seal(one(GROUPS));
            default -> new Effect.Open(one(GROUPS), some(3, this::rule), keep());
        };
    }

    private NewJob effectJob() {
        String jid = "j" + ++jobs;
        return new NewJob(jid, place(payload(jid)), guards());
    }

    private When rule() {
        List<Effect> then = some(2, () -> effect(false));
        if (chance(30)) {
            return new When.First(one(List.of(JobState.values())), then);
        }
        Set<JobState> states = IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> one(List.of(JobState.values())))
                .collect(Collectors.toSet());
        return new When.NoneLeft(states, then);
    }

    private @Nullable String value() {
        return chance(30) ? null : Integer.toString(1 + random.nextInt(2));
    }

    private Duration keep() {
        return Duration.ofSeconds(1 + random.nextInt(chance(50) ? 60 : 7200));
    }
}
