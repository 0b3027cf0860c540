package dev.sancho.sql;

import dev.sancho.job.WireTime;
import dev.sancho.store.Cells;
import dev.sancho.store.GroupView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what the features keep, and writes cells. */
record SqlCells(Database database, InstantSource clock) implements Cells {
    /** No name that begins with a prefix comes after the prefix and this, the last character there is. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    @Override
    public Optional<String> get(String cell) {
        return database.read("read a cell", session -> SqlFacts.cell(session, cell, now()));
    }

    @Override
    public boolean putIf(String cell, @Nullable String expected, @Nullable String value, Duration keep) {
        return database.write("write a cell", tx -> {
            boolean asExpected = SqlFacts.cell(tx.session, cell, tx.nowMicros).equals(Optional.ofNullable(expected));
            if (asExpected) {
                SqlFacts.putCell(tx, cell, value, keep);
            }
            return asExpected;
        });
    }

    @Override
    public Map<String, String> scan(String prefix, int max) {
        Map<String, String> found = new TreeMap<>();
        database.read(
                "read cells",
                session -> session.list(
                        Sql.CELL_SCAN,
                        row -> found.put(row.getString(1), row.getString(2)),
                        prefix,
                        prefix + LAST,
                        now(),
                        max));
        return found;
    }

    @Override
    public Optional<String> holder(String lock) {
        return database.read(
                "read a lock", session -> session.first(Sql.LOCK_HOLDER, row -> row.getString(1), lock, now()));
    }

    @Override
    public Optional<GroupView> group(String group) {
        return database.read("read a group", session -> SqlGroups.view(session, group, now()));
    }

    private long now() {
        return WireTime.toMicros(clock.instant());
    }
}
