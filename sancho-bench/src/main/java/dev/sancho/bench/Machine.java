package dev.sancho.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What this machine is, and what a process on it occupies. */
final class Machine {
    private static final double GIBI = 1 << 30;

    private Machine() {}

    static String describe() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %.0f GiB, %s %s %s",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                memory() / GIBI,
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch"));
    }

    static String java() {
        return "JDK " + System.getProperty("java.vm.version") + " (" + System.getProperty("java.vm.vendor") + ")";
    }

    /** Resident memory in megabytes; NaN where the system does not say. */
    static double residentMegabytes(long pid) {
        return line(Path.of("/proc", String.valueOf(pid), "status"), "VmRSS:")
                .map(value -> Double.parseDouble(value.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String processor() {
        return line(Path.of("/proc/cpuinfo"), "model name")
                .map(value -> value.replaceFirst("^\\s*:\\s*", ""))
                .findFirst()
                .orElse("unknown processor");
    }

    private static double memory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    private static Stream<String> line(Path file, String begin) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(begin))
                    .map(line -> line.substring(begin.length()));
        } catch (IOException elsewhere) {
            return Stream.empty();
        }
    }
}
