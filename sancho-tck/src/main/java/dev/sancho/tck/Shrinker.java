package dev.sancho.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes a failing script short: leaves out ever smaller runs of operations, then simplifies those that stay. */
final class Shrinker {
    private final Predicate<List<Op>> fails;

    private Shrinker(Predicate<List<Op>> fails) {
        this.fails = fails;
    }

    static List<Op> shrink(List<Op> script, Predicate<List<Op>> fails) {
        Shrinker shrinker = new Shrinker(fails);
        List<Op> before = script;
        List<Op> shorter = shrinker.simplify(shrinker.leaveOut(script));
        while (!shorter.equals(before)) {
            before = shorter;
            shorter = shrinker.simplify(shrinker.leaveOut(shorter));
        }
        return shorter;
    }

    private List<Op> leaveOut(List<Op> script) {
        List<Op> left = script;
        for (int run = Math.max(1, left.size() / 2); run >= 1; run /= 2) {
            for (int end = left.size(); end > 0; end -= run) {
                List<Op> shorter = without(left, Math.max(0, end - run), end);
                if (fails.test(shorter)) {
                    left = shorter;
                }
            }
        }
        return left;
    }

    private List<Op> simplify(List<Op> script) {
        List<Op> left = script;
        Optional<List<Op>> simpler = Optional.of(script);
        while (simpler.isPresent()) {
            left = simpler.get();
            simpler = simpler(left).filter(fails).findFirst();
        }
        return left;
    }

    private static Stream<List<Op>> simpler(List<Op> script) {
        return IntStream.range(0, script.size())
                .boxed()
                .flatMap(i -> script.get(i).simpler().map(op -> with(script, i, op)));
    }

    private static List<Op> without(List<Op> script, int start, int end) {
        List<Op> shorter = new ArrayList<>(script.subList(0, start));
        shorter.addAll(script.subList(end, script.size()));
        return shorter;
    }

    private static List<Op> with(List<Op> script, int at, Op op) {
        List<Op> changed = new ArrayList<>(script);
        changed.set(at, op);
        return changed;
    }
}
