package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** docs/interop.md, made from what a run has seen. Confined to one thread. */
final class InteropTable {
    private static final String COMMAND = "./mvnw verify -pl sancho-survival -am -Dit.test=InteropIT -Dtest=none "
            + "-Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false";

    /** The command that writes the file. */
    static final String WRITE = COMMAND + " -Dinterop.write=true";

    private static final String NOTES = """

            * In the lines with "Web UI", a test presses the buttons of `Sidekiq::Web` through Rack, session and CSRF token included; in those with "API", it
              calls `Sidekiq::RetrySet` and its like.
            * "Killed" moves a job to the dead set. The Web UI has no button that kills a scheduled job; the API has.
            * An unknown name costs an attempt in Ruby and none in Java: [unknown names](guides/unknown-names.md).
            * A retry by hand lowers `retry_count` by one, in Ruby's own way: hence the -1.
            * "Counted" is asked before the workers are stopped. Ruby counts the job of unknown name as a run that failed.
            * Sidekiq 7.3 and 8.1 are not run here. What holds and what does not: [beside Ruby](beside-ruby.md).
            """;

    private final List<String> columns = new ArrayList<>();
    private final Map<String, List<String>> situations = new LinkedHashMap<>();
    private final Map<String, List<String>> pages = new LinkedHashMap<>();

    /** Adds what was seen of one pair, by row. */
    void add(String column, Map<String, String> situations, Map<String, String> pages) {
        columns.add(column);
        situations.forEach((row, seen) -> cells(this.situations, row).add(seen));
        pages.forEach((row, seen) -> cells(this.pages, row).add(seen));
    }

    private static List<String> cells(Map<String, List<String>> table, String row) {
        return table.computeIfAbsent(row, unused -> new ArrayList<>());
    }

    /** The whole file. */
    String document(String sidekiq) {
        return head(sidekiq) + "\n## Jobs and workers\n\n" + table("situation", situations)
                + "\n## Pages of Ruby's Web UI\n\n" + table("page", pages) + "\n## Notes\n" + NOTES;
    }

    private static String head(String sidekiq) {
        return """
            # Ruby and Java on one Redis, tried

            Each cell is a run: a client and a worker process on a Redis of their own, Debian's Sidekiq %s on Ruby's side, `sancho work` on Java's; what is
            checked in each is in `InteropIT` and beside it. The test wrote this file from what it saw, and fails where a run sees anything else:

            ```
            %s
            ```

            With `-Dinterop.write=true` added, it writes the file anew.
            """.formatted(sidekiq, COMMAND);
    }

    private String table(String what, Map<String, List<String>> rows) {
        StringBuilder text = new StringBuilder("| " + what + " | " + String.join(" | ", columns) + " |\n");
        text.append("|---".repeat(columns.size() + 1)).append("|\n");
        rows.forEach((row, cells) -> {
            assertThat(cells).as("cells of %s", row).hasSameSizeAs(columns).noneMatch(String::isBlank);
            text.append("| ")
                    .append(row)
                    .append(" | ")
                    .append(String.join(" | ", cells))
                    .append(" |\n");
        });
        return text.toString();
    }

    /** The lines in which two texts differ, those of the first marked -, those of the second +. */
    static String difference(String first, String second) {
        List<String> gone = new ArrayList<>(first.lines().toList());
        List<String> come = new ArrayList<>(second.lines().toList());
        second.lines().forEach(gone::remove);
        first.lines().forEach(come::remove);
        StringBuilder text = new StringBuilder();
        gone.forEach(line -> text.append("\n- ").append(line));
        come.forEach(line -> text.append("\n+ ").append(line));
        return text.toString();
    }
}
