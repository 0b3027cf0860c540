package dev.sancho.survival;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a {@link WorkerMain} is told, as {@code name=value}. Immutable. */
record WorkerSetup(Map<String, String> said) {
    WorkerSetup {
        said = Map.copyOf(said);
    }

    static WorkerSetup on(Backend backend) {
        return new WorkerSetup(Map.of("url", backend.url()));
    }

    WorkerSetup with(String name, Object value) {
        Map<String, String> more = new HashMap<>(said);
        more.put(name, value.toString());
        return new WorkerSetup(more);
    }

    WorkerSetup failing(FailPoint point, int nth, long micros) {
        return with("point", point).with("nth", nth).with("micros", micros);
    }

    List<String> args() {
        return said.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .toList();
    }

    String url() {
        return Objects.requireNonNull(said.get("url"));
    }

    Path evidence() {
        return Path.of(Objects.requireNonNull(said.get("evidence")));
    }

    Duration lease() {
        return Duration.ofMillis(Long.parseLong(said.getOrDefault("lease", "2000")));
    }

    List<String> queues() {
        return List.of(said.getOrDefault("queues", "default").split(","));
    }

    int concurrency() {
        return Integer.parseInt(said.getOrDefault("concurrency", "10"));
    }

    int poisonAfter() {
        return Integer.parseInt(said.getOrDefault("poisonAfter", "3"));
    }

    /** A file for which the worker waits before it starts; empty: for none. */
    String startWhen() {
        return said.getOrDefault("startWhen", "");
    }

    /** A file for which {@link Chores#STAND} waits; empty: for none. */
    String gate() {
        return said.getOrDefault("gate", "");
    }

    WatchedStore.Failure failure() {
        return new WatchedStore.Failure(
                FailPoint.valueOf(said.getOrDefault("point", "NONE")),
                Integer.parseInt(said.getOrDefault("nth", "0")),
                Long.parseLong(said.getOrDefault("micros", "0")));
    }
}
