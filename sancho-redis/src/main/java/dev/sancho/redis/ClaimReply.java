package dev.sancho.redis;

import dev.sancho.job.Payload;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the scripts that claim answer.
 *
 * @param ended the owner has ended
 * @param again what is told was given before
 * @param troubles keys that could not be looked into, and why
 * @param paused queues that hold jobs and are paused
 */
record ClaimReply(boolean ended, boolean again, List<ClaimedJob> jobs, List<String> troubles, List<String> paused) {
    static final ClaimReply NOTHING = new ClaimReply(false, false, List.of(), List.of(), List.of());

    static ClaimReply read(Object reply, long firstSeq) {
        List<?> parts = (List<?>) reply;
        return switch (Keys.text(parts.get(0))) {
            case "ended" -> new ClaimReply(true, false, List.of(), List.of(), List.of());
            case "held" -> new ClaimReply(false, true, held(parts), List.of(), List.of());
            case "new" -> fresh(parts, firstSeq);
            default -> NOTHING;
        };
    }

    /** A number and a value in turn. */
    private static List<ClaimedJob> held(List<?> parts) {
        List<ClaimedJob> jobs = new ArrayList<>();
        for (int i = 1; i < parts.size(); i += 2) {
            jobs.add(held(Long.parseLong(Keys.text(parts.get(i))), (byte[]) parts.get(i + 1)));
        }
        return jobs;
    }

    /** A place and its jobs in turn, numbered on, or a mark and what is to be known of a key or queue. */
    private static ClaimReply fresh(List<?> parts, long firstSeq) {
        ClaimReply reply = new ClaimReply(false, false, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 1; i < parts.size(); i += 2) {
            reply.add((byte[]) parts.get(i), (List<?>) parts.get(i + 1), firstSeq);
        }
        return reply;
    }

    private void add(byte[] header, List<?> found, long firstSeq) {
        switch (header[0]) {
            case '!' -> troubles.add(Keys.text(found.get(0)) + ": " + Keys.text(found.get(1)));
            case '~' -> paused.add(Keys.text(found.get(0)));
            default -> {
                Place origin = Origin.read(header).place();
                found.forEach(payload ->
                        jobs.add(new ClaimedJob(firstSeq + jobs.size(), origin, Payload.of((byte[]) payload))));
            }
        }
    }

    /** A value of an in-flight record: where the job was claimed, then its payload. */
    static ClaimedJob held(long seq, byte[] value) {
        Origin origin = Origin.read(value);
        return new ClaimedJob(
                seq, origin.place(), Payload.of(Arrays.copyOfRange(value, origin.length(), value.length)));
    }

    /** {@code q7:default} or {@code p3:key}. */
    private record Origin(Place place, int length) {
        static Origin read(byte[] value) {
            int colon = 1;
            int length = 0;
            while (value[colon] != ':') {
                length = length * 10 + value[colon++] - '0';
            }
            String name = new String(value, colon + 1, length, StandardCharsets.UTF_8);
            return new Origin(value[0] == 'q' ? new Place.Queue(name) : new Place.Parked(name), colon + 1 + length);
        }
    }
}
