package dev.sancho.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.Payload;
import dev.sancho.store.ClaimRequest;
import dev.sancho.store.ClaimRequest.ParkedShare;
import dev.sancho.store.Effect;
import dev.sancho.store.From;
import dev.sancho.store.Guard;
import dev.sancho.store.JobStore;
import dev.sancho.store.Move;
import dev.sancho.store.NewJob;
import dev.sancho.store.Place;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.StoredJob;
import dev.sancho.store.To;
import dev.sancho.tck.ManualClock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the contract cannot see: rows that are left behind, and rows that others write. */
class SqliteUpkeepTest {
    private static final String ME = "me:1";
    private static final Duration HOUR = Duration.ofHours(1);

    private final SqliteHarness harness = new SqliteHarness();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final JobStore store = harness.open(StoreSettings.DEFAULTS.withClock(clock));

    @AfterEach
    void close() {
        store.close();
        harness.close();
    }

    @Test
    void aForgottenGroupLeavesNoRow() throws SQLException {
        List<Effect> rules = List.of(new Effect.Open("g", List.of(), HOUR));
        store.move(List.of(new Move(From.Nothing.NOTHING, To.Gone.GONE, rules)));
        store.insert(IntStream.range(0, 1300).mapToObj(SqliteUpkeepTest::member).toList());
        assertThat(count("sancho_member")).isEqualTo(1300);

        clock.advance(HOUR);

        assertThat(store.prune(10)).isEqualTo(1);
        assertThat(count("sancho_member")).isZero();
        assertThat(count("sancho_group")).isZero();
    }

    private static NewJob member(int number) {
        NewJob job = OtherProcess.job("job" + number);
        return new NewJob(job.jid(), job.to(), List.of(new Guard.Join("g", "job" + number)));
    }

    @Test
    void aParkingKeyIsForgottenOnceNothingCanComeBackToIt() throws SQLException {
        store.insert(List.of(new NewJob("a", new To.Parked("key", Payload.of("a")))));
        store.beat(OtherProcess.process(ME), SeqRanges.NONE);
        store.claim(new ClaimRequest(ME, 1, 1, List.of(), List.of(new ParkedShare("key", "q", 1)), Duration.ZERO));

        store.prune(10);
        store.leave(ME);

        assertThat(store.browser().page(new Place.Parked("key"), 0, 10))
                .extracting(StoredJob::payload)
                .containsExactly(Payload.of("a"));
        store.move(List.of(new Move(new From.Parked("key", "a", Payload.of("a"), "op"), To.Gone.GONE)));
        store.prune(10);
        assertThat(count("sancho_place WHERE kind = 'parked'")).isZero();
    }

    @Test
    void aRowThatAnotherProgramWritesIsClaimed() throws SQLException {
        store.beat(OtherProcess.process(ME), SeqRanges.NONE);
        store.insert(List.of(OtherProcess.job("a")));
        execute("INSERT INTO sancho_job (place, position, payload)"
                + " SELECT place, position + 1, x'ff' FROM sancho_job WHERE payload = CAST('a' AS BLOB)");

        assertThat(store.claim(new ClaimRequest(ME, 1, 10, List.of("q"))))
                .extracting(job -> job.payload())
                .containsExactly(Payload.of("a"), Payload.of(new byte[] {(byte) 0xff}));
    }

    private void execute(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(SqliteUrl.PREFIX + harness.file());
                Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    private int count(String table) throws SQLException {
        try (Connection connection = DriverManager.getConnection(SqliteUrl.PREFIX + harness.file());
                Statement one = connection.createStatement();
                ResultSet rows = one.executeQuery("SELECT count(*) FROM " + table)) {
            return rows.next() ? rows.getInt(1) : -1;
        }
    }
}
