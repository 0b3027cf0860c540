package dev.sancho.job;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * The stack trace that is kept with a failure, in {@code error_backtrace}: a JSON array of lines, deflated (RFC 1950), in Base64. Read is, too,
 * what older programs wrote: a plain array, and Base64 with line breaks in it. However much a text of a kilobyte inflates to, no more than a
 * million bytes and a thousand lines are looked at.
 */
public final class Backtrace {
    private static final int MOST_BYTES = 1_000_000;
    private static final int MOST_LINES = 1_000;

    private Backtrace() {}

    /** The lines as they stand in a payload. */
    public static String write(List<String> lines) {
        String json = Json.mapper().writeValueAsString(lines);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** The lines kept with a job; as many as can be read, none if there is nothing or nothing that could be read. */
    public static List<String> of(JobDocument job) {
        String packed = job.text("error_backtrace").orElse(null);
        if (packed != null) {
            return lines(inflated(packed));
        }
        return job.raw("error_backtrace")
                .map(json -> lines(json.getBytes(StandardCharsets.UTF_8)))
                .orElse(List.of());
    }

    private static byte[] inflated(String packed) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream in = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getMimeDecoder().decode(packed)))) {
            byte[] piece = new byte[8192];
            int length = 0;
            while (read.size() < MOST_BYTES && length >= 0) {
                read.write(piece, 0, length);
                length = in.read(piece, 0, Math.min(piece.length, MOST_BYTES - read.size()));
            }
        } catch (IOException | IllegalArgumentException damaged) {
            return read.toByteArray(); // what came before the damage
        }
        return read.toByteArray();
    }

    private static List<String> lines(byte[] json) {
        List<String> lines = new ArrayList<>();
        try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() == JsonToken.START_ARRAY) {
                while (lines.size() < MOST_LINES && parser.nextToken() == JsonToken.VALUE_STRING) {
                    lines.add(parser.getString());
                }
            }
        } catch (JacksonException cutShort) {
            return lines;
        }
        return lines;
    }
}
