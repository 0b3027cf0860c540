package dev.sancho.redis;

import dev.sancho.job.Log;
import dev.sancho.job.LogText;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells the log of keys that hold something else than they should, each once. Thread-safe. */
final class Troubles {
    private static final Log LOG = Log.of(Troubles.class);
    private static final int MOST = 1_000;
    private static final int LONGEST = 400;

    private final Server server;
    private final String what;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param what is the matter, in words that go before the server's */
    Troubles(Server server, String what) {
        this.server = server;
        this.what = what;
    }

    void tell(String trouble) {
        if (!trouble.isEmpty() && told.size() < MOST && told.add(LogText.clean(trouble, LONGEST))) {
            LOG.warn(
                    "Redis at {}: {}: {}. Delete or rename the key; it is looked at again by itself",
                    server.url,
                    what,
                    trouble);
        }
    }
}
