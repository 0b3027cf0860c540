package dev.sancho.engine;

import dev.sancho.store.ProcessRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** What there is to tell of the machine and the process. Immutable. */
final class HostInfo {
    /** The program and its version, as process records have it. */
    static final String VERSION = ProcessRecord.SANCHO
            + Optional.ofNullable(HostInfo.class.getPackage().getImplementationVersion())
                    .orElse("development");

    private static final Path STATUS = Path.of("/proc/self/status");

    private final String name = hostName();
    private final long pid = ProcessHandle.current().pid();
    private final SecureRandom random = new SecureRandom();

    String name() {
        return name;
    }

    long pid() {
        return pid;
    }

    /** A new owner id, in Sidekiq's form: host, process, and twelve hex digits that make it new. */
    String newIdentity() {
        byte[] nonce = new byte[6];
        random.nextBytes(nonce);
        return name + ":" + pid + ":" + HexFormat.of().formatHex(nonce);
    }

    /** Resident memory as the system counts it; where it does not say, the heap in use. */
    long residentKilobytes() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .orElseGet(HostInfo::heapKilobytes);
        } catch (IOException | RuntimeException elsewhere) {
            return heapKilobytes();
        }
    }

    private static long heapKilobytes() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024;
    }

    private static String hostName() {
        String dyno = System.getenv("DYNO");
        if (dyno != null && !dyno.isBlank()) {
            return dyno;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
