package dev.sancho.client;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * Makes job ids as Sidekiq does: 12 bytes of secure randomness as 24 hexadecimal digits, unique across processes without a word
 * between them. Drawn from the generator a few hundred at a time, which costs a tenth. Thread-safe.
 */
final class JidSource {
    private static final int BYTES = 12;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final SecureRandom random = new SecureRandom();
    private final byte[] drawn = new byte[256 * BYTES];
    private int used = drawn.length;

    String next() {
        byte[] digits = new byte[2 * BYTES];
        synchronized (drawn) {
            if (used == drawn.length) {
                random.nextBytes(drawn);
                used = 0;
            }
            for (int i = 0; i < BYTES; i++) {
                byte value = drawn[used++];
                digits[2 * i] = HEX[(value >> 4) & 15];
                digits[2 * i + 1] = HEX[value & 15];
            }
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }
}
