package dev.sancho.examples.demo;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of jobs in the demo. */
enum Kind {
    WELCOME("Mailer::Welcome", "succeeds"),
    REPORT("Reports::Build", "takes a while"),
    PAYMENT("Payments::Capture", "fails at first"),
    IMPORT("Imports::Parse", "fails for good"),
    REMINDER("Reminders::Send", "is scheduled"),
    THUMBNAIL("Thumbnails::Make", "comes in bulk");

    private final String jobName;
    private final String habit;

    Kind(String jobName, String habit) {
        this.jobName = jobName;
        this.habit = habit;
    }

    /** The name that the jobs travel under. */
    String jobName() {
        return jobName;
    }

    /** What such a job does, in two or three words. */
    String habit() {
        return habit;
    }

    static Optional<Kind> of(String jobName) {
        return Arrays.stream(values())
                .filter(kind -> kind.jobName.equals(jobName))
                .findFirst();
    }
}
