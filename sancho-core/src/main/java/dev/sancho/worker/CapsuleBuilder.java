package dev.sancho.worker;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sets up a capsule: the queue {@code default} and ten jobs at once, unless told otherwise. Confined to one thread. */
public final class CapsuleBuilder {
    private final String name;
    private final Map<String, Integer> weights = new LinkedHashMap<>();
    private int concurrency = 10;

    CapsuleBuilder(String name) {
        this.name = name;
    }

    /** The queues, served strictly in this order. */
    public CapsuleBuilder queues(String... queues) {
        for (String queue : queues) {
            weights.put(queue, 0);
        }
        return this;
    }

    /** One more queue. With weights of 1 alone the order is random, with others it is drawn in proportion to them; a 0 beside others is a 1. */
    public CapsuleBuilder queue(String queue, int weight) {
        weights.put(queue, weight);
        return this;
    }

    /** How many jobs run at once, 1 to {@value CapsuleConfig#MAX_CONCURRENCY}. */
    public CapsuleBuilder concurrency(int concurrency) {
        this.concurrency = concurrency;
        return this;
    }

    boolean hasQueues() {
        return !weights.isEmpty();
    }

    CapsuleConfig build(List<String> faults) {
        if (concurrency < 1 || concurrency > CapsuleConfig.MAX_CONCURRENCY) {
            faults.add("Capsule " + name + " has a concurrency of " + concurrency + "; it must be 1 to "
                    + CapsuleConfig.MAX_CONCURRENCY);
        }
        weights.forEach((queue, weight) -> {
            if (queue.isBlank() || weight < 0) {
                faults.add("Capsule " + name + " has a queue \"" + queue + "\" with weight " + weight
                        + "; it needs a name and a weight of 0 or more");
            }
        });
        return new CapsuleConfig(name, weights.isEmpty() ? Map.of("default", 0) : weights, concurrency);
    }
}
