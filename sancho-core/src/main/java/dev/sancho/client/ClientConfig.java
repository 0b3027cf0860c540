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
 * @param maxPayloadBytes how large a job may be that this client enqueues, its arguments and all that stands around them; a larger one is
 *     refused with a {@link dev.sancho.job.JobArgumentException}. What other programs enqueue runs whatever its size
 * @param clock the time that is written into jobs; the store has its own
 */
public record ClientConfig(
        Options options,
        List<ClientMiddleware> middleware,
        List<Feature> features,
        ArgsCodec codec,
        int maxPayloadBytes,
        InstantSource clock) {
    /** One MiB: what is larger slows down the store for everybody. */
    public static final int DEFAULT_MAX_PAYLOAD_BYTES = ArgsCodec.DEFAULT_MAX_BYTES;

    private static final int LEAST_PAYLOAD_BYTES = 1_000;

    public ClientConfig {
        if (maxPayloadBytes < LEAST_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "maxPayloadBytes " + maxPayloadBytes + ": must be at least " + LEAST_PAYLOAD_BYTES);
        }
        codec = codec.withMaxBytes(maxPayloadBytes);
        middleware = List.copyOf(middleware);
        features = List.copyOf(features);
    }

    /** No options, middleware or features; jobs of up to one MiB. */
    public static ClientConfig defaults() {
        return new ClientConfig(
                Options.NONE,
                List.of(),
                List.of(),
                ArgsCodec.standard(),
                DEFAULT_MAX_PAYLOAD_BYTES,
                InstantSource.system());
    }

    public ClientConfig withOptions(Options options) {
        return new ClientConfig(options, middleware, features, codec, maxPayloadBytes, clock);
    }

    public ClientConfig withMiddleware(ClientMiddleware... middleware) {
        return new ClientConfig(options, List.of(middleware), features, codec, maxPayloadBytes, clock);
    }

    public ClientConfig withFeatures(Feature... features) {
        return new ClientConfig(options, middleware, List.of(features), codec, maxPayloadBytes, clock);
    }

    public ClientConfig withCodec(ArgsCodec codec) {
        return new ClientConfig(options, middleware, features, codec, maxPayloadBytes, clock);
    }

    public ClientConfig withMaxPayloadBytes(int maxPayloadBytes) {
        return new ClientConfig(options, middleware, features, codec, maxPayloadBytes, clock);
    }

    public ClientConfig withClock(InstantSource clock) {
        return new ClientConfig(options, middleware, features, codec, maxPayloadBytes, clock);
    }
}
