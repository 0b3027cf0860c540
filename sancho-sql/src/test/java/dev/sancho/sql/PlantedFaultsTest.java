package dev.sancho.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.tck.RandomOps;
import dev.sancho.tck.RandomOps.Finding;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract suite's random operations find faults: each of these is planted by altering one statement, and found. */
class PlantedFaultsTest {
    private static final long SEED = 42;
    private static final int OPERATIONS = 20_000;
    private static final int SHORT = 8;

    enum Fault {
        FINISH_COUNTS_THOUGH_NOTHING_WAS_REMOVED(
                Sql.HELD_FINISH, "INSERT INTO sancho_signal (owner, what) VALUES (?, ?)"),
        FINISH_DOES_NOT_ASK_WHETHER_THE_OWNER_HAS_ENDED(Sql.OWNER_FIND, """
                SELECT o.place, o.lease_until, o.highest_seq, 0 FROM sancho_place p JOIN sancho_owner o ON o.place = p.id
                WHERE p.kind = 'owner' AND p.name = ?"""),
        PROMOTION_LEAVES_THE_JOB_IN_ITS_SET(Sql.JOB_REMOVE, "DELETE FROM sancho_job WHERE id = ? AND hash IS NULL"),
        PROMOTION_TAKES_THE_NEWEST_FIRST(
                Sql.SET_DUE,
                "SELECT id, payload FROM sancho_job WHERE place = ? AND position <= ? ORDER BY position DESC, payload LIMIT ?"),
        COUNT_IS_LOST(
                Sql.COUNTER_ADD,
                "INSERT INTO sancho_counter (name, day, value) VALUES (?, ?, ?) ON CONFLICT (name, day) DO NOTHING"),
        RULE_APPLIES_TWICE(Sql.RULE_TAKE, "SELECT rule FROM sancho_rule WHERE grp = ? AND position = ?"),
        JOB_IS_RESCUED_TWICE(Sql.RESCUE_TAKE, "UPDATE sancho_job SET origin = coalesce(origin, ? + ?) WHERE id = ?"),
        LOCK_IS_STRANDED(Sql.LOCK_FREE, "DELETE FROM sancho_lock WHERE name = ? AND holder = ? AND until <= ?"),
        LOCK_IS_FREED_BY_A_STRANGER(
                Sql.LOCK_FREE, "DELETE FROM sancho_lock WHERE name = ? AND holder <> ? || '.' AND until > ?"),
        JOBS_ARE_PUT_BACK_IN_THE_WRONG_ORDER(
                Sql.HELD_ALL, "SELECT id, position FROM sancho_job WHERE place = ? ORDER BY position"),
        QUEUE_IS_CLAIMED_FROM_ITS_END(
                Sql.CLAIM_PICK, "SELECT id, payload FROM sancho_job WHERE place = ? ORDER BY position DESC LIMIT ?"),
        CLAIM_SENT_TWICE_TAKES_TWICE(
                Sql.OWNER_RENEW,
                "UPDATE sancho_owner SET lease_until = ?, highest_seq = highest_seq + min(0, ?) WHERE place = ?"),
        LEASE_IS_NOT_RENEWED(
                Sql.OWNER_RENEW,
                "UPDATE sancho_owner SET lease_until = min(lease_until, ?), highest_seq = ? WHERE place = ?"),
        OPERATION_IS_NOT_REMEMBERED(
                Sql.OPERATION_REMEMBER, "INSERT INTO sancho_operation (name, until) VALUES (? || 'x', ?)");

        private final Sql statement;
        private final String text;

        Fault(Sql statement, String text) {
            this.statement = statement;
            this.text = text;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFoundAndShrunk(Fault fault) {
        RandomOps ops =
                new RandomOps(() -> new SqliteHarness(statements -> statements.with(fault.statement, fault.text)));

        Optional<Finding> finding = ops.search(SEED, OPERATIONS);

        assertThat(finding).isPresent();
        assertThat(finding.get().script()).as("%s", finding.get()).hasSizeLessThanOrEqualTo(SHORT);
    }
}
