package dev.sancho.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, in the order in which it came. Confined to one thread. */
final class Results {
    /** How a figure is written. */
    enum Unit {
        PER_SECOND("/s", "%,.0f", 0),
        MILLIS("ms", "%,.2f", 3),
        MICROS("µs", "%,.1f", 1),
        MEGABYTES("MB", "%,.0f", 0),
        TIMES("×", "%,.1f", 1);

        private final String name;
        private final String format;
        private final int digits;

        Unit(String name, String format, int digits) {
            this.name = name;
            this.format = format;
            this.digits = digits;
        }

        String text(double figure) {
            return String.format(Locale.ROOT, format, figure);
        }

        Number rounded(double figure) {
            if (digits == 0) {
                return Math.round(figure);
            }
            double scale = Math.pow(10, digits);
            return Math.round(figure * scale) / scale;
        }
    }

    private record Line(String label, Unit unit, Samples samples) {}

    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** Something that was not measured, for the JSON object only. */
    void put(String field, Object value) {
        json.put(field, value);
    }

    void add(String field, String label, Unit unit, Samples samples) {
        json.put(field, unit.rounded(samples.median()));
        lines.add(new Line(label, unit, samples));
    }

    void note(String text) {
        notes.add(text);
    }

    Map<String, Object> json() {
        return json;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            Samples samples = line.samples();
            String spread = samples.sorted().size() == 1
                    ? ""
                    : "  [" + line.unit().text(samples.min()) + " to "
                            + line.unit().text(samples.max()) + "]";
            text.append(String.format(
                    Locale.ROOT,
                    "%-34s %10s %-2s%s%n",
                    line.label(),
                    line.unit().text(samples.median()),
                    line.unit().name,
                    spread));
        }
        notes.forEach(note -> text.append(note).append(System.lineSeparator()));
        return text.toString().stripTrailing();
    }
}
