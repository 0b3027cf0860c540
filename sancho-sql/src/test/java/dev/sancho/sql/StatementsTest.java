package dev.sancho.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.store.StoreSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What SQLite makes of the statements, and whether each says what it is for. */
class StatementsTest {
    /** These look at every place or owner, which are few. */
    private static final Set<Sql> SMALL_TABLES = EnumSet.of(
            Sql.PLACES,
            Sql.PROCESSES,
            Sql.OWNERS_DEAD,
            Sql.OWNERS_FORGET,
            Sql.PRUNE_PLACES,
            Sql.SCHEMA_VERSION,
            Sql.PAUSES,
            Sql.SIGNALS_PRUNE);

    private final SqliteHarness harness = new SqliteHarness();
    private final Statements statements = Statements.load("sqlite");

    @AfterEach
    void close() {
        harness.close();
    }

    @ParameterizedTest
    @EnumSource
    void walksAnIndex(Sql statement) throws SQLException {
        harness.open(StoreSettings.DEFAULTS).close();

        List<String> scans = plan(statement).stream()
                .filter(step -> step.startsWith("SCAN"))
                .filter(step -> !SMALL_TABLES.contains(statement) || step.contains("sancho_job"))
                .toList();

        assertThat(scans).isEmpty();
    }

    @Test
    void findsAClaimInTheOrderOfTheIndex() throws SQLException {
        harness.open(StoreSettings.DEFAULTS).close();

        assertThat(plan(Sql.CLAIM_PICK)).containsExactly("SEARCH sancho_job USING INDEX sancho_job_order (place=?)");
        assertThat(plan(Sql.SET_FIND).getFirst()).contains("sancho_job_in_set (place=? AND hash=?)");
    }

    private List<String> plan(Sql statement) throws SQLException {
        if (statement == Sql.SCHEMA_TABLE) {
            return List.of();
        }
        List<String> steps = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(SqliteUrl.PREFIX + harness.file());
                Statement explain = connection.createStatement();
                ResultSet rows = explain.executeQuery("EXPLAIN QUERY PLAN " + statements.text(statement))) {
            while (rows.next()) {
                steps.add(rows.getString("detail"));
            }
        }
        return steps;
    }

    @Test
    void eachSaysWhatItIsFor() {
        for (String file : List.of("jobs.sql", "owners.sql", "facts.sql", "browse.sql", "schema.sql")) {
            String[] sections = Statements.resource("sqlite/" + file).split("(?m)^--: ", -1);

            assertThat(sections[0]).as(file).startsWith("-- ");
            assertThat(List.of(sections).subList(1, sections.length))
                    .allSatisfy(section -> assertThat(section)
                            .containsSubsequence("\n-- ", "\n-- Parameters: ", "\n-- Result: ", "\n-- Atomic: "));
        }
    }
}
