package dev.sancho.store;

import dev.sancho.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What is known besides the jobs (locks, groups, cells, counters), how guards ask it and how effects change it. */
final class MemoryFacts {
    final Expiring<String> locks = new Expiring<>();
    final Expiring<MemoryGroup> groups = new Expiring<>();
    final Expiring<String> cells = new Expiring<>();
    private final Map<String, Long> totals = new HashMap<>();
    private final Map<LocalDate, Map<String, Long>> days = new HashMap<>();
    private final BiConsumer<To, Instant> put;

    /** @param put how an inserted job gets to its place */
    MemoryFacts(BiConsumer<To, Instant> put) {
        this.put = put;
    }

    /** The answer of the first guard that does not hold. Writes nothing. */
    Optional<Moved> check(List<Guard> guards, Instant now) {
        return guards.stream().flatMap(guard -> check(guard, now).stream()).findFirst();
    }

    private Optional<Moved> check(Guard guard, Instant now) {
        return switch (guard) {
            case Guard.Lock lock when lock.onHeld() == Guard.OnHeld.REPLACE -> Optional.empty();
            case Guard.Lock lock ->
                locks.get(lock.key(), now)
                        .filter(holder -> !holder.equals(lock.holder()))
                        .map(Moved.HeldBy::new);
            case Guard.Join join -> unless(takesMembers(join.group(), now), noMembers(join.group()));
            case Guard.Is is ->
                unless(
                        cells.get(is.cell(), now).equals(Optional.ofNullable(is.value())),
                        "Cell " + is.cell() + " is not " + is.value());
            case Guard.Holds lock ->
                unless(
                        locks.get(lock.key(), now).equals(Optional.of(lock.holder())),
                        "Lock " + lock.key() + " is not held by " + lock.holder());
            case Guard.Stands in ->
                unless(
                        state(in.group(), in.member(), now).equals(Optional.of(in.state())),
                        "Member " + in.member() + " of group " + in.group() + " is not " + in.state());
        };
    }

    private boolean takesMembers(String group, Instant now) {
        return groups.get(group, now).filter(known -> !known.closed()).isPresent();
    }

    private static String noMembers(String group) {
        return "Group " + group + " takes no members: it is closed, forgotten or was never opened";
    }

    private Optional<JobState> state(String group, String member, Instant now) {
        return groups.get(group, now).flatMap(known -> known.state(member));
    }

    private static Optional<Moved> unless(boolean holds, String reason) {
        return holds ? Optional.empty() : Optional.of(new Moved.Refused(reason));
    }

    /**
     * Writes the claims of guards that hold, then the effects in their order. What a group's rules add to it waits at the end of the
     * line, so that all that a move names itself is written before anything that follows from it.
     */
    void write(List<Guard> guards, List<Effect> effects, Instant now) {
        Deque<Effect> work = new ArrayDeque<>(effects);
        guards.forEach(guard -> work.addAll(claim(guard, now)));
        while (!work.isEmpty()) {
            work.addAll(write(work.removeFirst(), now));
        }
    }

    private List<Effect> claim(Guard guard, Instant now) {
        return switch (guard) {
            case Guard.Lock lock -> {
                locks.put(lock.key(), lock.holder(), Expiring.until(now, lock.keep()));
                yield List.of();
            }
            case Guard.Join join ->
                groups.get(join.group(), now)
                        .map(group -> group.join(join.member()))
                        .orElse(List.of());
            case Guard.Is is -> List.of();
            case Guard.Holds holds -> List.of();
            case Guard.Stands stands -> List.of();
        };
    }

    private List<Effect> write(Effect effect, Instant now) {
        return switch (effect) {
            case Effect.Unlock unlock -> {
                unlock(unlock, now);
                yield List.of();
            }
            case Effect.Open open -> {
                open(open, now);
                yield List.of();
            }
            case Effect.Seal seal ->
                groups.get(seal.group(), now).map(MemoryGroup::seal).orElse(List.of());
            case Effect.Mark mark -> mark(mark.group(), mark.member(), mark.state(), now);
            case Effect.Add add -> {
                add(add.counter(), add.by(), now);
                yield List.of();
            }
            case Effect.Put cell -> {
                putCell(cell.cell(), Optional.ofNullable(cell.value()), cell.keep(), now);
                yield List.of();
            }
            case Effect.Insert insert -> insert(insert.job(), now);
        };
    }

    private void unlock(Effect.Unlock unlock, Instant now) {
        locks.get(unlock.key(), now).filter(unlock.holder()::equals).ifPresent(holder -> locks.remove(unlock.key()));
    }

    private void open(Effect.Open open, Instant now) {
        if (groups.get(open.group(), now).isEmpty()) {
            groups.put(open.group(), new MemoryGroup(open.rules()), Expiring.until(now, open.keep()));
        }
    }

    private List<Effect> mark(String group, String member, JobState state, Instant now) {
        return groups.get(group, now).map(known -> known.mark(member, state)).orElse(List.of());
    }

    private List<Effect> insert(NewJob job, Instant now) {
        if (MemoryPlaces.unfit(job.to()).isPresent() || check(job.guards(), now).isPresent()) {
            return List.of();
        }
        put.accept(job.to(), now);
        return job.guards().stream()
                .flatMap(guard -> claim(guard, now).stream())
                .toList();
    }

    void putCell(String cell, Optional<String> value, Duration keep, Instant now) {
        value.ifPresentOrElse(text -> cells.put(cell, text, Expiring.until(now, keep)), () -> cells.remove(cell));
    }

    void add(String counter, long by, Instant now) {
        totals.merge(counter, by, Long::sum);
        days.computeIfAbsent(LocalDate.ofInstant(now, ZoneOffset.UTC), first -> new HashMap<>())
                .merge(counter, by, Long::sum);
    }

    long total(String counter) {
        return totals.getOrDefault(counter, 0L);
    }

    long total(String counter, LocalDate day) {
        return Objects.requireNonNullElse(days.getOrDefault(day, Map.of()).get(counter), 0L);
    }

    int prune(int max, Instant now) {
        int done = locks.prune(max, now);
        done += groups.prune(max - done, now);
        return done + cells.prune(max - done, now);
    }
}
