package dev.sancho.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes MessagePack, the one encoding that scripts read natively and that carries any bytes. Confined to one thread. */
final class Pack {
    private byte[] bytes;
    private int size;

    Pack(int capacity) {
        bytes = new byte[capacity];
    }

    Pack() {
        this(256);
    }

    /** Begins an array of that many elements. */
    Pack array(int length) {
        if (length < 16) {
            return one(0x90 | length);
        }
        return length < 0x1_0000 ? one(0xdc).big(length, 2) : one(0xdd).big(length, 4);
    }

    Pack text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    Pack bytes(byte[] text) {
        if (text.length < 32) {
            one(0xa0 | text.length);
        } else if (text.length < 0x1_0000) {
            one(0xda).big(text.length, 2);
        } else {
            one(0xdb).big(text.length, 4);
        }
        room(text.length);
        System.arraycopy(text, 0, bytes, size, text.length);
        size += text.length;
        return this;
    }

    /** A Lua number: exact up to 2<sup>53</sup>. */
    Pack number(long number) {
        return number >= 0 && number < 128 ? one((int) number) : one(0xd3).big(number, 8);
    }

    /** Digits, for a number that a script only hands on. */
    Pack digits(long number) {
        if (number < 0 || number >= 1_000_000_000_000L) {
            return text(Long.toString(number));
        }
        int length = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            length++;
        }
        one(0xa0 | length);
        room(length);
        long rest = number;
        for (int i = size + length - 1; i >= size; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += length;
        return this;
    }

    /** What stands for null: {@code nil} would leave a hole in a Lua table. */
    Pack absent() {
        return one(0xc2);
    }

    byte[] done() {
        return Arrays.copyOf(bytes, size);
    }

    private Pack one(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    private Pack big(long value, int length) {
        room(length);
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
