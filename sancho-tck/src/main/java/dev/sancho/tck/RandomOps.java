package dev.sancho.tck;

import dev.sancho.store.JobStore;
import dev.sancho.store.MemoryStore;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreSettings;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Compares a store with {@link MemoryStore} over random operations: every answer, and every few operations all that can be seen.
 *
 * <p>The operations come in episodes, each on empty data, so that what is found is shrunk quickly. The same seed gives the same
 * operations. What is found is shrunk to the fewest and simplest operations that still show a difference.
 */
public final class RandomOps {
    private static final int BITE_WITHIN = 20_000;
    private static final int BITE_SIZE = 8;
    private static final int EPISODE = 200;
    private static final int SNAPSHOT_EVERY = 10;

    private final Supplier<StoreHarness> harnesses;

    /**
     * For one store.
     *
     * @param harnesses gives a new harness each time
     */
    public RandomOps(Supplier<StoreHarness> harnesses) {
        this.harnesses = harnesses;
    }

    /** What was found: a script of operations, and how the store's behaviour differs at its end. */
    public record Finding(long seed, int operationsRun, List<String> script, String difference) {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("The store differs from MemoryStore (seed " + seed + ", after "
                    + operationsRun + " operations). The shortest script that shows it:\n");
            IntStream.range(0, script.size()).forEach(i -> text.append("  %d. %s\n".formatted(i + 1, script.get(i))));
            return text.append(difference).toString().replaceAll("[\\p{Cntrl}&&[^\n]]", "?");
        }
    }

    /** Fails with the shrunk script if a difference is found. */
    public void check(long seed, int operations) {
        search(seed, operations).ifPresent(finding -> {
            throw new AssertionError(finding.toString());
        });
    }

    /**
     * Proves that the suite bites: a store with a planted fault must be found out within 20,000 operations, and what is found shrunk to
     * a handful.
     *
     * @param faulty gives a new harness of the faulty store each time
     * @return what was found
     */
    public static Finding assertBites(Supplier<StoreHarness> faulty, long seed) {
        Finding finding = new RandomOps(faulty)
                .search(seed, BITE_WITHIN)
                .orElseThrow(() -> new AssertionError(
                        "The fault was not found within " + BITE_WITHIN + " operations from seed " + seed));
        if (finding.script().size() > BITE_SIZE) {
            throw new AssertionError(
                    "The fault was found, but not shrunk to " + BITE_SIZE + " operations:\n" + finding);
        }
        return finding;
    }

    /** Runs at most that many operations and returns the first difference found, shrunk. */
    public Optional<Finding> search(long seed, int operations) {
        for (int done = 0; done < operations; done += EPISODE) {
            List<Step> script = new ArrayList<>();
            Optional<String> difference = episode(seed + done, Math.min(EPISODE, operations - done), script);
            if (difference.isPresent()) {
                List<Step> shrunk =
                        Shrinker.shrink(script, shorter -> replay(shorter).isPresent());
                return Optional.of(new Finding(
                        seed,
                        done + script.size(),
                        shrunk.stream().map(Step::toString).toList(),
                        replay(shrunk).orElse(difference.get() + " (not every time)")));
            }
        }
        return Optional.empty();
    }

    /** Generates and runs operations until one shows a difference; leaves what it ran in the script. */
    private Optional<String> episode(long seed, int operations, List<Step> script) {
        return compare(pair -> {
            OpGenerator generator = new OpGenerator(seed, pair.model, pair.clock);
            for (int i = 1; i <= operations; i++) {
                pair.clock.advance(generator.pause());
                Step step = new Step(pair.clock.instant(), generator.next());
                script.add(step);
                Optional<String> difference = pair.run(step);
                if (difference.isEmpty() && (i % SNAPSHOT_EVERY == 0 || i == operations)) {
                    difference = pair.look();
                }
                if (difference.isPresent()) {
                    return difference;
                }
            }
            return Optional.empty();
        });
    }

    private Optional<String> replay(List<Step> script) {
        return compare(pair -> script.stream()
                .flatMap(step -> pair.run(step).stream())
                .findFirst()
                .or(pair::look));
    }

    private interface Comparison {
        Optional<String> of(Pair pair);
    }

    private Optional<String> compare(Comparison comparison) {
        ManualClock clock = new ManualClock(Step.START);
        StoreSettings settings = StoreSettings.DEFAULTS.withClock(clock).withDead(5, Duration.ofMinutes(90));
        try (StoreHarness harness = harnesses.get();
                JobStore store = harness.open(settings);
                JobStore model = MemoryStore.open(settings)) {
            return comparison.of(new Pair(store, model, clock));
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new StoreException("The harness could not be closed", false, failed);
        }
    }

    /** The store under test beside the model, under one clock. */
    private record Pair(JobStore store, JobStore model, ManualClock clock) {
        Optional<String> run(Step step) {
            clock.set(step.at());
            Object expected = answer(step.op(), model);
            Object actual = answer(step.op(), store);
            return Objects.equals(expected, actual)
                    ? Optional.empty()
                    : Optional.of("The last one's answer\n    should be " + expected + "\n    but is    " + actual);
        }

        private static Object answer(Op op, JobStore store) {
            try {
                return op.answer(store);
            } catch (RuntimeException thrown) {
                return "thrown: " + thrown;
            }
        }

        Optional<String> look() {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            return Snapshot.of(store, today)
                    .differenceFrom(Snapshot.of(model, today))
                    .map(difference -> "After the last one, " + difference);
        }
    }
}
