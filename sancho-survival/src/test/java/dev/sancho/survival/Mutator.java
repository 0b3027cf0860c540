package dev.sancho.survival;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Makes bad payloads of good ones, the same from the same seed. Confined to one thread. */
final class Mutator {
    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|-?[0-9][0-9.eE+-]*|true|false|null|[\\[\\]{},:]");

    private static final List<String> TOKENS = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1.5",
            "1e999",
            "-0.0",
            "1e-999999999",
            "9".repeat(40),
            "\"\"",
            "\"5\"",
            "[]",
            "{}",
            "[[]]",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"\\u001b[2J\\r\\n\"",
            "\"class\"",
            "\"retry\"",
            "\"sancho\"",
            "\"queue\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "NaN",
            "'a'",
            "/**/",
            "\u2028",
            "\ufeff");

    private final SplittableRandom random;

    Mutator(SplittableRandom random) {
        this.random = random;
    }

    byte[] mutated(List<String> good) {
        byte[] payload = pick(good).getBytes(UTF_8);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            payload = once(payload, good);
        }
        return payload;
    }

    private byte[] once(byte[] payload, List<String> good) {
        return switch (random.nextInt(9)) {
            case 0 -> flipped(payload);
            case 1 -> Arrays.copyOf(payload, random.nextInt(payload.length + 1));
            case 2 -> spliced(payload, pick(good).getBytes(UTF_8));
            case 3 -> nested(payload);
            case 4 -> inserted(payload);
            default -> tokens(payload);
        };
    }

    private byte[] flipped(byte[] payload) {
        byte[] flipped = payload.clone();
        for (int i = random.nextInt(4); i >= 0 && flipped.length > 0; i--) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    private byte[] spliced(byte[] one, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(one, 0, random.nextInt(one.length + 1));
        int from = random.nextInt(other.length + 1);
        out.write(other, from, other.length - from);
        return out.toByteArray();
    }

    private byte[] inserted(byte[] payload) {
        byte[] odd = new byte[1 + random.nextInt(4)];
        random.nextBytes(odd);
        int at = random.nextInt(payload.length + 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(payload, 0, at);
        out.writeBytes(odd);
        out.write(payload, at, payload.length - at);
        return out.toByteArray();
    }

    /** An array as deep as may be read, or a little deeper, or much. */
    private byte[] nested(byte[] payload) {
        int depth = List.of(3, 98, 498, 499, 500, 501, 5_000).get(random.nextInt(7));
        return new String(payload, UTF_8)
                .replaceFirst("\\[", "[".repeat(depth) + (random.nextBoolean() ? "]".repeat(depth - 1) : ""))
                .getBytes(UTF_8);
    }

    /** One token put in the place of another, left out, doubled, or changed with the next but three: a name and the next one, say. */
    private byte[] tokens(byte[] payload) {
        String text = new String(payload, UTF_8);
        List<MatchResult> tokens = TOKEN.matcher(text).results().toList();
        if (tokens.isEmpty()) {
            return payload;
        }
        int at = random.nextInt(tokens.size());
        MatchResult token = tokens.get(at);
        MatchResult other = tokens.get(Math.min(tokens.size() - 1, at + 4));
        return mutated(text, token, other).getBytes(UTF_8);
    }

    private String mutated(String text, MatchResult token, MatchResult other) {
        String before = text.substring(0, token.start());
        String after = text.substring(token.end());
        return switch (random.nextInt(5)) {
            case 0 -> before + after;
            case 1 -> before + token.group() + token.group() + after;
            case 2 ->
                other.start() <= token.start()
                        ? text
                        : before
                                + other.group()
                                + text.substring(token.end(), other.start())
                                + token.group()
                                + text.substring(other.end());
            default -> before + pick(TOKENS) + after;
        };
    }

    private String pick(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
