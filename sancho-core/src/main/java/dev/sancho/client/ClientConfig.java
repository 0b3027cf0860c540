package dev.sancho.client;

import dev.sancho.feature.Feature;
import dev.sancho.job.ArgsCodec;
import dev.sancho.job.Options;
import java.time.InstantSource;
import java.util.List;

/**
 * How a client writes its jobs. Immutable.
 *
 * @param options what holds where neither a call nor its job type says anything
 * @param middleware what every job goes through, first to last
 * @param features what plans guards and effects for every job
 * @param codec how arguments are written
 * @param clock the time that is written into jobs; the store has its own
 */
public record ClientConfig(
        Options options,
        List<ClientMiddleware> middleware,
        List<Feature> features,
        ArgsCodec codec,
        InstantSource clock) {
    public ClientConfig {
        middleware = List.copyOf(middleware);
        features = List.copyOf(features);
    }

    /** No options, middleware or features; arguments of up to one million bytes. */
    public static ClientConfig defaults() {
        return new ClientConfig(Options.NONE, List.of(), List.of(), ArgsCodec.standard(), InstantSource.system());
    }

    public ClientConfig withOptions(Options options) {
        return new ClientConfig(options, middleware, features, codec, clock);
    }

    public ClientConfig withMiddleware(ClientMiddleware... middleware) {
        return new ClientConfig(options, List.of(middleware), features, codec, clock);
    }

    public ClientConfig withFeatures(Feature... features) {
        return new ClientConfig(options, middleware, List.of(features), codec, clock);
    }

    public ClientConfig withCodec(ArgsCodec codec) {
        return new ClientConfig(options, middleware, features, codec, clock);
    }

    public ClientConfig withClock(InstantSource clock) {
        return new ClientConfig(options, middleware, features, codec, clock);
    }
}
