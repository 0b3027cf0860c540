package dev.sancho.job;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * A payload read: its members by name, each still as the bytes it was written with.
 *
 * <p>Members that nobody edits are written again byte for byte, known or not, so that a field of another program, a big integer or a
 * {@code 1.0} survives every round trip. Of a name that occurs more than once the last counts, as in Ruby. Immutable.
 */
public final class JobDocument {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private final Payload payload;
    private final String[] names;
    private final int[] bounds; // start and end of each value within the payload

    /** Asked for several times in each run, so it is read once; two threads may both read it, and read the same. */
    private @Nullable String name;

    private JobDocument(Payload payload, String[] names, int[] bounds) {
        this.payload = payload;
        this.names = names;
        this.bounds = bounds;
    }

    /**
     * Reads a payload.
     *
     * @throws MalformedPayloadException if it is not a JSON object
     */
    public static JobDocument parse(Payload payload) {
        byte[] bytes = payload.bytes();
        if (!isUtf8(bytes)) {
            throw new MalformedPayloadException(
                    "A job's payload must be text in UTF-8, but begins with " + start(bytes));
        }
        try (JsonParser parser = Json.PAYLOADS.createParser(ObjectReadContext.empty(), bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedPayloadException(
                        "A job's payload must be a JSON object, but it begins with " + start(bytes));
            }
            JobDocument document = members(payload, parser);
            if (parser.nextToken() != null) {
                throw new MalformedPayloadException(
                        "A job's payload must be one JSON object, but something follows it: " + start(bytes));
            }
            return document;
        } catch (JacksonException notJson) {
            throw new MalformedPayloadException(
                    "A job's payload must be a JSON object: " + notJson.getOriginalMessage(), notJson);
        }
    }

