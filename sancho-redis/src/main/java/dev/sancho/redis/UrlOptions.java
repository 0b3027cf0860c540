package dev.sancho.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a URL behind the question mark. Immutable.
 *
 * @param prefix stands before every key; empty by default, as Sidekiq's keys have none
 * @param protocol RESP 2, the default, or 3
 * @param replicas how many must have confirmed an insert before it counts; 0, the default: none is asked
 * @param replicaWait how long they are waited for; 1 s by default
 * @param sentinelLogin as whom to speak to the Sentinels
 * @param files what TLS is spoken with
 */
record UrlOptions(
        String prefix, int protocol, int replicas, Duration replicaWait, Login sentinelLogin, TlsFiles files) {
    static final UrlOptions DEFAULTS = new UrlOptions("", 2, 0, Duration.ofSeconds(1), Login.NONE, TlsFiles.NONE);

    private static final List<String> TLS_ONLY = List.of("ca", "cert", "key");
    private static final List<String> SENTINEL_ONLY = List.of("sentinelUser", "sentinelPassword");
    private static final List<String> ALL = all();
    private static final int MOST_REPLICAS = 100;
    private static final int LONGEST_WAIT_MILLIS = 60_000;

    private static List<String> all() {
        List<String> all = new ArrayList<>(List.of("prefix", "protocol", "wait", "waitTimeout"));
        all.addAll(TLS_ONLY);
        all.addAll(SENTINEL_ONLY);
        return List.copyOf(all);
    }

    static UrlOptions parse(@Nullable String query, boolean tls, boolean sentinel) {
        Map<String, String> given = given(query);
        onlyWith(given, TLS_ONLY, tls, "TLS, so rediss:// or rediss-sentinel://");
        onlyWith(given, SENTINEL_ONLY, sentinel, "Sentinels, so redis-sentinel:// or rediss-sentinel://");
        onlyWith(given, List.of("waitTimeout"), given.containsKey("wait"), "the parameter wait");
        onlyWith(
                given,
                List.of("sentinelUser"),
                given.containsKey("sentinelPassword"),
                "the parameter sentinelPassword");
        onlyWith(given, List.of("cert"), given.containsKey("key"), "the parameter key");
        onlyWith(given, List.of("key"), given.containsKey("cert"), "the parameter cert");
        return new UrlOptions(
                given.getOrDefault("prefix", DEFAULTS.prefix),
                new WholeNumber("protocol", 2, 3).of(given).orElse(DEFAULTS.protocol),
                new WholeNumber("wait", 1, MOST_REPLICAS).of(given).orElse(DEFAULTS.replicas),
                new WholeNumber("waitTimeout", 1, LONGEST_WAIT_MILLIS)
                        .of(given)
                        .map(Duration::ofMillis)
                        .orElse(DEFAULTS.replicaWait),
                new Login(given.get("sentinelUser"), given.get("sentinelPassword")),
                new TlsFiles(given.get("ca"), given.get("cert"), given.get("key")));
    }

    private static Map<String, String> given(@Nullable String query) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
            String[] pair = parameter.split("=", 2);
            if (!ALL.contains(pair[0]) || pair.length < 2) {
                throw RedisUrl.unreadable(
                        "it knows the parameters " + String.join(", ", ALL) + ", not " + pair[0], null);
            }
            if (given.put(pair[0], RedisUrl.decode(pair[1])) != null) {
                throw RedisUrl.unreadable("the parameter " + pair[0] + " is given twice", null);
            }
        }
        return given;
    }

    private static void onlyWith(Map<String, String> given, List<String> names, boolean there, String what) {
        Function<String, RuntimeException> refused =
                name -> RedisUrl.unreadable("the parameter " + name + " needs " + what, null);
        if (!there) {
            names.stream().filter(given::containsKey).findFirst().ifPresent(name -> {
                throw refused.apply(name);
            });
        }
    }

    /** A parameter that is a number. */
    private record WholeNumber(String name, int least, int most) {
        Optional<Integer> of(Map<String, String> given) {
            String text = given.get(name);
            if (text == null) {
                return Optional.empty();
            }
            if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
                throw RedisUrl.unreadable(
                        "the parameter " + name + " is a number from " + least + " to " + most + ", not " + text, null);
            }
            return Optional.of(Integer.parseInt(text));
        }
    }
}
