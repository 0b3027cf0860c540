package dev.sancho.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import redis.clients.jedis.Protocol.Command;

/** Walks over what one key, or the whole keyspace, holds, by the SCAN family; what stays throughout comes at least once. Immutable. */
final class Scan {
    private static final byte[] COUNT = Keys.bytes(500);

    private final Server server;
    private final Command command;
    private final byte[] subject;

    /** @param subject the key, or for the whole keyspace what the names of keys match */
    Scan(Server server, Command command, byte[] subject) {
        this.server = server;
        this.command = command;
        this.subject = subject;
    }

    /** A field and its value, or a member and its score. */
    static final class Entry {
        private final byte[] key;
        private final byte[] value;

        private Entry(Object key, Object value) {
            this.key = (byte[]) key;
            this.value = (byte[]) value;
        }

        byte[] key() {
            return key;
        }

        byte[] value() {
            return value;
        }
    }

    private record Page(String cursor, List<?> found) {
        boolean last() {
            return cursor.equals("0");
        }
    }

    /** The fields of a hash or the members of a sorted set. */
    Stream<Entry> pairs() {
        return pages().flatMap(page -> {
            List<Entry> entries = new ArrayList<>();
            for (int i = 0; i + 1 < page.found().size(); i += 2) {
                entries.add(new Entry(page.found().get(i), page.found().get(i + 1)));
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
                        Optional.of(page("0")),
                        Optional::isPresent,
                        page -> page.filter(one -> !one.last()).map(one -> page(one.cursor())))
                .flatMap(Optional::stream);
    }

    private Page page(String after) {
        byte[] cursor = Keys.bytes(after);
        List<?> reply = (List<?>)
                (command == Command.SCAN
                        ? server.call("scan", command, cursor, Keys.bytes("MATCH"), subject, Keys.bytes("COUNT"), COUNT)
                        : server.call("scan", command, subject, cursor, Keys.bytes("COUNT"), COUNT));
        return new Page(Keys.text(reply.get(0)), (List<?>) reply.get(1));
    }
}
