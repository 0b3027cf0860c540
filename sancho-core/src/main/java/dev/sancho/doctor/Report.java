package dev.sancho.doctor;

import static java.util.Comparator.comparing;

import dev.sancho.store.Finding;
import dev.sancho.store.FindingKind.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a look at a store brought up. Immutable.
 *
 * @param at when, by the store's clock
 * @param facts what is worth telling of a healthy store as well, by name, in the order to show it in
 * @param findings the worst first
 */
public record Report(Instant at, Map<String, String> facts, List<Finding> findings) {
    public Report {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        findings = findings.stream()
                .sorted(comparing((Finding finding) -> finding.kind().severity())
                        .thenComparing(finding -> finding.kind().code()))
                .toList();
    }

    /** Whether there is a problem among the findings. */
    public boolean wrong() {
        return findings.stream().anyMatch(finding -> finding.kind().severity() == Severity.PROBLEM);
    }
}
