package dev.sancho.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import redis.clients.jedis.Protocol.Command;

/** Walks over what one key, or the whole keyspace, holds, by the SCAN family; what stays throughout comes at least once. */
record Scan(Server server, Command command, byte[] subject) {
    private static final byte[] COUNT = Keys.bytes(500);

    /** A field and its value, or a member and its score. */
    record Entry(byte[] key, byte[] value) {}

    private record Page(byte[] cursor, List<?> found) {
        boolean last() {
            return Keys.text(cursor).equals("0");
        }
    }

    /** The fields of a hash or the members of a sorted set. */
    Stream<Entry> pairs() {
        return pages().flatMap(page -> {
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i + 1 < page.found().size(); i += 2) {
                entries.add(new Entry(
                        (byte[]) page.found().get(i), (byte[]) page.found().get(i + 1)));
            }
            return entries.stream();
        });
    }

    /** The keys whose names match the subject. */
    Stream<byte[]> keys() {
        return pages().flatMap(page -> page.found().stream().map(byte[].class::cast));
    }

    private Stream<Page> pages() {
        return Stream.iterate(
                        Optional.of(page(Keys.bytes(0))),
                        Optional::isPresent,
                        page -> page.filter(one -> !one.last()).map(one -> page(one.cursor())))
                .flatMap(Optional::stream);
    }

    private Page page(byte[] cursor) {
        List<?> reply = (List<?>)
                (command == Command.SCAN
                        ? server.call("scan", command, cursor, Keys.bytes("MATCH"), subject, Keys.bytes("COUNT"), COUNT)
                        : server.call("scan", command, subject, cursor, Keys.bytes("COUNT"), COUNT));
        return new Page((byte[]) reply.get(0), (List<?>) reply.get(1));
    }
}
