package dev.sancho.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all findings of one kind have in common. Immutable.
 *
 * @param code stays the same from version to version: scripts look for it, and {@code sancho doctor --fix} names it
 * @param meaning one sentence, of findings of this kind in general
 * @param advice what to do about it
 * @param fix what a fix does; null if a person must act
 */
public record FindingKind(
        String code,
        Severity severity,
        String meaning,
        String advice,
        @Nullable String fix) {

    /** How bad it is, the worst first. */
    public enum Severity {
        /** Jobs are lost, stand still or run wrongly, or may do so at any moment. */
        PROBLEM,
        /** Works, and will not for long or not as expected. */
        WARNING,
        /** Good to know. */
        INFO
    }

    /** Something is wrong. */
    public static FindingKind problem(String code, String meaning, String advice) {
        return new FindingKind(code, Severity.PROBLEM, meaning, advice, null);
    }

    /** Something may become wrong. */
    public static FindingKind warning(String code, String meaning, String advice) {
        return new FindingKind(code, Severity.WARNING, meaning, advice, null);
    }

    /** Nothing is wrong. */
    public static FindingKind info(String code, String meaning, String advice) {
        return new FindingKind(code, Severity.INFO, meaning, advice, null);
    }

    /** The same, with a fix that can be undone, or that takes away what is of no use to anybody. */
    public FindingKind fixedBy(String fix) {
        return new FindingKind(code, severity, meaning, advice, fix);
    }

    /**
     * A finding of this kind.
     *
     * @param said one sentence with its numbers
     * @param evidence a fact each, the most telling first
     */
    public Finding found(String said, List<String> evidence) {
        return new Finding(this, said, evidence);
    }
}
