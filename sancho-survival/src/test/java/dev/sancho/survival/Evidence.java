package dev.sancho.survival;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What a worker process writes down of its doings, a line each, so that it is there when the process is killed the moment after. Thread-safe.
 */
final class Evidence {
    /** What is written down; most are followed by the id of a job. */
    enum Kind {
        /** The worker is up, under this identity. */
        UP,
        /** The worker's lease was lost; its former identity. */
        LOST,
        /** The store gave this job to the worker. */
        CLAIMED,
        /** The store gave this job, of a dead process, to the worker. */
        RESCUED,
        /** The job's code began. */
        BEGUN,
        /** The job's code ended. */
        ENDED,
        /** A death handler was told of the job; then the reason. */
        DIED,
        /** A move of this worker was not made: the store answered this. */
        UNMOVED,
        /** A fail point was reached: where. */
        HALTED
    }

    private final OutputStream file; // no channel: an interrupt would close it

    Evidence(Path path) {
        try {
            file = new FileOutputStream(path.toFile(), true);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void write(Kind kind, String what) {
        String line = kind + " " + System.currentTimeMillis() + " " + what + "\n";
        try {
            file.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
