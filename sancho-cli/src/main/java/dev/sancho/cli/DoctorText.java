package dev.sancho.cli;

import dev.sancho.doctor.Report;
import dev.sancho.store.Finding;
import dev.sancho.store.FindingKind;
import dev.sancho.store.FindingKind.Severity;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** What {@code sancho doctor} prints for people: no line longer than 80 columns, colours only where they are wanted. */
final class DoctorText {
    private static final int WIDTH = 80;

    private final String store;
    private final Ansi ansi;
    private final StringBuilder text = new StringBuilder();

    DoctorText(String store, Ansi ansi) {
        this.store = store;
        this.ansi = ansi;
    }

    String of(Report report, List<String> fixed) {
        wrapped("", "", store);
        report.facts()
                .forEach((name, value) -> wrapped(String.format(Locale.ROOT, "  %-13s", name), " ".repeat(15), value));
        if (!fixed.isEmpty()) {
            text.append('\n').append("Done\n");
            fixed.forEach(line -> wrapped("  ", "    ", line));
        }
        for (Severity severity : Severity.values()) {
            section(
                    severity,
                    report.findings().stream()
                            .filter(finding -> finding.kind().severity() == severity)
                            .toList());
        }
        text.append('\n').append(report.wrong() ? "" : "No problem was found.\n");
        return report.wrong() ? text.toString().stripTrailing() + "\n" : text.toString();
    }

    private void section(Severity severity, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        String title = title(severity) + " (" + findings.size() + ")";
        text.append('\n')
                .append(ansi.string("@|bold," + colour(severity) + " " + title + "|@"))
                .append('\n');
        findings.forEach(this::finding);
    }

    private void finding(Finding finding) {
        FindingKind kind = finding.kind();
        text.append('\n')
                .append("  ")
                .append(ansi.string("@|bold " + kind.code() + "|@"))
                .append('\n');
        wrapped("    ", "    ", kind.meaning() + ".");
        wrapped("    ", "    ", finding.said() + (finding.evidence().isEmpty() ? "." : ":"));
        finding.evidence().forEach(fact -> wrapped("      - ", "        ", fact));
        wrapped("    Do:  ", "         ", kind.advice() + ".");
        if (kind.fix() != null) {
            wrapped("    Fix: ", "         ", "--fix " + kind.code() + " " + kind.fix() + ".");
        }
    }

    private static String title(Severity severity) {
        return switch (severity) {
            case PROBLEM -> "Problems";
            case WARNING -> "Warnings";
            case INFO -> "Good to know";
        };
    }

    private static String colour(Severity severity) {
        return switch (severity) {
            case PROBLEM -> "red";
            case WARNING -> "yellow";
            case INFO -> "cyan";
        };
    }

    /** Breaks at blanks; a word that is longer than a line is broken where the line ends. */
    private void wrapped(String first, String next, String words) {
        StringBuilder line = new StringBuilder(first);
        int start = first.length();
        for (String word : words.split(" ", -1)) {
            String rest = word;
            if (line.length() > start && line.length() + 1 + rest.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder(next);
                start = next.length();
            } else if (line.length() > start) {
                line.append(' ');
            }
            while (line.length() + rest.length() > WIDTH) {
                int room = WIDTH - line.length();
                text.append(line).append(rest, 0, room).append('\n');
                rest = rest.substring(room);
                line = new StringBuilder(next);
                start = next.length();
            }
            line.append(rest);
        }
        text.append(line).append('\n');
    }
}
