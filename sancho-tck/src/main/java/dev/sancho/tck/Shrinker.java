package dev.sancho.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes a failing script short: leaves out ever smaller runs of operations, then simplifies those that stay. */
final class Shrinker {
    private final Predicate<List<Step>> fails;

    private Shrinker(Predicate<List<Step>> fails) {
        this.fails = fails;
    }

    static List<Step> shrink(List<Step> script, Predicate<List<Step>> fails) {
        Shrinker shrinker = new Shrinker(fails);
        List<Step> before = script;
        List<Step> shorter = shrinker.simplify(shrinker.leaveOut(script));
        while (!shorter.equals(before)) {
            before = shorter;
            shorter = shrinker.simplify(shrinker.leaveOut(shorter));
        }
        return shorter;
    }

    private List<Step> leaveOut(List<Step> script) {
        List<Step> left = script;
        for (int run = Math.max(1, left.size() / 2); run >= 1; run /= 2) {
            for (int end = left.size(); end > 0; end -= run) {
                List<Step> shorter = without(left, Math.max(0, end - run), end);
                if (fails.test(shorter)) {
                    left = shorter;
                }
            }
        }
        return left;
    }

    private List<Step> simplify(List<Step> script) {
        List<Step> left = script;
        Optional<List<Step>> simpler = Optional.of(script);
        while (simpler.isPresent()) {
            left = simpler.get();
            simpler = simpler(left).filter(fails).findFirst();
        }
        return left;
    }

    private static Stream<List<Step>> simpler(List<Step> script) {
        return IntStream.range(0, script.size())
                .boxed()
                .flatMap(i -> script.get(i).simpler().map(step -> with(script, i, step)));
    }

    private static List<Step> without(List<Step> script, int start, int end) {
        List<Step> shorter = new ArrayList<>(script.subList(0, start));
        shorter.addAll(script.subList(end, script.size()));
        return shorter;
    }

    private static List<Step> with(List<Step> script, int at, Step step) {
        List<Step> changed = new ArrayList<>(script);
        changed.set(at, step);
        return changed;
    }
}
