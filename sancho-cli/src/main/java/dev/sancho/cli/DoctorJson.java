package dev.sancho.cli;

import dev.sancho.doctor.Report;
import dev.sancho.store.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sancho doctor --json} prints; the components are the members.
 *
 * @param at when, by the store's clock
 * @param wrong whether there is a problem, as the exit status tells
 * @param fixed what was done because of {@code --fix}
 */
record DoctorJson(
        String store,
        String at,
        boolean wrong,
        Map<String, String> facts,
        List<FindingJson> findings,
        List<String> fixed) {

    /** @param fix what {@code --fix} with this code does; null if there is none */
    record FindingJson(
            String code,
            String severity,
            String meaning,
            String said,
            List<String> evidence,
            String advice,
            @Nullable String fix) {}

    static DoctorJson of(String store, Report report, List<String> fixed) {
        return new DoctorJson(
                store,
                report.at().toString(),
                report.wrong(),
                report.facts(),
                report.findings().stream().map(DoctorJson::finding).toList(),
                fixed);
    }

    private static FindingJson finding(Finding finding) {
        return new FindingJson(
                finding.kind().code(),
                finding.kind().severity().name().toLowerCase(Locale.ROOT),
                finding.kind().meaning(),
                finding.said(),
                finding.evidence(),
                finding.kind().advice(),
                finding.kind().fix());
    }
}
