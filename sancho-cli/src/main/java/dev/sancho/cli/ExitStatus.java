package dev.sancho.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the command's exit status says; {@code sancho --help} prints the list. */
public final class ExitStatus {
    /** All done; of a worker: stopped as it was asked to. */
    public static final int OK = 0;

    /** What was asked for could not be done; the reason is on stderr. Of the doctor also: there is a problem. */
    public static final int FAILURE = 1;

    /** The command line or the configuration makes no sense. */
    public static final int USAGE = 2;

    /** Left at once on a second Ctrl-C, or interrupted before the end. */
    public static final int INTERRUPTED = 130;

    /** Ended by TERM before the end. */
    public static final int TERMINATED = 143;

    private ExitStatus() {}

    /** Status to meaning, as the help shows them. */
    static Map<String, String> list() {
        Map<String, String> list = new LinkedHashMap<>();
        list.put(
                Integer.toString(OK),
                "All done. A worker: stopped as it was asked to, by TERM, INT or through the store.");
        list.put(Integer.toString(FAILURE), "Could not be done; stderr says why. The doctor: there is a problem.");
        list.put(Integer.toString(USAGE), "The command line or the configuration makes no sense.");
        list.put("69", "No suitable JDK was found (said by ./sancho).");
        list.put("70", "The build failed (said by ./sancho).");
        list.put(
                Integer.toString(INTERRUPTED),
                "Interrupted before the end; a worker: left at once on a second Ctrl-C, its jobs are taken over when its lease is over.");
        list.put(Integer.toString(TERMINATED), "Ended by TERM before the end. 128 + n: by signal n.");
        return list;
    }
}
