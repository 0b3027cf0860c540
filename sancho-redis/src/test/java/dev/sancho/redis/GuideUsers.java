package dev.sancho.redis;

import dev.sancho.tck.PrivateRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import redis.clients.jedis.Jedis;

/** The users of the server's ACL as the guide writes them down. */
final class GuideUsers {
    private static final String LINE = "ACL SETUSER ";

    private GuideUsers() {}

    static String name(Rights rights) {
        return "sancho-" + rights.name().toLowerCase(Locale.ROOT);
    }

    /** For the URL. The password is the guide's. */
    static String login(Rights rights) {
        return name(rights) + ":s3cret@";
    }

    /** What the guide gives a user. */
    static List<String> rules(Rights rights) {
        try {
            String line = Files.readString(Path.of("..", "docs", "guides", "redis.md"))
                    .replace("\\\n", " ")
                    .lines()
                    .filter(one -> one.startsWith(LINE + name(rights) + " "))
                    .findFirst()
                    .orElseThrow();
            String[] words = line.substring(LINE.length()).strip().split(" +", -1);
            return List.of(words).subList(1, words.length);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Makes the user.
     *
     * @param keys stands before each pattern of keys
     * @param more further rules
     */
    static void make(PrivateRedis server, Rights rights, String keys, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        rules(rights).forEach(rule -> all.add(rule.startsWith("~") ? "~" + keys + rule.substring(1) : rule));
        set(server, rights, all);
    }

    static void makeWithout(PrivateRedis server, Rights rights, String left) {
        set(
                server,
                rights,
                rules(rights).stream().filter(rule -> !rule.equals(left)).toList());
    }

    private static void set(PrivateRedis server, Rights rights, List<String> rules) {
        List<String> all = new ArrayList<>(List.of("reset"));
        all.addAll(rules);
        try (Jedis raw = new Jedis("127.0.0.1", server.port())) {
            raw.aclSetUser(name(rights), all.toArray(String[]::new));
        }
    }
}
