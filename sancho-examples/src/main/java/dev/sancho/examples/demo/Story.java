package dev.sancho.examples.demo;

import java.util.HashSet;
import java.util.Set;

/** What is known of one job: that it was pushed, and what its own lines in the file of runs tell. Confined to one thread. */
final class Story {
    private final Kind kind;
    private final Set<Integer> failedAttempts = new HashSet<>();
    private int starts;
    private int completions;
    private int cutOff;
    private boolean waitsAfterCutOff;
    private long runsIn;

    Story(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** @param pid of the process that wrote the line */
    void line(String event, int attempt, long pid) {
        switch (event) {
            case "start" -> {
                starts++;
                runsIn = pid;
                waitsAfterCutOff = false;
            }
            case "done" -> {
                completions++;
                runsIn = 0;
            }
            case "fail" -> {
                failedAttempts.add(attempt);
                runsIn = 0;
            }
            default -> runsIn = 0;
        }
    }

    /** The process with this pid is dead. Returns whether it was running this job. */
    boolean processDied(long pid) {
        boolean hit = runsIn == pid;
        if (hit) {
            died();
        }
        return hit;
    }

    /** The process that runs it, if one does, is dead. */
    void died() {
        if (running()) {
            cutOff++;
            waitsAfterCutOff = true;
            runsIn = 0;
        }
    }

    boolean running() {
        return runsIn != 0;
    }

    boolean runsIn(long pid) {
        return runsIn == pid;
    }

    boolean ran() {
        return starts > 0;
    }

    boolean done() {
        return completions > 0;
    }

    /** How many of its runs failed; one that failed twice under the same number, for a kill came between, counts once. */
    int failures() {
        return failedAttempts.size();
    }

    /** How often a kill cut it off. */
    int cutOff() {
        return cutOff;
    }

    /** Whether a kill cut it off, and it has not run again. */
    boolean waitsAfterCutOff() {
        return waitsAfterCutOff;
    }

    /** How often it was completed once more than needed: a kill came before the store had heard of it. */
    int duplicates() {
        return Math.max(0, completions - 1);
    }
}
