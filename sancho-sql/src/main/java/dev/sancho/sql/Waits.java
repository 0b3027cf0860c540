package dev.sancho.sql;

import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimedJob;
import dev.sancho.store.Place;
import dev.sancho.store.StoreException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Claims, and waits for jobs where there are none. Thread-safe. */
final class Waits implements AutoCloseable {
    private final Dialect dialect;
    private final Database database;
    private final Doorbell bell;
    private final ReentrantLock starting = new ReentrantLock();
    private @Nullable AutoCloseable watch;

    Waits(Dialect dialect, Database database) {
        this.dialect = dialect;
        this.database = database;
        this.bell = database.bell();
    }

    private record Attempt(List<ClaimedJob> jobs, boolean repeated) {}

    List<ClaimedJob> claim(ClaimRequest request) {
        long seen = bell.rings();
        Attempt first = database.write("claim jobs", tx -> {
            SqlClaims claims = new SqlClaims(tx);
            Optional<List<ClaimedJob>> again = claims.again(request.owner(), request.firstSeq(), request.max());
            return again.isPresent() ? new Attempt(again.get(), true) : new Attempt(claims.claim(request), false);
        });
        long wait = TimeUnit.NANOSECONDS.convert(request.waitUpTo());
        return wait <= 0 || first.repeated() || !first.jobs().isEmpty() ? first.jobs() : await(request, seen, wait);
    }

    private List<ClaimedJob> await(ClaimRequest request, long seenBefore, long nanos) {
        startWatch();
        try {
            long seen = seenBefore;
            for (long left = bell.await(seen, nanos); left > 0; left = bell.await(seen, left)) {
                seen = bell.rings();
                List<ClaimedJob> jobs = anyFor(request)
                        ? database.write("claim jobs", tx -> new SqlClaims(tx).claim(request))
                        : List.of();
                if (!jobs.isEmpty()) {
                    return jobs;
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (StoreException failed) {
            if (!bell.closed()) {
                throw failed;
            }
        }
        return List.of();
    }

    /** Asked without a turn: many are woken for one job. */
    private boolean anyFor(ClaimRequest request) {
        return database.read("look for jobs", session -> {
            for (ClaimRequest.ParkedShare share : request.parked()) {
                if (any(session, new Place.Parked(share.key()), share.queue())) {
                    return true;
                }
            }
            for (String queue : request.queues()) {
                if (any(session, new Place.Queue(queue), queue)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static boolean any(Session session, Place place, String queue) throws SQLException {
        return session.any(Sql.ANY_WAITING, PlaceKind.of(place).column, PlaceKind.name(place), queue);
    }

    private void startWatch() {
        starting.lock();
        try {
            if (watch == null && !bell.closed()) {
                watch = dialect.watch(bell);
            }
        } catch (SQLException failed) {
            throw dialect.explain("wait for jobs", failed);
        } finally {
            starting.unlock();
        }
    }

    /** Those who wait return with nothing. */
    @Override
    public void close() {
        bell.close();
        starting.lock();
        try {
            if (watch != null) {
                watch.close();
            }
        } catch (Exception failed) {
            throw new StoreException("Could not stop waiting for jobs: " + failed.getMessage(), false, failed);
        } finally {
            watch = null;
            starting.unlock();
        }
    }
}
