package dev.sancho.job;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

public final class ArgsCodec {
    public static ArgsCodec of(JsonMapper mapper) {
        throw new UnsupportedOperationException();
    }

    public byte[] encode(JobType type, @Nullable Object[] args) {
        throw new UnsupportedOperationException();
    }

    public byte[] encode(JobType type, Record job) {
        throw new UnsupportedOperationException();
    }

    public byte[] encode(String name, List<? extends @Nullable Object> args) {
        throw new UnsupportedOperationException();
    }

    public @Nullable Object[] decode(JobType type, byte @Nullable [] args) {
        throw new UnsupportedOperationException();
    }

    public Record decodeRecord(JobType type, byte @Nullable [] args) {
        throw new UnsupportedOperationException();
    }
}