    private static JobDocument members(Payload payload, JsonParser parser) {
        String[] names = new String[12];
        int[] bounds = new int[24];
        int count = 0;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            if (count == names.length) {
                names = Arrays.copyOf(names, count * 2);
                bounds = Arrays.copyOf(bounds, count * 4);
            }
            names[count] = name;
            bounds[2 * count] = start;
            bounds[2 * count + 1] = (int) parser.currentLocation().getByteOffset();
            count++;
        }
        return new JobDocument(payload, Arrays.copyOf(names, count), Arrays.copyOf(bounds, 2 * count));
    }

    /** Strictly so: the parser lets pass what is longer than it need be, and surrogates. */
    private static boolean isUtf8(byte[] bytes) {
        if (isAscii(bytes)) {
            return true;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }

    /** Eight bytes at a time: this is asked of every payload. */
    private static boolean isAscii(byte[] bytes) {
        int start = bytes.length % Long.BYTES;
        for (int i = 0; i < start; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        for (int i = start; i < bytes.length; i += Long.BYTES) {
            if (((long) EIGHT_BYTES.get(bytes, i) & HIGH_BITS) != 0) {
                return false;
            }
        }
        return true;
    }

    private static String start(byte[] bytes) {
        String text = new String(bytes, 0, Math.min(bytes.length, 40), StandardCharsets.UTF_8);
        return bytes.length == 0 ? "nothing (it is empty)" : Json.quote(text);
    }

    public Payload payload() {
        return payload;
    }

    /**
     * The name of the job's type: the value of {@code class}; empty if there is none, or it is no string. A job that Rails's ActiveJob has
     * wrapped is known by its own name, not the wrapper's.
     */
    public String name() {
        String known = name;
        if (known == null) {
            String said = text("class").orElse("");
            known = ActiveJobReader.isWrapper(said) ? ActiveJobReader.name(this, said) : said;
            name = known;
        }
        return known;
    }

    /** What ActiveJob wrote into a job that it wrapped; empty for any other job. */
    public Optional<ActiveJobFacts> activeJob() {
        return isWrapped() ? ActiveJobReader.facts(this) : Optional.empty();
    }

    private boolean isWrapped() {
        return ActiveJobReader.isWrapper(text("class").orElse(""));
    }

    /** The value of {@code jid}; empty if there is none, or it is no string. */
    public String jid() {
        return text("jid").orElse("");
    }

    /** The id in a payload, if it is a job and has one. */
    public static Optional<String> jidOf(Payload payload) {
        try {
            return parse(payload).text("jid").filter(jid -> !jid.isEmpty());
        } catch (MalformedPayloadException notAJob) {
            return Optional.empty();
        }
    }

    /** The queue that the payload names; {@code default} if it names none. */
    public String queue() {
        return text("queue").filter(queue -> !queue.isEmpty()).orElse("default");
    }

    /**
     * The arguments as JSON, an array where all is well; null if there are none. Of a job that ActiveJob has wrapped its own arguments, as
     * plain values; {@code raw("args")} gives the wrapped ones.
     *
     * @throws JobArgumentException if the job is wrapped, and its arguments are not where ActiveJob puts them
     */
    public byte @Nullable [] args() {
        if (isWrapped()) {
            return ActiveJobReader.args(this);
        }
        int at = find("args");
        return at < 0 ? null : valueAt(at);
    }

    /** Whether the member is there, be it null. */
    public boolean has(String member) {
        return find(member) >= 0;
    }

    /** The member's value as JSON text. */
    public Optional<String> raw(String member) {
        int at = find(member);
        return at < 0 ? Optional.empty() : Optional.of(rawAt(at));
    }

    /** The content of a string member; empty if it is anything else. */
    public Optional<String> text(String member) {
        int at = find(member);
        if (at < 0 || payload.bytes()[bounds[2 * at]] != '"') {
            return Optional.empty();
        }
        return Optional.of(unquoted(bounds[2 * at], bounds[2 * at + 1]));
    }

    /**
     * An integer member, or a string or fraction that holds an integer; empty for anything else. One that is too large for a long is the
     * largest long, or the smallest.
     */
    public OptionalLong integer(String member) {
        Optional<String> text = text(member).or(() -> raw(member));
        return text.isEmpty() ? OptionalLong.empty() : WireNumber.integer(text.get());
    }

    /** A time in any form that {@link WireTime} reads. */
    public Optional<Instant> time(String member) {
        return text(member).or(() -> raw(member)).flatMap(WireTime::parse);
    }

    public Edit edit() {
        return new Edit(this);
    }

    private int find(String member) {
        for (int i = names.length - 1; i >= 0; i--) {
            if (names[i].equals(member)) {
                return i;
            }
        }
        return -1;
    }

    private byte[] valueAt(int index) {
        return Arrays.copyOfRange(payload.bytes(), bounds[2 * index], bounds[2 * index + 1]);
    }

    /** The name with its quotes, as it is written: between the value before it and its own there are else only blanks, a comma and a colon. */
    private byte[] nameAt(int index) {
        byte[] bytes = payload.bytes();
        int start = index == 0 ? 0 : bounds[2 * index - 1];
        while (bytes[start] != '"') {
            start++;
        }
        int end = start + 1;
        while (bytes[end] != '"') {
            end += bytes[end] == '\\' ? 2 : 1;
        }
        return Arrays.copyOfRange(bytes, start, end + 1);
    }

    private String rawAt(int index) {
        return new String(
                payload.bytes(), bounds[2 * index], bounds[2 * index + 1] - bounds[2 * index], StandardCharsets.UTF_8);
    }

    private String unquoted(int start, int end) {
        byte[] bytes = payload.bytes();
        for (int i = start + 1; i < end - 1; i++) {
            if (bytes[i] == '\\' || bytes[i] < 0) {
                return decoded(start, end);
            }
        }
        return new String(bytes, start + 1, end - start - 2, StandardCharsets.ISO_8859_1);
    }

    private String decoded(int start, int end) {
        try (JsonParser parser =
                Json.PAYLOADS.createParser(ObjectReadContext.empty(), payload.bytes(), start, end - start)) {
            parser.nextToken();
            return parser.getString();
        }
    }

    /**
     * Changes to a document, made into a new one by {@link #done()}. Members keep their order, new ones follow them, and
     * {@code enqueued_at} stands last, where a store can replace it without reading the rest. Confined to one thread.
     */
    public static final class Edit {
        private final LinkedHashMap<String, Member> members = new LinkedHashMap<>();

        /** A member as it is written: its name with the quotes, and its value. */
        private static final class Member {
            private final byte[] name;
            private final byte[] value;

            Member(byte[] name, byte[] value) {
                this.name = name;
                this.value = value;
            }
        }

        private Edit(@Nullable JobDocument document) {
            if (document != null) {
                for (int i = 0; i < document.names.length; i++) {
                    members.put(document.names[i], new Member(document.nameAt(i), document.valueAt(i)));
                }
            }
        }

        /** Starts from an empty object. */
        public static Edit create() {
            return new Edit(null);
        }

        public Edit text(String member, String value) {
            return raw(member, Json.quote(value));
        }

        public Edit integer(String member, long value) {
            return raw(member, Long.toString(value));
        }

        public Edit time(String member, Instant value) {
            return raw(member, WireTime.format(value));
        }

        /** Sets a member to a JSON value, written as it is. */
        public Edit raw(String member, String json) {
            return raw(member, json.getBytes(StandardCharsets.UTF_8));
        }

        /** Sets a member to a JSON value in UTF-8, written as it is. */
        public Edit raw(String member, byte[] json) {
            Member before = members.get(member);
            byte[] name = before != null ? before.name : Json.quote(member).getBytes(StandardCharsets.UTF_8);
            members.put(member, new Member(name, json));
            return this;
        }

        public Edit remove(String member) {
            members.remove(member);
            return this;
        }

        public JobDocument done() {
            Member enqueuedAt = members.remove("enqueued_at");
            if (enqueuedAt != null) {
                members.put("enqueued_at", enqueuedAt);
            }
            String[] names = members.keySet().toArray(String[]::new);
            int[] bounds = new int[2 * names.length];
            ByteArrayOutputStream out = new ByteArrayOutputStream(256);
            out.write('{');
            for (int i = 0; i < names.length; i++) {
                if (i > 0) {
                    out.write(',');
                }
                Member member = requireNonNull(members.get(names[i]));
                out.writeBytes(member.name);
                out.write(':');
                bounds[2 * i] = out.size();
                out.writeBytes(member.value);
                bounds[2 * i + 1] = out.size();
            }
            out.write('}');
            return new JobDocument(Payload.of(out.toByteArray()), names, bounds);
        }
    }
}
