package dev.sancho.redis;

import static java.util.stream.Collectors.toMap;

import dev.sancho.store.Finding;
import dev.sancho.store.ProcessRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import redis.clients.jedis.Protocol.Command;

/** Who is in the set of processes, and what each one's record tells. Thread-safe. */
record Roll(Server server) {
    /** How long any Sidekiq lets a record live after each beat. */
    private static final Duration KEPT = Duration.ofSeconds(60);

    private static final Duration STALE = Duration.ofMinutes(2);
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);
    private static final int READS_CONCURRENCY_ELSEWHERE = 8;

    /**
     * A member of the set.
     *
     * @param hash its record; empty if there is none, or it is no hash
     * @param expires when the record does, in milliseconds from now; -1 if never, -2 if there is none
     */
    private record Member(String identity, Map<String, String> hash, long expires) {
        ProcessRecord process() {
            return ProcessJson.read(identity, hash, Map.of());
        }

        boolean gone() {
            return expires == -2;
        }

        /** The time of the beat by the process's own clock. */
        Instant told() {
            return hash.containsKey(ProcessJson.CLOCK)
                    ? Micros.ofScore(hash.getOrDefault(ProcessJson.CLOCK, "0"))
                    : beat();
        }

        Instant beat() {
            return Micros.ofScore(hash.getOrDefault("beat", "0"));
        }
    }

    List<Finding> findings() {
        List<Member> members = members();
        Instant now = server.now();
        List<Finding> findings = new ArrayList<>();
        unrecorded(members, findings);
        stale(members, now, findings);
        clocks(members, now, findings);
        versions(members, findings);
        return findings;
    }

    private List<Member> members() {
        List<String> names = ((List<?>) server.call("list the processes", Command.SMEMBERS, server.keys.processes()))
                .stream().map(Keys::text).sorted().toList();
        List<Server.Request> requests = new ArrayList<>();
        for (String identity : names) {
            requests.add(Server.Request.of(Command.HGETALL, server.keys.process(identity)));
            requests.add(Server.Request.of(Command.PTTL, server.keys.process(identity)));
        }
        List<Object> answers = server.pipeline("read the processes", requests);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            long expires = answers.get(2 * i + 1) instanceof Long millis ? millis : -1;
            members.add(new Member(names.get(i), RedisBrowser.map(answers.get(2 * i)), expires));
        }
        return members;
    }

    private static void unrecorded(List<Member> members, List<Finding> findings) {
        List<String> gone =
                members.stream().filter(Member::gone).map(Member::identity).toList();
        if (!gone.isEmpty()) {
            findings.add(RedisKinds.PROCESS_UNRECORDED.found(
                    "Members of the set processes without a record: " + gone.size() + " of " + members.size(), gone));
        }
    }

    /** Takes the members that have no record out; one that lives after all is back with its next beat. */
    List<String> strike() {
        List<String> struck = new ArrayList<>();
        for (Member member : members()) {
            if (member.gone()
                    && server.call(
                                    "strike out a process",
                                    Command.SREM,
                                    server.keys.processes(),
                                    Keys.bytes(member.identity()))
                            .equals(1L)) {
                struck.add("Took " + member.identity() + " out of the set processes");
            }
        }
        return struck;
    }

    private static void stale(List<Member> members, Instant now, List<Finding> findings) {
        List<String> stale = members.stream()
                .filter(member -> !member.hash().isEmpty() && member.expires() < 0)
                .filter(member -> member.beat().plus(STALE).isBefore(now))
                .map(member -> member.identity() + ": last renewed " + member.beat())
                .toList();
        if (!stale.isEmpty()) {
            findings.add(RedisKinds.PROCESS_STALE.found("Records that stay for ever: " + stale.size(), stale));
        }
    }

    /** A record says when it was written by the writer's clock, and by what is left until it expires by the server's. */
    private static void clocks(List<Member> members, Instant now, List<Finding> findings) {
        List<String> skewed = new ArrayList<>();
        for (Member member : members) {
            Instant written = now.minus(KEPT).plusMillis(member.expires());
            Duration ahead = Duration.between(written, member.told());
            if (member.expires() > 0
                    && member.hash().containsKey("beat")
                    && ahead.abs().compareTo(CLOCKS_DIFFER) > 0) {
                skewed.add(String.format(
                        Locale.ROOT,
                        "%s: %.1f s %s the server's clock",
                        member.identity(),
                        ahead.abs().toMillis() / 1000.0,
                        ahead.isNegative() ? "behind" : "ahead of"));
            }
        }
        if (!skewed.isEmpty()) {
            findings.add(RedisKinds.CLOCK_SKEW.found(
                    "Processes whose clocks are off: " + skewed.size() + " of " + members.size(), skewed));
        }
    }

    private static void versions(List<Member> members, List<Finding> findings) {
        Map<String, Integer> majors = members.stream()
                .filter(member -> !member.hash().isEmpty())
                .filter(member -> !member.process().bySancho())
                .collect(
                        toMap(Member::identity, member -> major(member.process().version())));
        List<String> newer = majors.keySet().stream()
                .filter(identity -> majors.getOrDefault(identity, 0) >= READS_CONCURRENCY_ELSEWHERE)
                .toList();
        if (!newer.isEmpty() && newer.size() < majors.size()) {
            long bare = members.stream()
                    .filter(member -> newer.contains(member.identity()))
                    .filter(member -> !member.hash().getOrDefault("info", "").contains("\"concurrency\""))
                    .count();
            findings.add(RedisKinds.SIDEKIQ_MIXED.found(
                    "Processes of Sidekiq 8: " + newer.size() + ", of 7 or older: " + (majors.size() - newer.size()),
                    List.of(
                            "8 writes times in milliseconds: 7 and older show them in the year 58864",
                            "records of 8 without concurrency where 7 looks for it, whose Busy page then fails: "
                                    + bare)));
        }
    }

    /** 0 of those up to 6, which tell no version. */
    private static int major(String version) {
        return version.matches("\\d{1,4}\\..*") ? Integer.parseInt(version.substring(0, version.indexOf('.'))) : 0;
    }
}
