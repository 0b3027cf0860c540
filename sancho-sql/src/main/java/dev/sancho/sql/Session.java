package dev.sancho.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection with its prepared statements. Used by one thread at a time. */
final class Session implements AutoCloseable {
    private final Connection connection;
    private final Statements statements;
    private final Map<Sql, PreparedStatement> prepared = new EnumMap<>(Sql.class);
    private final Statement plain;

    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    Session(Connection connection, Statements statements) throws SQLException {
        this.connection = connection;
        this.statements = statements;
        this.plain = connection.createStatement();
    }

    /** Runs a statement that has no parameters and is in no file: begin, commit, roll back. */
    void execute(String statement) throws SQLException {
        plain.execute(statement);
    }

    <T> List<T> list(Sql sql, Row<T> reader, @Nullable Object... parameters) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = bound(sql, parameters).executeQuery()) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
        }
        return found;
    }

    /** The first row; the statement is expected to find at most one. */
    <T> Optional<T> first(Sql sql, Row<T> reader, @Nullable Object... parameters) throws SQLException {
        try (ResultSet rows = bound(sql, parameters).executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        }
    }

    Optional<Long> number(Sql sql, @Nullable Object... parameters) throws SQLException {
        return first(sql, row -> row.getLong(1), parameters);
    }

    boolean any(Sql sql, @Nullable Object... parameters) throws SQLException {
        return first(sql, row -> true, parameters).isPresent();
    }

    /** Runs a statement that changes rows; returns how many. */
    int update(Sql sql, @Nullable Object... parameters) throws SQLException {
        return bound(sql, parameters).executeUpdate();
    }

    /** Adds to what {@link #runBatch} will run. Until then no other use may be made of the statement. */
    void batch(Sql sql, @Nullable Object... parameters) throws SQLException {
        bound(sql, parameters).addBatch();
    }

    /** Runs a batch in the order it was made; returns how many rows each changed. */
    int[] runBatch(Sql sql) throws SQLException {
        return statement(sql).executeBatch();
    }

    /** Leaves nothing of a call that failed to the next. */
    void forgetBatches() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.clearBatch();
        }
    }

    private PreparedStatement bound(Sql sql, @Nullable Object... parameters) throws SQLException {
        PreparedStatement statement = statement(sql);
        for (int i = 0; i < parameters.length; i++) {
            bind(statement, i + 1, parameters[i]);
        }
        return statement;
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case Long number -> statement.setLong(index, number);
            case Integer number -> statement.setInt(index, number);
            case String text -> statement.setString(index, text);
            case byte[] bytes -> statement.setBytes(index, bytes);
            case null -> statement.setNull(index, Types.NULL);
            default -> throw new IllegalArgumentException("No parameter type: " + value.getClass());
        }
    }

    private PreparedStatement statement(Sql sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(statements.text(sql));
            prepared.put(sql, statement);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
