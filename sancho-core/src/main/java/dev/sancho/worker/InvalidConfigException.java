package dev.sancho.worker;

import java.util.List;

/** A configuration has faults; the message lists all of them. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidConfigException(List<String> faults) {
        super(
                faults.size() == 1
                        ? "The worker's configuration has a fault: " + faults.get(0)
                        : "The worker's configuration has " + faults.size() + " faults:\n  - "
                                + String.join("\n  - ", faults));
    }
}
