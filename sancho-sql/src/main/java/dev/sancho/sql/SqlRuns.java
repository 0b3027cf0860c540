package dev.sancho.sql;

import dev.sancho.job.WireTime;
import dev.sancho.store.Histogram;
import dev.sancho.store.RunReport;
import dev.sancho.store.RunReport.TypeRuns;
import dev.sancho.store.RunTotals;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs by minute and job type, within a transaction. */
record SqlRuns(Tx tx) {
    private static final Duration OPERATIONS_KEPT = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofHours(8);

    void add(RunReport report) throws SQLException {
        if (tx.session.any(Sql.OPERATION_KNOWN, report.operation(), tx.nowMicros)) {
            return;
        }
        long minute = minute(tx.now);
        for (Map.Entry<String, TypeRuns> type : report.runs().entrySet()) {
            TypeRuns before = tx.session
                    .first(
                            Sql.RUNS_FIND,
                            row -> new TypeRuns(
                                    new RunTotals(row.getLong(1), row.getLong(2), row.getLong(3)),
                                    histogram(row.getString(4))),
                            minute,
                            type.getKey())
                    .orElse(new TypeRuns(new RunTotals(0, 0, 0), Histogram.NONE));
            put(minute, type.getKey(), before.plus(type.getValue()));
        }
        tx.session.update(Sql.OPERATION_REMEMBER, report.operation(), tx.until(OPERATIONS_KEPT));
    }

    private void put(long minute, String type, TypeRuns runs) throws SQLException {
        RunTotals totals = runs.totals();
        String lengths = runs.lengths().counts().stream().map(String::valueOf).collect(Collectors.joining(" "));
        tx.session.update(Sql.RUNS_PUT, minute, type, totals.processed(), totals.failed(), totals.millis(), lengths);
    }

    int prune() throws SQLException {
        return tx.session.update(Sql.RUNS_PRUNE, minute(tx.now.minus(KEPT)));
    }

    static Map<Instant, Map<String, RunTotals>> totals(Session session, Instant from, Instant until)
            throws SQLException {
        Map<Instant, Map<String, RunTotals>> found = new TreeMap<>();
        session.list(
                Sql.RUNS_BETWEEN,
                row -> found.computeIfAbsent(WireTime.ofMicros(row.getLong(1)), first -> new TreeMap<>())
                        .put(row.getString(2), new RunTotals(row.getLong(3), row.getLong(4), row.getLong(5))),
                minute(from),
                WireTime.toMicros(until));
        return found;
    }

    static Histogram lengths(Session session, String type, Instant from, Instant until) throws SQLException {
        return session
                .list(
                        Sql.RUNS_LENGTHS,
                        row -> histogram(row.getString(1)),
                        type,
                        minute(from),
                        WireTime.toMicros(until))
                .stream()
                .reduce(Histogram.NONE, Histogram::plus);
    }

    private static Histogram histogram(String counts) {
        return new Histogram(Stream.of(counts.split(" ")).map(Long::valueOf).toList());
    }

    private static long minute(Instant time) {
        return WireTime.toMicros(time.truncatedTo(ChronoUnit.MINUTES));
    }
}
