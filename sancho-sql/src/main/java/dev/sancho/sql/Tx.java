package dev.sancho.sql;

import dev.sancho.job.WireTime;
import dev.sancho.store.StoreSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** What one write transaction knows: its time, its places and owners, and the sums it writes once at its end. Used by one thread. */
final class Tx {
    /** The total of a counter stands under this day. */
    static final String EVER = "";

    private static final Duration LONGEST_KEEP = Duration.ofDays(365_000);

    final Session session;
    final Instant now;
    final long nowMicros;
    final SqlPlaces places;
    final SqlOwners owners;
    private final Map<String, Long> sums = new TreeMap<>();
    private boolean jobsCame;

    Tx(Session session, Instant now, StoreSettings settings) {
        this.session = session;
        this.now = now.truncatedTo(ChronoUnit.MICROS);
        this.nowMicros = WireTime.toMicros(now);
        this.places = new SqlPlaces(this, settings);
        this.owners = new SqlOwners(this, settings.lease());
    }

    /** The microsecond from which something kept that long is forgotten. */
    long until(Duration keep) {
        return WireTime.toMicros(now.plus(keep.compareTo(LONGEST_KEEP) > 0 ? LONGEST_KEEP : keep));
    }

    void add(String counter, long by) {
        sums.merge(counter, by, Long::sum);
    }

    /** A job has come to where it can be claimed. */
    void jobCame() {
        jobsCame = true;
    }

    boolean jobsCame() {
        return jobsCame;
    }

    /** The last step before the commit. */
    void writeSums() throws SQLException {
        owners.writeLeases();
        String today = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
        for (Map.Entry<String, Long> sum : sums.entrySet()) {
            session.update(Sql.COUNTER_ADD, sum.getKey(), EVER, sum.getValue());
            session.update(Sql.COUNTER_ADD, sum.getKey(), today, sum.getValue());
        }
    }
}
