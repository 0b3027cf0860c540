package dev.sancho.redis;

import dev.sancho.job.Log;
import dev.sancho.store.Beat;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.OwnerEndedException;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.Signal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.Protocol.Command;

/** Begins, renews, ends and rescues owners. Thread-safe. */
final class Owners {
    private static final Log LOG = Log.of(Owners.class);
    private static final int SLICE = 500;

    private final Server server;
    private final Landings landings;
    /** What this machine's clock shows is told with each beat, to be compared with the server's. */
    private final InstantSource clock;

    private final Set<String> showedWork = ConcurrentHashMap.newKeySet();
    private final Troubles troubles;

    Owners(Server server, Landings landings) {
        this.server = server;
        this.landings = landings;
        this.clock = Objects.requireNonNullElse(server.settings.clock(), InstantSource.system());
        this.troubles = new Troubles(server, "this process cannot be shown to others");
    }

    Beat beat(ProcessRecord me, SeqRanges held) {
        int returned = 0;
        List<Signal> signals = new ArrayList<>();
        boolean more;
        do {
            List<?> reply = sendBeat(me, held);
            if (Keys.text(reply.get(0)).equals("ended")) {
                landings.forget(me.identity());
                return new Beat(true, 0, List.of());
            }
            int back = ((Long) reply.get(1)).intValue();
            returned += back;
            more = back > 0 && !Keys.text(reply.get(2)).isEmpty();
            troubles.tell(Keys.text(reply.get(3)));
            reply.subList(4, reply.size())
                    .forEach(word -> signal(Keys.text(word)).ifPresent(signals::add));
        } while (more);
        return new Beat(false, returned, signals);
    }

    private Optional<Signal> signal(String word) {
        Optional<Signal> signal = Signal.of(word);
        if (signal.isEmpty()) {
            LOG.warn("Redis at {}: this process was sent a signal that it does not know: {}", server.url, word);
        }
        return signal;
    }

    private List<?> sendBeat(ProcessRecord me, SeqRanges held) {
        Landings.Owner owner = landings.of(me.identity());
        boolean unsure = owner.unsure();
        List<byte[]> arguments = Server.list(me.identity());
        arguments.add(ranges(held));
        arguments.add(Keys.bytes(unsure ? "1" : ""));
        arguments.add(Landings.packed(owner.waiting()));
        arguments.add(Landings.packed(ProcessJson.fields(me, clock.instant())));
        arguments.add(ProcessJson.work(me));
        boolean work = !me.work().isEmpty();
        arguments.add(Keys.bytes(unsure || showedWork.contains(me.identity()) ? "1" : ""));
        List<?> reply = (List<?>) server.eval("beat", Script.BEAT, arguments);
        if (unsure) {
            owner.unsure(false);
        }
        if (work) {
            showedWork.add(me.identity());
        } else {
            showedWork.remove(me.identity());
        }
        return reply;
    }

    private static byte[] ranges(SeqRanges held) {
        Pack pack = new Pack().array(2 * held.ranges().size());
        held.ranges().forEach(range -> pack.number(range.first()).number(range.last()));
        return pack.done();
    }

    void leave(String owner) {
        landings.forget(owner);
        long left = leave(owner, List.of());
        while (left > 0) {
            List<Long> numbers = numbers(owner).reversed();
            for (int start = 0; start < numbers.size(); start += SLICE) {
                long before = left;
                left = leave(owner, numbers.subList(start, Math.min(start + SLICE, numbers.size())));
                if (left == before) {
                    return; // what cannot be put back is rescued later
                }
            }
        }
    }

    private long leave(String owner, List<Long> numbers) {
        List<byte[]> arguments = Server.list(owner);
        numbers.forEach(number -> arguments.add(Keys.bytes(number)));
        return (Long) server.eval("leave", Script.LEAVE, arguments);
    }

    private List<Long> numbers(String owner) {
        List<?> fields = (List<?>) server.call("read what is in flight", Command.HKEYS, server.keys.inFlight(owner));
        return fields.stream()
                .map(field -> Long.parseLong(Keys.text(field)))
                .sorted()
                .toList();
    }

    List<ClaimedJob> rescue(String rescuer, long firstSeq, int max) {
        List<byte[]> request = Server.list(rescuer);
        request.add(Keys.bytes(firstSeq));
        request.add(Keys.bytes(max));
        while (true) {
            List<?> found = rescue(request, "", List.of());
            if (!Keys.text(found.get(0)).equals("dead")) {
                return read(rescuer, found).jobs();
            }
            String dead = Keys.text(found.get(1));
            List<Long> numbers = numbers(dead);
            List<Long> first = numbers.subList(0, Math.min(numbers.size(), Math.min(max, Claims.SLICE)));
            List<ClaimedJob> jobs = read(rescuer, rescue(request, dead, first)).jobs();
            if (!jobs.isEmpty()) {
                return jobs;
            } // another rescuer was quicker: there may be more of other owners
        }
    }

    /** @param dead whose jobs of these numbers to take; empty asks who is dead */
    private List<?> rescue(List<byte[]> request, String dead, List<Long> numbers) {
        List<byte[]> arguments = new ArrayList<>(request);
        arguments.add(Keys.bytes(dead));
        numbers.forEach(number -> arguments.add(Keys.bytes(number)));
        return (List<?>) server.eval("rescue jobs", Script.RESCUE, arguments);
    }

    private ClaimReply read(String rescuer, List<?> reply) {
        ClaimReply read = ClaimReply.read(reply, 0);
        if (read.ended()) {
            landings.forget(rescuer);
            throw new OwnerEndedException(rescuer);
        }
        return read;
    }
}
