package dev.sancho.examples.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Lines of text, for a file or a terminal that can do no more: each event, and how things stand every two seconds. */
final class PlainScreen implements Screen {
    private static final int SECONDS = 2;

    private final PrintStream out;
    private final Terminal terminal;
    private int next = SECONDS;

    PlainScreen(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void event(Event event) {
        out.println(event.time() + "  " + event.text());
    }

    @Override
    public void show(Picture picture) {
        if (picture.seconds() >= next) {
            next = picture.seconds() + SECONDS;
            Tally total = picture.total();
            out.println(String.format(
                    Locale.ROOT,
                    "%s  pushed %,d: %,d waiting, %,d running, %,d retrying, %,d dead, %,d done (%,d a second)",
                    Screen.clock(picture.seconds()),
                    total.pushed(),
                    total.waiting(),
                    total.running(),
                    total.retrying(),
                    total.dead(),
                    total.done(),
                    picture.perSecond()));
        }
    }

    @Override
    public void print(String text) {
        out.print(text);
        out.flush();
    }

    @Override
    public Terminal terminal() {
        return terminal;
    }

    @Override
    public void restore() {
        out.flush();
    }
}
