package dev.sancho.store;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Owner ids, their leases and what each has in flight. Confined by the store's lock. */
final class MemoryOwners {
    /** How long an ended owner's id is remembered: longer than any message of its own can be under way. */
    static final Duration REMEMBERED = Duration.ofDays(7);

    private final NavigableMap<String, Owner> owners = new TreeMap<>();
    private final Duration lease;

    MemoryOwners(Duration lease) {
        this.lease = lease;
    }

    /** One owner id, from its first beat until it is forgotten. */
    static final class Owner {
        final String id;
        final NavigableMap<Long, ClaimedJob> inFlight = new TreeMap<>();
        final List<Signal> signals = new ArrayList<>();
        Instant leaseUntil = Instant.MIN;
        long highestSeq;

        @Nullable
        Instant endedAt;

        @Nullable
        ProcessRecord record;

        Owner(String id) {
            this.id = id;
        }

        boolean ended() {
            return endedAt != null;
        }

        boolean expired(Instant now) {
            return !leaseUntil.isAfter(now);
        }

        void end(Instant now) {
            endedAt = now;
            record = null;
        }
    }

    Collection<Owner> all() {
        return owners.values();
    }

    Optional<Owner> find(String id) {
        return Optional.ofNullable(owners.get(id));
    }

    Owner begin(String id) {
        return owners.computeIfAbsent(id, Owner::new);
    }

    /** The owner, if it has begun and not ended. */
    Owner living(String id) {
        return find(id).filter(owner -> !owner.ended()).orElseThrow(() -> new OwnerEndedException(id));
    }

    void renew(Owner owner, Instant now) {
        owner.leaseUntil = now.plus(lease);
    }

    /** Another owner whose lease has run out and who holds jobs, the longest dead first; those on the way who hold none are ended. */
    Optional<Owner> dead(String rescuer, Instant now) {
        List<Owner> expired = owners.values().stream()
                .filter(owner -> owner.expired(now) && !owner.id.equals(rescuer))
                .filter(owner -> !(owner.ended() && owner.inFlight.isEmpty()))
                .sorted(comparing((Owner owner) -> owner.leaseUntil).thenComparing(owner -> owner.id))
                .toList();
        for (Owner owner : expired) {
            if (!owner.ended()) {
                owner.end(now);
            }
            if (!owner.inFlight.isEmpty()) {
                return Optional.of(owner);
            }
        }
        return Optional.empty();
    }

    int prune(int max, Instant now) {
        List<String> over = new ArrayList<>();
        for (Owner owner : owners.values()) {
            Instant ended = owner.endedAt;
            if (over.size() < max
                    && ended != null
                    && owner.inFlight.isEmpty()
                    && !ended.plus(REMEMBERED).isAfter(now)) {
                over.add(owner.id);
            }
        }
        over.forEach(owners::remove);
        return over.size();
    }
}
