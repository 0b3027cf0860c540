package dev.sancho.examples.demo;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One screen that is drawn over and over in place, in 78 columns; what it showed last stays. */
final class LiveScreen implements Screen {
    private static final int WIDTH = 78;
    private static final int EVENTS = 6;
    private static final int BAR = 46;
    private static final String SPARKS = "▁▂▃▄▅▆▇█";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String TO_LINE_END = "\u001b[K";

    private final PrintStream out;
    private final Terminal paint;
    private final String place;
    private final String hint;
    private final Deque<Event> events = new ArrayDeque<>();
    private int drawn;

    LiveScreen(PrintStream out, Terminal paint, String place, String hint) {
        this.out = out;
        this.paint = paint;
        this.place = place;
        this.hint = hint;
        out.print(HIDE_CURSOR);
    }

    @Override
    public void event(Event event) {
        events.addLast(event);
        if (events.size() > EVENTS) {
            events.removeFirst();
        }
    }

    @Override
    public void show(Picture picture) {
        List<String> lines = new ArrayList<>();
        lines.add(" " + paint.bold("Sancho") + " demo" + " ".repeat(WIDTH - 17)
                + paint.bold(Screen.clock(picture.seconds())));
        lines.add(" " + paint.dim(fit(place, WIDTH - 1)));
        lines.add("");
        lines.add(worker(picture));
        lines.add("");
        table(lines, picture);
        lines.add("");
        lines.add(progress(picture.total()));
        lines.add("");
        events.forEach(event -> lines.add(" " + paint.dim(event.time()) + "  " + fit(event.text(), WIDTH - 8)));
        for (int i = events.size(); i < EVENTS; i++) {
            lines.add("");
        }
        lines.add(" " + paint.dim(hint));
        draw(lines);
    }

    private void draw(List<String> lines) {
        StringBuilder frame = new StringBuilder();
        if (drawn > 0) {
            frame.append("\u001b[").append(drawn).append('A');
        }
        lines.forEach(
                line -> frame.append('\r').append(line).append(TO_LINE_END).append('\n'));
        drawn = lines.size();
        out.print(frame);
        out.flush();
    }

    private String worker(Picture picture) {
        int running = Math.min(picture.slots(), picture.running());
        String slots = paint.cyan("●".repeat(running)) + paint.dim("○".repeat(picture.slots() - running));
        String left = String.format(Locale.ROOT, " %-24s", fit(picture.worker(), 24));
        String right =
                String.format(Locale.ROOT, "  %2d running  %,6d jobs/s  ", picture.running(), picture.perSecond());
        return left + slots + right + paint.green(sparks(picture.rates()));
    }

    private static String sparks(List<Integer> rates) {
        int top = Math.max(1, rates.stream().mapToInt(rate -> rate).max().orElse(1));
        StringBuilder sparks = new StringBuilder();
        for (int rate : rates) {
            sparks.append(SPARKS.charAt(
                    rate == 0 ? 0 : Math.min(SPARKS.length() - 1, 1 + rate * (SPARKS.length() - 2) / top)));
        }
        return sparks.toString();
    }

    private void table(List<String> lines, Picture picture) {
        lines.add(paint.dim(String.format(
                Locale.ROOT,
                " %-18s %-14s %6s %7s %7s %8s %5s %6s",
                "job",
                "which",
                "pushed",
                "waiting",
                "running",
                "retrying",
                "dead",
                "done")));
        for (Map.Entry<Kind, Tally> row : picture.tallies().entrySet()) {
            Tally tally = row.getValue();
            lines.add(String.format(Locale.ROOT, " %-18s ", row.getKey().jobName())
                    + paint.dim(String.format(Locale.ROOT, "%-14s", row.getKey().habit()))
                    + cell(7, tally.pushed(), text -> text)
                    + cell(8, tally.waiting(), text -> text)
                    + cell(8, tally.running(), paint::cyan)
                    + cell(9, tally.retrying(), paint::yellow)
                    + cell(6, tally.dead(), paint::red)
                    + cell(7, tally.done(), paint::green));
        }
    }

    private String cell(int width, int number, UnaryOperator<String> colour) {
        String text = number == 0 ? "·" : String.format(Locale.ROOT, "%,d", number);
        String padding = " ".repeat(Math.max(0, width - text.length()));
        return padding + (number == 0 ? paint.dim(text) : colour.apply(text));
    }

    private String progress(Tally total) {
        int ended = total.done() + total.dead();
        int all = Math.max(1, total.pushed());
        int dead = (int) Math.ceil((double) BAR * total.dead() / all);
        int done = (int) ((double) BAR * total.done() / all);
        int rest = Math.max(0, BAR - dead - done);
        String counts = String.format(Locale.ROOT, "  %,d of %,d", ended, total.pushed());
        return " " + paint.green("█".repeat(done)) + paint.red("█".repeat(Math.min(dead, BAR - done)))
                + paint.dim("░".repeat(rest)) + counts + " are at their end";
    }

    private static String fit(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }

    @Override
    public void print(String text) {
        out.print(text);
        out.flush();
    }

    @Override
    public Terminal terminal() {
        return paint;
    }

    @Override
    public void restore() {
        out.print(SHOW_CURSOR);
        out.flush();
    }
}
