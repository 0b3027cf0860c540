package dev.sancho.bench;

import dev.sancho.cli.CliFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A file of its own, beside the one that the user named: on the same disk, and opened with the same options. */
final class SqliteSpace implements StoreSpace {
    static final String SCHEME = "jdbc:sqlite:";

    private final String given;
    private final Path folder;
    private final String url;

    SqliteSpace(String given) {
        this.given = given;
        String rest = given.substring(SCHEME.length());
        int question = rest.indexOf('?');
        Path file = Path.of(question < 0 ? rest : rest.substring(0, question)).toAbsolutePath();
        Path beside = file.getParent();
        if (beside == null || !Files.isDirectory(beside)) {
            throw CliFailure.usage("There is no folder " + beside + " for the bench's file");
        }
        try {
            folder = Files.createTempDirectory(beside, "sancho-bench-");
        } catch (IOException refused) {
            throw CliFailure.of("The bench cannot make a folder in " + beside + ": " + refused.getMessage());
        }
        url = SCHEME + folder.resolve("bench.db") + (question < 0 ? "" : rest.substring(question));
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public String givenUrl() {
        return given;
    }

    @Override
    public String server() {
        try (Connection connection = DriverManager.getConnection(SCHEME + ":memory:");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select sqlite_version()")) {
            return "SQLite " + (row.next() ? row.getString(1) : "");
        } catch (SQLException unknown) {
            return "SQLite";
        }
    }

    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
