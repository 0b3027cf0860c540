package dev.sancho.redis;

import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimRequest.ParkedShare;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.OwnerEndedException;
import dev.sancho.store.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Claims jobs, and waits for them on the server when there are none. Thread-safe. */
final class Claims {
    /** What one script call moves at most: a millisecond or two of the server's time. */
    static final int SLICE = 1_000;

    /** How soon a queue that is paused is looked at again: the end of a pause is told to nobody. */
    private static final long PAUSED_NANOS = Duration.ofMillis(900).toNanos();

    private final Server server;
    private final Landings landings;
    private final Troubles troubles;

    Claims(Server server, Landings landings) {
        this.server = server;
        this.landings = landings;
        this.troubles = new Troubles(server, "a key cannot be looked into for jobs and is left out");
    }

    List<ClaimedJob> claim(ClaimRequest request) {
        long deadline = System.nanoTime() + nanos(request.waitUpTo());
        boolean waits = deadline - System.nanoTime() > 0;
        Landings.Owner owner = landings.of(request.owner());
        List<String> waitedFor = waits ? owner.unknown(landings.waitedFor(request.queues())) : List.of();
        ClaimReply reply = ask(request, new Look("new", owner.unsure(), waitedFor));
        if (!reply.jobs().isEmpty() || reply.again() || !waits) {
            return reply.jobs();
        }
        owner.known(landings.waitedFor(request.queues()));
        while (deadline - System.nanoTime() > 0 && !Thread.currentThread().isInterrupted() && !landings.closed()) {
            reply = waitAndAsk(request, reply.paused(), deadline);
            if (!reply.jobs().isEmpty()) {
                return reply.jobs();
            }
        }
        return List.of();
    }

    private ClaimReply waitAndAsk(ClaimRequest request, List<String> paused, long deadline) {
        List<String> open = new ArrayList<>(request.queues());
        open.removeAll(paused);
        long soon = paused.isEmpty() ? deadline : Math.min(deadline, System.nanoTime() + PAUSED_NANOS);
        try (Landings.Wait wait = landings.begin(request.owner(), open)) {
            Landings.Ended ended = wait.untilLandedOr(soon);
            if (ended == Landings.Ended.INTERRUPTED || landings.closed()) {
                return ClaimReply.NOTHING;
            }
            // A wait that ran out saw every queue empty, but for those that only asking looks into.
            if (ended == Landings.Ended.RAN_OUT && wait.sawAll() && paused.isEmpty()) {
                return ClaimReply.NOTHING;
            }
            ClaimReply reply = ask(request, new Look("more", ended != Landings.Ended.RAN_OUT, List.of()));
            wait.takenIn(request.max());
            if (reply.jobs().isEmpty()) {
                wait.check();
            }
            return reply;
        }
    }

    /**
     * How to look for jobs.
     *
     * @param mode whether this is a new request or the same asked on
     * @param intoLandings whether something may have landed
     * @param waitedFor the queues that are about to be waited for
     */
    private record Look(String mode, boolean intoLandings, List<String> waitedFor) {
        Look as(String otherMode) {
            return new Look(otherMode, intoLandings, waitedFor);
        }
    }

    /** The part of a request that one script call serves; {@code left} counts it and all that comes after it. */
    private record Slice(long firstSeq, int size, int left) {
        static Slice of(ClaimRequest request, int done) {
            int left = request.max() - done;
            return new Slice(request.firstSeq() + done, Math.min(SLICE, left), left);
        }
    }

    /** Asks in slices that no script runs long on. */
    private ClaimReply ask(ClaimRequest request, Look look) {
        List<ClaimedJob> jobs = new ArrayList<>();
        ClaimReply reply;
        String next = look.mode();
        int done = 0;
        do {
            Slice slice = Slice.of(request, done);
            List<byte[]> arguments = arguments(request, slice, look.as(next), jobs);
            reply = ClaimReply.read(server.eval("claim jobs", Script.CLAIM, arguments), slice.firstSeq());
            if (reply.ended()) {
                landings.forget(request.owner());
                throw new OwnerEndedException(request.owner());
            }
            reply.troubles().forEach(troubles::tell);
            jobs.addAll(reply.jobs());
            next = reply.again() && look.mode().equals("new") ? "new" : "more";
            done += slice.size();
        } while (done < request.max() && (reply.again() || reply.jobs().size() == SLICE));
        return new ClaimReply(false, reply.again(), jobs, List.of(), reply.paused());
    }

    private static List<byte[]> arguments(ClaimRequest request, Slice slice, Look look, List<ClaimedJob> given) {
        List<byte[]> arguments = new ArrayList<>(12 + request.queues().size());
        arguments.add(Keys.bytes(request.owner()));
        arguments.add(Keys.bytes(slice.firstSeq()));
        arguments.add(Keys.bytes(slice.size()));
        arguments.add(Keys.bytes(slice.left()));
        arguments.add(Keys.bytes(look.mode()));
        arguments.add(Keys.bytes(look.intoLandings() ? "1" : ""));
        arguments.add(Keys.bytes(request.parked().size()));
        for (ParkedShare share : request.parked()) {
            long had = given.stream()
                    .filter(job -> job.origin().equals(new Place.Parked(share.key())))
                    .count();
            arguments.add(Keys.bytes(share.key()));
            arguments.add(Keys.bytes(Math.max(0, share.max() - had)));
            arguments.add(Keys.bytes(share.queue()));
        }
        arguments.add(Keys.bytes(request.queues().size()));
        request.queues().forEach(queue -> arguments.add(Keys.bytes(queue)));
        look.waitedFor().forEach(queue -> arguments.add(Keys.bytes(queue)));
        return arguments;
    }

    private static long nanos(Duration wait) {
        return wait.compareTo(Duration.ofDays(365)) > 0 ? Duration.ofDays(365).toNanos() : wait.toNanos();
    }
}
