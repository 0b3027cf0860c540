package dev.sancho;

import dev.sancho.client.ClientConfig;
import dev.sancho.client.ClientMiddleware;
import dev.sancho.feature.Feature;
import dev.sancho.job.ArgsCodec;
import dev.sancho.job.Options;
import dev.sancho.store.JobStore;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreProvider;
import dev.sancho.store.StoreSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Sets up a {@link Sancho}. Confined to one thread. */
public final class SanchoBuilder {
    private final List<ClientMiddleware> middleware = new ArrayList<>();
    private final List<Feature> features = new ArrayList<>();
    private String url = Sancho.DEFAULT_URL;
    private StoreSettings settings = StoreSettings.DEFAULTS;
    private Options options = Options.NONE;
    private ArgsCodec codec = ArgsCodec.standard();
    private int maxPayloadBytes = ClientConfig.DEFAULT_MAX_PAYLOAD_BYTES;

    SanchoBuilder() {}

    /** Which store; {@link Sancho#DEFAULT_URL} if nobody says. */
    public SanchoBuilder url(String url) {
        this.url = url;
        return this;
    }

    /** How long a worker process lives without a sign before others take its jobs; see {@link StoreSettings}. */
    public SanchoBuilder lease(Duration lease) {
        settings = settings.withLease(lease);
        return this;
    }

    /** How many dead jobs are kept, and how long; see {@link StoreSettings}. */
    public SanchoBuilder deadJobs(int max, Duration keep) {
        settings = settings.withDead(max, keep);
        return this;
    }

    /** The options of jobs where neither their type nor the call says. */
    public SanchoBuilder options(Options options) {
        this.options = options;
        return this;
    }

    /** Sends each new job through this, after those added before. */
    public SanchoBuilder clientMiddleware(ClientMiddleware middleware) {
        this.middleware.add(middleware);
        return this;
    }

    public SanchoBuilder feature(Feature feature) {
        features.add(feature);
        return this;
    }

    /**
     * How large a job may be that is enqueued here, in bytes of JSON; one MiB if nobody says, 1,000 at least. A larger one is refused with a
     * {@link dev.sancho.job.JobArgumentException}. Workers run what there is, whatever its size.
     */
    public SanchoBuilder maxPayloadBytes(int maxPayloadBytes) {
        this.maxPayloadBytes = maxPayloadBytes;
        return this;
    }

    /** How arguments are written and read. */
    public SanchoBuilder args(ArgsCodec codec) {
        this.codec = codec;
        return this;
    }

    /**
     * Opens the store.
     *
     * @throws StoreException if the store cannot be opened, in words that help
     */
    public Sancho open() {
        ClientConfig client =
                new ClientConfig(options, middleware, features, codec, maxPayloadBytes, InstantSource.system());
        return new Sancho(store(), settings, client);
    }

    private JobStore store() {
        List<String> known = new ArrayList<>();
        for (StoreProvider provider : ServiceLoader.load(StoreProvider.class)) {
            if (provider.accepts(url)) {
                return provider.open(url, settings);
            }
            known.add(provider.getClass().getSimpleName());
        }
        String scheme = url.replaceAll("(?<=:).*", "…");
        throw new StoreException(
                "No store on the class path opens a URL like " + scheme + " (there are " + String.join(", ", known)
                        + "). Add sancho-redis for redis://, " + "sancho for jdbc:sqlite:, or write memory",
                false,
                null);
    }
}
