package dev.sancho.sql;

import dev.sancho.job.WireTime;
import dev.sancho.store.Cells;
import dev.sancho.store.GroupView;
import dev.sancho.store.HeldLock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what the features keep, and writes cells. */
record SqlCells(Database database, InstantSource clock) implements Cells {
    /** No name that begins with a prefix comes after the prefix and this, the last character there is. */
    private static final int PAGE = 200;

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

    @Override
    public Stream<HeldLock> locks() {
        return paged(Sql.LOCKS_AFTER, row -> new HeldLock(row.getString(1), row.getString(2)), HeldLock::key);
    }

    @Override
    public Stream<String> groups() {
        return paged(Sql.GROUPS_AFTER, row -> row.getString(1), name -> name);
    }

    /** Page after page, each by its own read, so that nothing is held open between them. */
    private <T> Stream<T> paged(Sql page, Session.Row<T> reader, Function<T, String> name) {
        return Stream.iterate(
                        page(page, reader, ""),
                        found -> !found.isEmpty(),
                        found -> found.size() < PAGE ? List.of() : page(page, reader, name.apply(found.getLast())))
                .flatMap(List::stream);
    }

    private <T> List<T> page(Sql page, Session.Row<T> reader, String after) {
        return database.read("list what features keep", session -> session.list(page, reader, after, now(), PAGE));
    }

    private long now() {
        return WireTime.toMicros(clock.instant());
    }
}
