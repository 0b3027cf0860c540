package dev.sancho.job;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A job's JSON exactly as it stands in a store, byte for byte.
 *
 * <p>Stores compare and remove jobs by these bytes, as Sidekiq does, so nothing may rewrite them on the way: a payload that some
 * other program wrote, even one that is no JSON at all, is carried unchanged. {@link JobDocument} reads and edits them.
 *
 * <p>Immutable: the array given to {@link #of(byte[])} and returned by {@link #bytes()} is not copied and must not be changed.
 */
public final class Payload implements Comparable<Payload> {
    private final byte[] bytes;

    private Payload(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Payload of(byte[] bytes) {
        return new Payload(requireNonNull(bytes, "bytes"));
    }

    public static Payload of(String json) {
        return new Payload(json.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] bytes() {
        return bytes;
    }

    /** The bytes read as UTF-8; malformed sequences show as U+FFFD. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Orders by unsigned bytes, as Redis orders members of equal score. */
    @Override
    public int compareTo(Payload other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Payload that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return text();
    }
}
