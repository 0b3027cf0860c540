package dev.sancho.store;

import java.util.Optional;
import java.util.stream.Stream;

/** What a person may ask of a worker process from afar; heard at its next beat. */
public enum Signal {
    /** Take no more jobs; run on what is claimed. */
    QUIET("TSTP"),
    /** Take no more jobs, finish or hand back what runs, leave. */
    STOP("TERM"),
    /** Write the stacks of the running jobs to the log. */
    DUMP("TTIN");

    private final String word;

    Signal(String word) {
        this.word = word;
    }

    /** The name of the operating system's signal, by which Sidekiq knows it. */
    public String word() {
        return word;
    }

    /** The signal of this word, if there is one. */
    public static Optional<Signal> of(String word) {
        return Stream.of(values()).filter(signal -> signal.word.equals(word)).findFirst();
    }
}
