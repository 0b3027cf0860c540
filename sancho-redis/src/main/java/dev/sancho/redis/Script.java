package dev.sancho.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The Lua scripts, each a file of its own behind the parts that it builds on. Immutable. */
enum Script {
    CLAIM("base", "claim"),
    MOVE("base", "draft", "facts", "move"),
    BEAT("base", "owners", "beat"),
    LEAVE("base", "owners", "leave"),
    RESCUE("base", "owners", "rescue"),
    UNLAND("base", "owners", "unland"),
    ADOPT("base", "adopt"),
    DUE("base", "due"),
    PROMOTE("base", "draft", "promote"),
    RECORD("base", "draft", "record"),
    PRUNE("base", "draft", "owners", "prune"),
    PUT_IF("base", "draft", "put_if"),
    LOOK("base", "draft", "facts", "look");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> parts;

    Script(String... parts) {
        this.parts = List.of(parts);
    }

    /** A script's text and the digest by which a server knows it. */
    static final class Loaded {
        final byte[] text;
        final byte[] sha;

        private Loaded(byte[] text) {
            this.text = text;
            try {
                byte[] digest = MessageDigest.getInstance("SHA-1").digest(text);
                sha = HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("Every JDK has SHA-1", impossible);
            }
        }
    }

    /** @param change applied to the whole text; tests plant faults with it */
    Loaded load(UnaryOperator<String> change) {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(read(part + ".lua")).append('\n');
        }
        return new Loaded(change.apply(text.toString()).getBytes(StandardCharsets.UTF_8));
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Could not read the script " + file, unreadable);
        }
    }
}
