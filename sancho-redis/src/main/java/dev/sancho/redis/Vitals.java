package dev.sancho.redis;

import dev.sancho.store.Finding;
import dev.sancho.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import redis.clients.jedis.Protocol.Command;

/**
 * What a server tells of itself.
 *
 * @param info the fields of INFO
 * @param save the setting {@code save}; not known where CONFIG is not allowed
 */
record Vitals(Map<String, String> info, String save) {
    private static final String NOT_KNOWN = "?";
    private static final double NEARLY = 0.9;

    static Vitals read(Server server) {
        return new Vitals(of(Keys.text(server.call("look at the server", Command.INFO))), save(server));
    }

    private static String save(Server server) {
        try {
            Object told = server.call("look at the server", Command.CONFIG, Keys.bytes("GET"), Keys.bytes("save"));
            return RedisBrowser.map(told).getOrDefault("save", NOT_KNOWN);
        } catch (StoreException notAllowed) {
            return NOT_KNOWN;
        }
    }

    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        String other = text("valkey_version", "");
        facts.put("server", other.isEmpty() ? "Redis " + text("redis_version", NOT_KNOWN) : "Valkey " + other);
        long most = number("maxmemory");
        facts.put("memory", megabytes(number("used_memory")) + (most == 0 ? ", no limit" : " of " + megabytes(most)));
        facts.put("kept on disk", kept() ? String.join(" and ", ways()) : "nothing");
        return facts;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        role(findings);
        disk(findings);
        memory(findings);
        clients(findings);
        return findings;
    }

    private void role(List<Finding> findings) {
        String version = text("redis_version", NOT_KNOWN);
        if (version.matches("[0-6]\\..*")) {
            findings.add(RedisKinds.OLD.found("Redis " + version, List.of("redis_version: " + version)));
        }
        if (text("role", "master").equals("slave")) {
            findings.add(RedisKinds.REPLICA.found(
                    "The primary is " + text("master_host", NOT_KNOWN) + ":" + text("master_port", NOT_KNOWN),
                    List.of("role: slave", "master_link_status: " + text("master_link_status", NOT_KNOWN))));
        }
        if (number("cluster_enabled") == 1) {
            findings.add(RedisKinds.CLUSTER.found("The server is in cluster mode", List.of("cluster_enabled: 1")));
        }
    }

    private void disk(List<Finding> findings) {
        if (!kept()) {
            findings.add(RedisKinds.NOT_KEPT.found(
                    "Neither the append-only file nor snapshots are switched on",
                    List.of("appendonly: no", "save: \"\"", "replicas connected: " + number("connected_slaves"))));
        }
        List<String> failed = new ArrayList<>();
        for (String status : List.of("rdb_last_bgsave_status", "aof_last_write_status", "aof_last_bgrewrite_status")) {
            if (!text(status, "ok").equals("ok")) {
                failed.add(status + ": " + text(status, NOT_KNOWN));
            }
        }
        if (!failed.isEmpty()) {
            findings.add(RedisKinds.SAVING_FAILS.found("Writing to disk failed", failed));
        }
    }

    private boolean kept() {
        return !ways().isEmpty() || save.equals(NOT_KNOWN);
    }

    private List<String> ways() {
        List<String> ways = new ArrayList<>();
        if (number("aof_enabled") == 1) {
            ways.add("append-only file");
        }
        if (!save.isEmpty()) {
            ways.add(save.equals(NOT_KNOWN) ? "perhaps snapshots" : "snapshots (save " + save + ")");
        }
        return ways;
    }

    private void memory(List<Finding> findings) {
        String policy = text("maxmemory_policy", "noeviction");
        long most = number("maxmemory");
        long used = number("used_memory");
        if (!policy.equals("noeviction")) {
            findings.add(RedisKinds.EVICTION.found(
                    "The maxmemory-policy is " + policy,
                    List.of(
                            "maxmemory: " + (most == 0 ? "none, so nothing is deleted yet" : megabytes(most)),
                            "keys deleted so far: " + number("evicted_keys"))));
        }
        if (most > 0 && used > NEARLY * most) {
            findings.add(RedisKinds.MEMORY.found(
                    megabytes(used) + " of " + megabytes(most) + " are used",
                    List.of("used_memory: " + used, "maxmemory: " + most)));
        }
    }

    private void clients(List<Finding> findings) {
        long most = number("maxclients");
        long connected = number("connected_clients");
        if (most > 0 && connected > NEARLY * most) {
            findings.add(RedisKinds.CLIENTS.found(
                    connected + " of " + most + " connections are in use",
                    List.of("refused so far: " + number("rejected_connections"))));
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }

    private String text(String field, String otherwise) {
        return info.getOrDefault(field, otherwise);
    }

    private long number(String field) {
        try {
            return Long.parseLong(text(field, "0"));
        } catch (NumberFormatException unheardOf) {
            return 0;
        }
    }

    static Map<String, String> of(String info) {
        Map<String, String> fields = new HashMap<>();
        for (String line : info.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1));
            }
        }
        return fields;
    }
}
