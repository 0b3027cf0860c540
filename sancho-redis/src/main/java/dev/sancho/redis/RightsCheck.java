package dev.sancho.redis;

import dev.sancho.store.StoreException;
import dev.sancho.store.StoreSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Finds out which rights the user of a URL lacks. It changes nothing: every command is sent behind a MULTI that is never executed, for the
 * server checks rights when it queues a command.
 */
record RightsCheck(RedisUrl url) {
    private static final String SAMPLE = "1";

    /**
     * What is missing, a text each, with the ACL rule that grants it; empty: nothing.
     *
     * @throws StoreException if the server cannot be asked
     */
    List<String> missing(Rights needed) {
        List<String> commands = Stream.concat(
                        needed.commands().stream().filter(command -> !command.equals("MULTI")),
                        needed.keys().stream().map(key -> "TYPE " + key))
                .toList();
        Server server = new Server(url, StoreSettings.DEFAULTS, UnaryOperator.identity());
        try {
            List<Server.Request> requests = commands.stream()
                    .map(command -> request(server.keys, needed, command))
                    .toList();
            return missing(needed, commands, server.queuedOnly("look for missing rights", requests));
        } finally {
            server.close();
        }
    }

    private List<String> missing(Rights needed, List<String> commands, List<Object> answers) {
        if (answers.isEmpty()) {
            return List.of(say("use MULTI, without which no other right can be looked at", "+multi"));
        }
        Set<String> missing = new LinkedHashSet<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof JedisDataException refused) {
                missing(needed, commands.get(i), refused).ifPresent(missing::add);
            }
        }
        return List.copyOf(missing);
    }

    private static Server.Request request(Keys keys, Rights needed, String command) {
        String[] words = command.split(" ", -1);
        List<byte[]> arguments = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            boolean key = needed.keys().contains(words[i]);
            arguments.add(Keys.bytes(key ? keys.prefix() + sample(words[i]) : words[i]));
        }
        return new Server.Request(Command.valueOf(words[0]), arguments);
    }

    private static String sample(String pattern) {
        return pattern.replaceAll("\\[[^]]*]\\*|\\*", SAMPLE);
    }

    private Optional<String> missing(Rights needed, String command, JedisDataException refused) {
        String said = Failures.said(refused);
        if (!said.startsWith("NOPERM")) {
            return Optional.empty();
        }
        String[] words = command.split(" ", -1);
        if (!said.contains("access")) {
            String name = name(words);
            return Optional.of(say("use " + name.toUpperCase(Locale.ROOT).replace('|', ' '), "+" + name));
        }
        String patterns = List.of(words).stream()
                .filter(needed.keys()::contains)
                .map(key -> "~" + url.prefix() + key)
                .reduce("", (one, other) -> one + " " + other)
                .strip();
        return Optional.of(say("use " + words[0] + " on the keys " + patterns.replace("~", ""), patterns));
    }

    /** As the ACL writes it: {@code lpush}, {@code client|id}. */
    static String name(String[] words) {
        String name = words[0].toLowerCase(Locale.ROOT);
        return name.equals("client") ? name + "|" + words[1].toLowerCase(Locale.ROOT) : name;
    }

    private String say(String what, String rule) {
        String user = url.login().name();
        return "The user " + user + " of Redis at " + url + " may not " + what + ": ACL SETUSER " + user + " " + rule;
    }
}
