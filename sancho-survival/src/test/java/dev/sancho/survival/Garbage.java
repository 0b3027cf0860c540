package dev.sancho.survival;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sancho.job.Payload;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A payload that no good program writes, and what becomes of it: the one table of them. {@code @} in a payload stands for a mark by which it is
 * found again. Two jobs are registered, {@code Good}, which takes whatever array there is, and {@code Fails}.
 *
 * @param says a part of the error that is kept with it, if it fails
 */
record Garbage(String name, Payload payload, Fate fate, String says) {
    /** What becomes of a payload. */
    enum Fate {
        /** In the dead set, the very bytes that came. */
        RAW,
        /** It is a job, and it runs. */
        RUNS,
        /** Fails and waits for its next attempt. */
        RETRIED,
        /** Fails and is given up. */
        DEAD,
        /** Fails and is not kept, as it asks. */
        GONE,
        /** Stays in its queue, for nobody here knows its name. */
        UNKNOWN
    }

    private static final int HUGE = 20_000_000;

    /** Every case there is. */
    static List<Garbage> all() {
        return List.of(notJobs(), noClass(), strange(), args(), names(), retries(), counts(), times(), backtraces())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<Garbage> notJobs() {
        return List.of(
                raw("text", "not JSON @"),
                raw("an array", "[\"@\"]"),
                raw("a string", "\"@\""),
                raw("cut short", "{\"class\":\"Good\",\"args\":[],\"mark\":\"@"),
                raw("something behind it", job("Good", "[]", "") + " x"),
                raw("two objects", job("Good", "[]", "") + "{}"),
                raw("a byte order mark", "\ufeff" + job("Good", "[]", "")),
                of("UTF-16", job("Good", "[]", "").getBytes(java.nio.charset.StandardCharsets.UTF_16LE), Fate.RAW, ""),
                of(
                        "UTF-32",
                        job("Good", "[]", "").getBytes(java.nio.charset.Charset.forName("UTF-32BE")),
                        Fate.RAW,
                        ""),
                raw("a NUL in front", "\0" + job("Good", "[]", "")),
                raw("a NUL in a string", job("Good", "[\"a\0b\"]", "")),
                bytes("invalid UTF-8 in a string", job("Good", "[\"a#b\"]", ""), new byte[] {(byte) 0xc3, 0x28}),
                bytes("a longer form than needed in UTF-8", job("Good", "[\"a#b\"]", ""), new byte[] {
                    (byte) 0xe0, (byte) 0x82, (byte) 0xac
                }),
                bytes("a surrogate in UTF-8", job("Good", "[\"a#b\"]", ""), new byte[] {
                    (byte) 0xed, (byte) 0xa0, (byte) 0x80
                }),
                bytes("half a UTF-8 character", job("Good", "[\"a#\"]", ""), new byte[] {(byte) 0xe2, (byte) 0x82}),
                raw("nested 10,000 deep", job("Good", "[".repeat(10_000) + "]".repeat(10_000), "")),
                raw("control codes instead of JSON", "\u001b[2J\u001b]0;owned\u0007\r\nERROR all is lost @"));
    }

    private static List<Garbage> noClass() {
        return List.of(
                raw("no class", "{\"args\":[],\"mark\":\"@\"}"),
                raw("an empty object but for its mark", "{\"mark\":\"@\"}"),
                raw("class a number", "{\"class\":5,\"args\":[],\"mark\":\"@\"}"),
                raw("class empty", "{\"class\":\"\",\"args\":[],\"mark\":\"@\"}"),
                raw("class null", "{\"class\":null,\"args\":[],\"mark\":\"@\"}"),
                raw("class an object", "{\"class\":{\"a\":1},\"args\":[],\"mark\":\"@\"}"));
    }

    private static List<Garbage> strange() {
        return List.of(
                runs("nothing but class and args", "{\"class\":\"Good\",\"args\":[],\"mark\":\"@\"}"),
                runs("jid a number", job("Good", "[]", ",\"jid\":7")),
                runs("queue a number", job("Good", "[]", ",\"queue\":5")),
                runs("queue null", job("Good", "[]", ",\"queue\":null")),
                runs(
                        "duplicate keys",
                        "{\"class\":\"Fails\",\"args\":5,\"args\":[],\"class\":\"Good\",\"mark\":\"x\",\"mark\":\"@\"}"),
                runs("a key written with escapes", "{\"cl\\u0061ss\":\"Good\",\"args\":[],\"mark\":\"@\"}"),
                runs("blanks everywhere", " {\n\t\"class\" : \"Good\" ,\r\n \"args\" : [ ] , \"mark\":\"@\" } \n"),
                runs("a number of 100,000 digits", job("Good", "[]", ",\"n\":" + "7".repeat(100_000))),
                runs("a fraction of 100,000 digits", job("Good", "[]", ",\"n\":0." + "7".repeat(100_000))),
                runs("a key of a megabyte", job("Good", "[]", ",\"" + "k".repeat(1_000_000) + "\":1")),
                runs("a hundred thousand keys", job("Good", "[]", manyKeys())),
                runs("half a surrogate pair", job("Good", "[\"\\ud800\"]", ",\"a\":\"\\ud800\"")),
                raw("a key that is half a surrogate pair", job("Good", "[]", ",\"\\udfff\":1")),
                runs("tags no array", job("Good", "[]", ",\"tags\":\"a\"")),
                runs("tags of all kinds", job("Good", "[]", ",\"tags\":[1,null,\"\",{},[\"a\"]]")),
                runs(
                        "options of wrong types",
                        job("Good", "[]", ",\"retry_for\":[],\"timeout\":{},\"dead\":7,\"backtrace\":\"all\"")),
                runs("an endless timeout", job("Good", "[]", ",\"timeout\":1e999999999")),
                runs("members of other programs", job("Good", "[]", ",\"encrypt\":true,\"cattr\":{\"a\":[1.0]}")),
                of("a batch of another program", job("Good", "[]", ",\"bid\":5").getBytes(UTF_8), Fate.UNKNOWN, ""),
                runs("a trace that is none", job("Good", "[]", ",\"traceparent\":\"00-\\u001b\",\"tracestate\":7")),
                fails("ActiveJob's wrapper around nothing", wrapped("[]"), "it is wrapped by ActiveJob"),
                fails("ActiveJob's wrapper around a text", wrapped("[\"a\"]"), "it is wrapped by ActiveJob"),
                fails(
                        "ActiveJob's wrapper around an object of wrong types",
                        wrapped("[{\"job_class\":5,\"arguments\":\"a\"}]"),
                        "it is wrapped"),
                runs(
                        "ActiveJob's marks of wrong types",
                        wrapped(
                                "[{\"job_class\":5,\"arguments\":[{\"_aj_serialized\":5},{\"_aj_globalid\":[]},{\"_aj_serialized\":"
                                        + "\"ActiveJob::Serializers::DurationSerializer\",\"value\":1e999999999,\"parts\":\"x\"}],\"executions\":\"x\","
                                        + "\"exception_executions\":7}]")),
                runs("sancho a string", job("Good", "[]", ",\"sancho\":\"x\"")),
                runs(
                        "sancho of wrong types",
                        job("Good", "[]", ",\"sancho\":{\"crashes\":\"many\",\"unknown_since\":{},\"on\":[1]}")),
                runs("sancho with half an effect", job("Good", "[]", effects("{\"do\":\"add\",\"by\":1}"))),
                runs("sancho with a null for an effect", job("Good", "[]", effects("null"))),
                runs(
                        "sancho with effects that are none",
                        job("Good", "[]", ",\"sancho\":{\"on\":{\"SUCCEEDED\":[{\"x\":1},5]}}")));
    }

    private static List<Garbage> args() {
        return List.of(
                fails("args missing", "{\"class\":\"Good\",\"mark\":\"@\"}", "The payload has no args"),
                fails("args null", job("Good", "null", ""), "no JSON array, but null"),
                fails("args an object", job("Good", "{\"a\":1}", ""), "no JSON array"),
                fails("args a string", job("Good", "\"[]\"", ""), "no JSON array"),
                fails("args a number", job("Good", "5", ""), "no JSON array"),
                fails(
                        "an argument of 100,000 digits",
                        job("Good", "[" + "7".repeat(100_000) + "]", ""),
                        "Number value length"),
                runs("an argument of 20 MB", job("Good", "[\"" + "x".repeat(HUGE) + "\"]", "")),
                runs("nested 400 deep", job("Good", "[".repeat(400) + "]".repeat(400), "")));
    }

    private static List<Garbage> names() {
        return List.of(
                unknown("a class nobody knows", "Nobody"),
                unknown("a class with line breaks and escape codes", "A\\r\\nERROR\\u001b[31m\\u0007\\u2028\\u202eB"),
                unknown("a class of a megabyte", "N".repeat(1_000_000)),
                unknown("a class that is half a surrogate pair", "\\ud800"),
                unknown("a Java class", "java.lang.Runtime"));
    }

    private static List<Garbage> retries() {
        return List.of(
                fails("retry a string", job("Fails", "[]", ",\"retry\":\"5\""), "as it should"),
                fails("retry a fraction", job("Fails", "[]", ",\"retry\":1.5"), "as it should"),
                fails("retry an object", job("Fails", "[]", ",\"retry\":{}"), "as it should"),
                fails("retry huge", job("Fails", "[]", ",\"retry\":1" + "0".repeat(30)), "as it should"),
                fails("retry of 2,000 digits", job("Fails", "[]", ",\"retry\":" + "9".repeat(2_000)), "as it should"),
                dead("retry negative", job("Fails", "[]", ",\"retry\":-3")),
                dead("retry zero", job("Fails", "[]", ",\"retry\":0")),
                gone("retry false", job("Fails", "[]", ",\"retry\":false")),
                gone("retry false, a string", job("Fails", "[]", ",\"retry\":\"false\"")),
                fails(
                        "a message of control codes",
                        job("Fails", "[\"\\u001b[2Ja\\r\\nb\\u2028\\u202e\"]", ""),
                        "a\r\nb"));
    }

    private static List<Garbage> counts() {
        return List.of(
                fails("retry_count -1", job("Fails", "[]", ",\"retry_count\":-1"), "as it should"),
                fails("retry_count a string", job("Fails", "[]", ",\"retry_count\":\"3\""), "as it should"),
                fails("retry_count no number", job("Fails", "[]", ",\"retry_count\":\"x\""), "as it should"),
                fails(
                        "retry_count far below zero",
                        job("Fails", "[]", ",\"retry_count\":-" + "9".repeat(30)),
                        "as it should"),
                dead("retry_count huge", job("Fails", "[]", ",\"retry_count\":1" + "0".repeat(30))),
                dead("retry_count of 100,000 digits", job("Fails", "[]", ",\"retry_count\":" + "9".repeat(100_000))));
    }

    private static List<Garbage> times() {
        return List.of(
                runs(
                        "times as integers",
                        job("Good", "[]", ",\"created_at\":1795424200,\"enqueued_at\":1795424200146")),
                runs(
                        "times as text",
                        job("Good", "[]", ",\"created_at\":\"2026-11-23T08:56:40Z\",\"enqueued_at\":\"1795424200.5\"")),
                runs("times that are none", job("Good", "[]", ",\"created_at\":{},\"enqueued_at\":\"soon\",\"at\":[]")),
                runs(
                        "times out of reach",
                        job("Good", "[]", ",\"created_at\":1e999999999,\"enqueued_at\":-1e-999999999")),
                fails(
                        "a first failure of 100,000 digits",
                        job("Fails", "[]", ",\"failed_at\":" + "1".repeat(100_000)),
                        "as it should"),
                fails(
                        "a first failure at the end of time",
                        job("Fails", "[]", ",\"retry_for\":10,\"failed_at\":9223372036854.0"),
                        "as it should"));
    }

    private static List<Garbage> backtraces() {
        return List.of(
                runs("a backtrace in an array", job("Good", "[]", ",\"error_backtrace\":[\"a\",\"b\"]")),
                runs(
                        "a backtrace with line breaks",
                        job("Good", "[]", ",\"error_backtrace\":\"eJyLVkpU0lFKUooFAA\\r\\n==\"")),
                runs("a backtrace that is none", job("Good", "[]", ",\"error_backtrace\":\"%%%\"")),
                fails(
                        "a backtrace that inflates to a gigabyte",
                        job("Fails", "[]", ",\"error_backtrace\":\"" + bomb() + "\""),
                        "as it should"));
    }

    private static Garbage of(String name, byte[] payload, Fate fate, String says) {
        return new Garbage(name, Payload.of(payload), fate, says);
    }

    /** The payload with its mark. */
    byte[] marked(String text) {
        byte[] mark = text.getBytes(UTF_8);
        byte[] bytes = payload.bytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + mark.length);
        for (byte b : bytes) {
            if (b == '@') {
                out.writeBytes(mark);
            } else {
                out.write(b);
            }
        }
        return out.toByteArray();
    }

