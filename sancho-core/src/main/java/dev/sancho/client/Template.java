package dev.sancho.client;

import dev.sancho.job.JobDocument;
import dev.sancho.job.Options;
import dev.sancho.job.Payload;
import dev.sancho.job.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the payloads of one job type and one set of options have in common, so that each is put together from bytes. Immutable.
 *
 * <p>Members stand in the order in which Sidekiq writes them; {@code enqueued_at} is the last, where a store can replace it without
 * reading the rest.
 */
final class Template {
    private static final byte[] ARGS = ascii(",\"args\":");
    private static final byte[] JID = ascii(",\"jid\":\"");
    private static final byte[] CREATED_AT = ascii("\",\"created_at\":");
    private static final byte[] ENQUEUED_AT = ascii(",\"enqueued_at\":");

    private final String name;
    private final String queue;
    private final byte[] head;
    private final boolean traced;

    private Template(String name, JobDocument document, boolean traced) {
        byte[] bytes = document.payload().bytes();
        this.name = name;
        this.queue = document.queue();
        this.head = Arrays.copyOf(bytes, bytes.length - 1);
        this.traced = traced;
    }

    static Template of(String name, Options options) {
        return new Template(
                name,
                options.into(JobDocument.Edit.create()).text("class", name).done(),
                false);
    }

    /** Of jobs that travel wrapped, under the wrapper's name. */
    static Template wrapped(String wrapper, String name, Options options) {
        JobDocument document = options.into(JobDocument.Edit.create())
                .text("class", wrapper)
                .text("wrapped", name)
                .done();
        return new Template(name, document, false);
    }

    /** Of the same jobs at a place in a trace, unless they have one already. */
    Template in(@Nullable TraceContext trace) {
        if (trace == null || traced) {
            return this;
        }
        byte[] whole = Arrays.copyOf(head, head.length + 1);
        whole[head.length] = '}';
        JobDocument document = JobDocument.parse(Payload.of(whole));
        return new Template(name, trace.into(document.edit()).done(), true);
    }

    /** The job's, for messages. */
    String name() {
        return name;
    }

    String queue() {
        return queue;
    }

    /**
     * @param now the time as it is written
     * @param due whether the job goes to its queue at once
     */
    Payload payload(byte[] args, String jid, String now, boolean due) {
        int length = head.length
                + ARGS.length
                + args.length
                + JID.length
                + jid.length()
                + CREATED_AT.length
                + now.length()
                + 1
                + (due ? ENQUEUED_AT.length + now.length() : 0);
        byte[] bytes = new byte[length];
        int end = put(head, bytes, 0);
        end = put(ARGS, bytes, end);
        end = put(args, bytes, end);
        end = put(JID, bytes, end);
        end = put(jid, bytes, end);
        end = put(CREATED_AT, bytes, end);
        end = put(now, bytes, end);
        if (due) {
            end = put(ENQUEUED_AT, bytes, end);
            end = put(now, bytes, end);
        }
        bytes[end] = '}';
        return Payload.of(bytes);
    }

    private static int put(byte[] source, byte[] target, int start) {
        System.arraycopy(source, 0, target, start, source.length);
        return start + source.length;
    }

    private static int put(String source, byte[] target, int start) {
        for (int i = 0; i < source.length(); i++) {
            target[start + i] = (byte) source.charAt(i);
        }
        return start + source.length();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
