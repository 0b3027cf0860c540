package dev.sancho.store;

import dev.sancho.job.LogText;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that a look at a store brought up. Text of any origin is safe to print: control characters and what turns the direction of
 * writing have become question marks, and what is very long is cut. Immutable.
 *
 * @param said one sentence with its numbers
 * @param evidence the facts it rests on: the first five and how many more there are
 */
public record Finding(FindingKind kind, String said, List<String> evidence) {
    private static final int SHOWN = 5;
    private static final int LONGEST = 300;

    public Finding {
        said = printable(said);
        evidence = evidence.size() > SHOWN + 1 ? firstOf(evidence) : List.copyOf(evidence);
        evidence = evidence.stream().map(Finding::printable).toList();
    }

    private static List<String> firstOf(List<String> all) {
        List<String> shown = new ArrayList<>(all.subList(0, SHOWN));
        shown.add("and " + (all.size() - SHOWN) + " more");
        return shown;
    }

    private static String printable(String text) {
        return LogText.clean(text, LONGEST);
    }
}
