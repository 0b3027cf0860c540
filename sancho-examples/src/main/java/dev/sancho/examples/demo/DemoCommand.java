package dev.sancho.examples.demo;

import dev.sancho.cli.CliCommand;
import dev.sancho.cli.ExitStatus;
import dev.sancho.cli.SystemSignal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sancho demo}: jobs run and survive a kill, before your eyes. */
@Command(
        name = "demo",
        description = {
            "Shows jobs that run and survive a kill: a client pushes jobs into one SQLite file, a worker in another process runs them, is "
                    + "killed in the middle (kill -9), and another takes over.",
            "",
            "It uses a lease of 2 s and retries after 1 s, so that you need not wait; 60 s and at least 15 s as it ships."
        })
public final class DemoCommand implements CliCommand {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Where to keep the store and all files; a demo finds there what an earlier one left. Without it a new folder in the "
                            + "system's place for temporary files.")
    private @Nullable Path dir;

    @Option(
            names = "--exit-when-done",
            description =
                    "End when all jobs are at their end, with exit status 0 only if the store and the file that the jobs themselves wrote agree "
                            + "on every job; without it, jobs trickle on until Ctrl-C.")
    private boolean exitWhenDone;

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        try (DemoFolder folder = DemoFolder.open(dir);
                Screen screen = screen(out, folder)) {
            Demo demo = new Demo(folder, screen, exitWhenDone);
            AtomicBoolean ending = new AtomicBoolean();
            SystemSignal.handle("INT", () -> {
                demo.end("INT");
                if (!ending.compareAndSet(false, true)) {
                    demo.kill();
                    screen.restore();
                    Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
                }
            });
            SystemSignal.handle("TERM", () -> demo.end("TERM"));
            SystemSignal.handle("HUP", () -> demo.end("HUP"));
            return demo.run();
        }
    }

    private Screen screen(PrintStream out, DemoFolder folder) {
        Terminal terminal = Terminal.ofThisProcess();
        if (!terminal.live()) {
            return new PlainScreen(out, terminal);
        }
        String hint = exitWhenDone
                ? "It ends by itself. Ctrl-C ends it now; nothing is lost."
                : "Ctrl-C ends it; nothing is lost.";
        return new LiveScreen(out, terminal, folder.database().toString(), hint);
    }
}
