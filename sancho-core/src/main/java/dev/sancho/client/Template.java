package dev.sancho.client;

import dev.sancho.job.JobDocument;
import dev.sancho.job.Options;
import dev.sancho.job.Payload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the payloads of one job type and one set of options have in common, so that each is put together from bytes. Immutable.
 *
 * <p>Members stand in the order in which Sidekiq writes them; {@code enqueued_at} is the last, where a store can replace it without
 * reading the rest.
 */
final class Template {
    private static final byte[] JID = ascii(",\"jid\":\"");
    private static final byte[] CREATED_AT = ascii("\",\"created_at\":");
    private static final byte[] ENQUEUED_AT = ascii(",\"enqueued_at\":");

    private final String name;
    private final String queue;
    private final byte[] head;

    private Template(String name, String queue, byte[] head) {
        this.name = name;
        this.queue = queue;
        this.head = head;
    }

    static Template of(String name, Options options) {
        JobDocument document = options.into(JobDocument.Edit.create())
                .text("class", name)
                .raw("args", "")
                .done();
        byte[] bytes = document.payload().bytes();
        return new Template(name, document.queue(), Arrays.copyOf(bytes, bytes.length - 1));
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
                + args.length
                + JID.length
                + jid.length()
                + CREATED_AT.length
                + now.length()
                + 1
                + (due ? ENQUEUED_AT.length + now.length() : 0);
        byte[] bytes = new byte[length];
        int end = put(head, bytes, 0);
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
