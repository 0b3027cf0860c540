package dev.sancho.worker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Queues that share a concurrency within a worker process.
 *
 * @param weights the queues in their order, with their weights; all 0 is the strict mode
 * @param concurrency how many jobs run at once, 1 to 10,000; 10 if nobody says
 */
public record CapsuleConfig(String name, Map<String, Integer> weights, int concurrency) {
    /** The largest concurrency of a capsule. */
    public static final int MAX_CONCURRENCY = 10_000;

    public CapsuleConfig {
        weights = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /** How the queues are chosen from. */
    public enum Mode {
        /** In the order given: a queue is asked only when those before it are empty. */
        STRICT,
        /** In a random order for each claim, a queue with twice the weight twice as often first. */
        WEIGHTED,
        /** In a random order for each claim. */
        RANDOM
    }

    public Mode mode() {
        if (weights.values().stream().allMatch(weight -> weight == 0)) {
            return Mode.STRICT;
        }
        return weights.values().stream().allMatch(weight -> weight == 1) ? Mode.RANDOM : Mode.WEIGHTED;
    }

    /** The order in which the queues are asked this time. */
    public List<String> order(RandomGenerator random) {
        List<String> order = new ArrayList<>(weights.keySet());
        if (order.size() == 1 || mode() == Mode.STRICT) {
            return order;
        }
        // Sorting by u^(1/weight) draws without replacement in proportion to the weights (Efraimidis and Spirakis
        // 2006).
        Map<String, Double> keys = new LinkedHashMap<>();
        weights.forEach((queue, weight) -> keys.put(queue, Math.pow(random.nextDouble(), 1.0 / Math.max(1, weight))));
        order.sort(java.util.Comparator.comparing(keys::get, java.util.Comparator.reverseOrder()));
        return order;
    }
}