    private static String job(String name, String args, String more) {
        return "{\"class\":\"" + name + "\",\"args\":" + args + ",\"jid\":\"j\",\"mark\":\"@\"" + more + "}";
    }

    private static Garbage raw(String name, String payload) {
        return of(name, payload.getBytes(UTF_8), Fate.RAW, "");
    }

    private static Garbage runs(String name, String payload) {
        return of(name, payload.getBytes(UTF_8), Fate.RUNS, "");
    }

    private static Garbage fails(String name, String payload, String says) {
        return of(name, payload.getBytes(UTF_8), Fate.RETRIED, says);
    }

    private static Garbage dead(String name, String payload) {
        return of(name, payload.getBytes(UTF_8), Fate.DEAD, "as it should");
    }

    private static Garbage gone(String name, String payload) {
        return of(name, payload.getBytes(UTF_8), Fate.GONE, "");
    }

    private static Garbage unknown(String name, String type) {
        return of(name, job(type, "[]", "").getBytes(UTF_8), Fate.UNKNOWN, "");
    }

    /** Puts bytes that are no text in the place of {@code #}. */
    private static Garbage bytes(String name, String payload, byte[] odd) {
        byte[] text = payload.getBytes(UTF_8);
        int at = payload.indexOf('#');
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(text, 0, at);
        out.writeBytes(odd);
        out.write(text, at + 1, text.length - at - 1);
        return of(name, out.toByteArray(), Fate.RAW, "");
    }

    private static String wrapped(String args) {
        return job("Sidekiq::ActiveJob::Wrapper", args, ",\"wrapped\":\"Good\"");
    }

    private static String effects(String json) {
        return ",\"sancho\":{\"on\":{\"SUCCEEDED\":[" + json + "]}}";
    }

    private static String manyKeys() {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            keys.append(",\"k").append(i).append("\":").append(i);
        }
        return keys.toString();
    }

    /** A gigabyte of JSON as it stands in a payload: deflated to a megabyte, in Base64. */
    static String bomb() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 20];
        Arrays.fill(piece, (byte) ' ');
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION))) {
            out.write('[');
            for (int i = 0; i < 1_000; i++) {
                out.write(piece);
            }
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return java.util.Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    @Override
    public String toString() {
        return name;
    }
}
