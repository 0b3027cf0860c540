package dev.sancho.examples.demo;

import dev.sancho.store.JobSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * The reckoning at the end: does the store agree with what the jobs themselves wrote?
 *
 * <p>It does if nothing is left to do, if each job either was completed or lies in the dead set (and not both), and if the store has counted
 * each completed job and each failed attempt once, whatever the kill made run twice.
 */
final class Account {
    private static final int SHOWN = 5;

    private final Map<String, Story> stories;
    private final Holdings store;
    private final List<String> faults = new ArrayList<>();

    private Account(Map<String, Story> stories, Holdings store) {
        this.stories = stories;
        this.store = store;
    }

    static Account of(Stories stories, Holdings store) {
        Account account = new Account(stories.byId(), store);
        account.compare();
        return account;
    }

    boolean agrees() {
        return faults.isEmpty();
    }

    private void compare() {
        expect("jobs left to do in the store", store.left(), 0);
        expect("jobs counted as succeeded (processed - failed)", store.processed() - store.failed(), completed());
        expect("failed attempts counted", store.failed(), sum(Story::failures));
        List<String> wrong = stories.entrySet().stream()
                .filter(story -> story.getValue().done() == dead(story.getKey()))
                .map(story -> story.getValue().kind().jobName() + " " + story.getKey()
                        + (story.getValue().done()
                                ? " is done and dead"
                                : story.getValue().ran() ? " is neither done nor dead" : " never ran"))
                .toList();
        wrong.stream().limit(SHOWN).forEach(faults::add);
        if (wrong.size() > SHOWN) {
            faults.add("and " + (wrong.size() - SHOWN) + " more such jobs");
        }
    }

    private void expect(String what, long inStore, long byJobs) {
        if (inStore != byJobs) {
            faults.add(String.format(Locale.ROOT, "%s: the store says %,d, it should be %,d", what, inStore, byJobs));
        }
    }

    private boolean dead(String jid) {
        return store.set(JobSet.DEAD).contains(jid);
    }

    private long completed() {
        return stories.values().stream().filter(Story::done).count();
    }

    private int sum(ToIntFunction<Story> count) {
        return stories.values().stream().mapToInt(count).sum();
    }

    /** The account as a table, and below it what it comes to. */
    String text(Terminal paint) {
        StringBuilder text = new StringBuilder("\n");
        text.append(header(paint));
        for (Kind kind : Kind.values()) {
            text.append(row(
                    kind.jobName(),
                    entries().filter(story -> story.getValue().kind() == kind).toList()));
        }
        text.append(row("all", entries().toList())).append('\n');
        text.append(told("jobs done", "processed - failed", store.processed() - store.failed(), completed()));
        text.append(told("failed attempts", "failed", store.failed(), sum(Story::failures)));
        text.append(told("jobs given up", "dead set", store.set(JobSet.DEAD).size(), stories.size() - completed()));
        text.append(told("jobs left", "all places", store.left(), 0)).append('\n');
        return text.append(kills()).append(verdict(paint)).toString();
    }

    private static String header(Terminal paint) {
        String names = String.format(
                Locale.ROOT,
                " %-18s %8s %8s %8s %8s %9s %9s",
                "job",
                "pushed",
                "ran",
                "done",
                "dead",
                "failures",
                "cut off");
        return paint.dim(names) + "\n";
    }

    private String kills() {
        return String.format(
                Locale.ROOT,
                " Kills cut off %,d runs; those jobs ran again. %,d jobs were completed twice:%n"
                        + " a kill came before the store had heard of it. Each is counted once.%n%n",
                sum(Story::cutOff),
                sum(Story::duplicates));
    }

    private String verdict(Terminal paint) {
        if (agrees()) {
            return " " + paint.green("✔ The store and the jobs' own file agree on every job.") + "\n";
        }
        StringBuilder text = new StringBuilder(" ")
                .append(paint.red("✘ The store and the jobs' own file do not agree:"))
                .append('\n');
        faults.forEach(fault -> text.append("   - ").append(fault).append('\n'));
        return text.toString();
    }

    private Stream<Map.Entry<String, Story>> entries() {
        return stories.entrySet().stream();
    }

    private String row(String name, List<Map.Entry<String, Story>> rows) {
        return String.format(
                Locale.ROOT,
                " %-18s %,8d %,8d %,8d %,8d %,9d %,9d%n",
                name,
                rows.size(),
                rows.stream().filter(row -> row.getValue().ran()).count(),
                rows.stream().filter(row -> row.getValue().done()).count(),
                rows.stream().filter(row -> dead(row.getKey())).count(),
                rows.stream().mapToInt(row -> row.getValue().failures()).sum(),
                rows.stream().mapToInt(row -> row.getValue().cutOff()).sum());
    }

    private static String told(String what, String where, long inStore, long byJobs) {
        return String.format(
                Locale.ROOT,
                " %-16s the store says %,7d %-21s the jobs' own file %,7d%n",
                what,
                inStore,
                "(" + where + "),",
                byJobs);
    }
}
