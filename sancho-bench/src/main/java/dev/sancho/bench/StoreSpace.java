package dev.sancho.bench;

import dev.sancho.cli.CliFailure;
import java.io.IOException;

/** A place in the user's store where nothing is but what the bench puts there; closing it deletes everything in it. */
interface StoreSpace extends AutoCloseable {
    /** The URL of this place, password and all. */
    String url();

    /** The URL that the user gave, password and all. */
    String givenUrl();

    /** What keeps the jobs, and its version. */
    String server();

    @Override
    void close() throws IOException;

    static StoreSpace of(String url, Cleanup cleanup) {
        if (url.startsWith("redis:") || url.startsWith("rediss:")) {
            return cleanup.add(new RedisSpace(url));
        }
        if (url.startsWith(SqliteSpace.SCHEME)) {
            return cleanup.add(new SqliteSpace(url));
        }
        throw CliFailure.usage("The bench's worker is a process of its own, so it needs a store that processes share: "
                + "redis://…, jdbc:sqlite:FILE, or --private-redis");
    }
}
