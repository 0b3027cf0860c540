package dev.sancho.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command run in this JVM: its exit status and what it printed. */
record Command(int status, String out, String err) {
    static Command run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
        return new Command(status, out.toString(), err.toString());
    }
}
