package dev.sancho.examples.demo;

import dev.sancho.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker of the demo: {@code sancho work} in a process of its own, begun as this one was. */
final class WorkerProcess {
    private static final int STOP_SECONDS = 15;

    private final int number;
    private final Process process;

    private WorkerProcess(int number, Process process) {
        this.number = number;
        this.process = process;
    }

    static WorkerProcess start(int number, DemoFolder folder, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(jvm());
        command.addAll(List.of(Main.class.getName(), "work", "--jobs", DemoJobs.class.getName()));
        command.addAll(options);
        Path log = folder.workerLog(number);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("SANCHO_STORE", folder.url());
        builder.environment().put(DemoJobs.RUNS, folder.runs().toString());
        return new WorkerProcess(number, builder.start());
    }

    // As this JVM was started where that can be seen, for the same start-up cache; else by its class path.
    private static List<String> jvm() {
        ProcessHandle.Info me = ProcessHandle.current().info();
        List<String> args = Arrays.asList(me.arguments().orElse(new String[0]));
        int main = args.indexOf(Main.class.getName());
        List<String> command = new ArrayList<>();
        if (main >= 0 && me.command().isPresent()) {
            command.add(me.command().get());
            command.addAll(args.subList(0, main));
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        }
        return command;
    }

    /** 1 for the demo's first. */
    int number() {
        return number;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** As {@code kill -9} does; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill -TERM} does; a worker that does not end is killed. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
