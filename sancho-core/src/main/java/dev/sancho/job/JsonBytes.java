package dev.sancho.job;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects JSON in UTF-8 up to a limit, and beyond it only counts. Confined to one thread. */
final class JsonBytes extends OutputStream {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** Who has written this much without an end may have none. */
    private static final long MOST_COUNTED = 1L << 30;

    private final int limit;
    private byte[] bytes = new byte[128];
    private int size;
    private long dropped;

    JsonBytes(int limit) {
        this.limit = limit;
    }

    /** So much more was written than the limit allows that it is not worth counting. */
    static final class FullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FullException() {
            super("too large", null, false, false);
        }
    }

    int size() {
        return size;
    }

    /** How much was written, beyond the limit too. */
    long total() {
        return dropped + size;
    }

    /** Whether more was written than the limit allows: what is at hand is then not all of it. */
    boolean overflown() {
        return total() > limit;
    }

    byte[] bytes() {
        return bytes;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public void write(int b) {
        reserve(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    void ascii(String text) {
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size + i] = (byte) text.charAt(i);
        }
        size += length;
    }

    /** @throws IllegalArgumentException if the string has half a surrogate pair, which no UTF-8 can say */
    void string(String text) {
        int length = text.length();
        reserve(length + 2);
        bytes[size++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
                bytes[size++] = (byte) c;
                continue;
            }
            reserve(6 + length - i);
            if (c < 0x80) {
                escape(c);
            } else if (Character.isSurrogate(c)) {
                supplementary(text, i++);
            } else {
                twoOrThree(c);
            }
        }
        bytes[size++] = '"';
    }

    private void escape(char c) {
        int letter = switch (c) {
            case '"', '\\' -> c;
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            default -> 'u';
        };
        bytes[size++] = '\\';
        bytes[size++] = (byte) letter;
        if (letter == 'u') {
            bytes[size++] = '0';
            bytes[size++] = '0';
            bytes[size++] = HEX[c >> 4];
            bytes[size++] = HEX[c & 15];
        }
    }

    private void twoOrThree(char c) {
        if (c < 0x800) {
            bytes[size++] = (byte) (0xc0 | (c >> 6));
        } else {
            bytes[size++] = (byte) (0xe0 | (c >> 12));
            bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        }
        bytes[size++] = (byte) (0x80 | (c & 0x3f));
    }

    private void supplementary(String text, int index) {
        int point = text.codePointAt(index);
        if (point < 0x10000) {
            throw new IllegalArgumentException(halfPair(index));
        }
        bytes[size++] = (byte) (0xf0 | (point >> 18));
        bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3f));
        bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3f));
        bytes[size++] = (byte) (0x80 | (point & 0x3f));
    }

    static String halfPair(int index) {
        return "it has half a surrogate pair at character " + index + ", which cannot be written as UTF-8";
    }

    private void reserve(int more) {
        if (size > limit) {
            dropped += size;
            size = 0;
        }
        if (dropped > MOST_COUNTED) {
            throw new FullException();
        }
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
    }
}
