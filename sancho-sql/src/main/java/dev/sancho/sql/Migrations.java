package dev.sancho.sql;

import dev.sancho.store.StoreException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Brings a database to this program's layout by numbered scripts, all in one transaction. */
final class Migrations {
    /** In their order; the number of each is its place here, from 1. */
    private static final List<String> SCRIPTS = List.of("V001__layout.sql");

    private static final Pattern READABLE_FROM = Pattern.compile("(?m)^-- Readable by programs from schema: (\\d+)$");

    private Migrations() {}

    private record Version(int version, int readableFrom) {}

    /** @throws StoreException if a newer program has changed the layout so that this one cannot work on it */
    static void run(Tx tx, String folder) throws SQLException {
        tx.session.update(Sql.SCHEMA_TABLE);
        Optional<Version> found =
                tx.session.first(Sql.SCHEMA_VERSION, row -> new Version(row.getInt(1), row.getInt(2)));
        int newest = SCRIPTS.size();
        if (found.isPresent() && found.get().readableFrom() > newest) {
            throw new StoreException(
                    "The database was laid out by a newer Sancho: its schema is "
                            + found.get().version()
                            + ", for programs that know schema " + found.get().readableFrom()
                            + " or later, and this one knows "
                            + newest + ". Update this program; nothing was changed",
                    false,
                    null);
        }
        for (int version = found.map(Version::version).orElse(0) + 1; version <= newest; version++) {
            apply(tx, folder, version);
        }
    }

    private static void apply(Tx tx, String folder, int version) throws SQLException {
        String name = SCRIPTS.get(version - 1);
        String script = Statements.resource(folder + "/migrations/" + name);
        for (String statement : statements(script)) {
            tx.session.execute(statement);
        }
        Matcher readableFrom = READABLE_FROM.matcher(script);
        int oldest = readableFrom.find() ? Integer.parseInt(readableFrom.group(1)) : version;
        tx.session.update(Sql.SCHEMA_RECORD, version, oldest, name, tx.nowMicros);
    }

    /** Each ends with a semicolon at the end of a line. */
    private static List<String> statements(String script) {
        String code = script.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        return code.lines()
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"))
                .transform(Migrations::split);
    }

    private static List<String> split(String code) {
        return List.of(code.split(";\\s*(?:\\n|$)"));
    }
}
