package dev.sancho.cli;

import dev.sancho.worker.CapsuleConfig;
import dev.sancho.worker.WorkerConfig;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a worker says of itself when it starts. */
final class Banner {
    private static final int JOBS_SHOWN = 12;

    private Banner() {}

    static String text(WorkerConfig worker, String store, String identity, Duration lease) {
        StringBuilder text = new StringBuilder();
        text.append("sancho ")
                .append(Version.number())
                .append(", worker ")
                .append(identity)
                .append('\n');
        line(text, "store", store + ", lease " + lease.toSeconds() + " s");
        for (CapsuleConfig capsule : worker.capsules()) {
            line(
                    text,
                    capsule.name().equals("default") ? "queues" : capsule.name(),
                    queues(capsule) + ", " + capsule.concurrency() + " jobs at once");
        }
        line(text, "jobs", jobs(worker));
        line(text, "JVM", jvm());
        line(
                text,
                "signals",
                "TERM or Ctrl-C stop, Ctrl-C again leaves at once, TSTP takes no more jobs, TTIN shows what runs");
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  ")
                .append(String.format(Locale.ROOT, "%-8s", name))
                .append(' ')
                .append(value)
                .append('\n');
    }

    private static String queues(CapsuleConfig capsule) {
        return switch (capsule.mode()) {
            case STRICT ->
                String.join(", ", capsule.weights().keySet())
                        + (capsule.weights().size() > 1 ? " (strictly in this order)" : "");
            case RANDOM -> String.join(", ", capsule.weights().keySet()) + " (at random)";
            case WEIGHTED ->
                capsule.weights().entrySet().stream()
                                .map((Map.Entry<String, Integer> queue) ->
                                        queue.getKey() + " × " + Math.max(1, queue.getValue()))
                                .collect(Collectors.joining(", "))
                        + " (by weight)";
        };
    }

    private static String jobs(WorkerConfig worker) {
        List<String> names = List.copyOf(new TreeSet<>(worker.jobs().keySet()));
        String shown = names.stream().limit(JOBS_SHOWN).collect(Collectors.joining(", "));
        return names.size() <= JOBS_SHOWN ? shown : shown + " and " + (names.size() - JOBS_SHOWN) + " more";
    }

    private static String jvm() {
        Runtime runtime = Runtime.getRuntime();
        return Runtime.version() + ", " + runtime.availableProcessors() + " processors, at most "
                + runtime.maxMemory() / (1 << 20) + " MB of heap";
    }
}
