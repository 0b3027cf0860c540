package dev.sancho.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.doctor.Doctor;
import dev.sancho.doctor.Report;
import dev.sancho.job.Payload;
import dev.sancho.store.Checkup;
import dev.sancho.store.End;
import dev.sancho.store.Finding;
import dev.sancho.store.JobStore;
import dev.sancho.store.NewJob;
import dev.sancho.store.ProcessRecord;
import dev.sancho.store.ProcessRecord.CapsuleRecord;
import dev.sancho.store.SeqRanges;
import dev.sancho.store.StoreSettings;
import dev.sancho.store.To;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out about an SQLite file. */
class SqliteDoctorTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("jobs.db");
    }

    private JobStore open(String options) {
        return new SqliteStoreProvider().open(SqliteUrl.PREFIX + file() + options, StoreSettings.DEFAULTS);
    }

    private static Report examine(JobStore store) throws InterruptedException {
        return Doctor.of(store, StoreSettings.DEFAULTS, Instant::now).examine(Duration.ZERO);
    }

    private static void fill(JobStore store) {
        Map<String, CapsuleRecord> capsules = Map.of("default", new CapsuleRecord(1, "strict", Map.of("q", 0)));
        store.beat(
                new ProcessRecord(
                        "host:1:a",
                        "host",
                        1,
                        Instant.EPOCH,
                        "",
                        List.of(),
                        "Sancho 1.0",
                        capsules,
                        0,
                        false,
                        1,
                        1,
                        List.of()),
                SeqRanges.NONE);
        store.insert(IntStream.range(0, 2_000)
                .mapToObj(i -> new NewJob(
                        "j" + i,
                        new To.Queue(
                                "q", End.BACK, Payload.of("{\"class\":\"Work\",\"args\":[],\"jid\":\"j" + i + "\"}"))))
                .toList());
    }

    @Test
    void saysNothingOfAHealthyFileAndChangesNothing() throws Exception {
        try (JobStore store = open("")) {
            fill(store);
            String before = content();

            Report report = examine(store);

            assertThat(report.findings()).isEmpty();
            assertThat(report.facts())
                    .containsEntry("schema", "version 1")
                    .containsEntry("processes", "Sancho 1.0 × 1")
                    .containsKeys("file", "disk");
            assertThat(content()).isEqualTo(before);
        }
    }

    private String content() throws Exception {
        StringJoiner content = new StringJoiner("\n");
        try (Connection connection = DriverManager.getConnection(SqliteUrl.PREFIX + file());
                Statement statement = connection.createStatement()) {
            for (String table : List.of("place", "job", "owner", "signal", "pause", "lock", "cell", "counter")) {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM sancho_" + table)) {
                    while (rows.next()) {
                        content.add(table + rows.getString(1) + rows.getString(2));
                    }
                }
            }
        }
        return content.toString();
    }

    @Test
    void aDamagedFile() throws Exception {
        try (JobStore store = open("")) {
            fill(store);
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            byte[] garbage = new byte[4_096];
            java.util.Arrays.fill(garbage, (byte) 0x5a);
            for (long page = bytes.length() / 4_096 - 5; page < bytes.length() / 4_096; page++) {
                bytes.seek(page * 4_096);
                bytes.write(garbage);
            }
        }
        try (JobStore store = open("")) {
            Report report = examine(store);

            assertThat(report.wrong()).isTrue();
            assertThat(report.findings()).extracting(Finding::kind).contains(SqliteCheckup.DAMAGED);
        }
    }

    @Test
    void aDiskThatIsNearlyFullAndALongLog() {
        try (JobStore store = open("");
                Database database =
                        Database.open(new SqliteDialect(url()), Statements.load("sqlite"), StoreSettings.DEFAULTS)) {
            fill(store);
            Checkup strict = new SqliteCheckup(database, url(), new SqliteCheckup.Limits(Long.MAX_VALUE, 10_000));

            List<Finding> findings =
                    strict.looks().stream().flatMap(look -> look.get().stream()).toList();

            assertThat(findings)
                    .extracting(Finding::kind)
                    .containsExactly(SqliteCheckup.DISK_FULL, SqliteCheckup.LONG_LOG);
            assertThat(findings.getFirst().said()).contains("are free where " + file());
        }
    }

    private SqliteUrl url() {
        return SqliteUrl.parse(SqliteUrl.PREFIX + file());
    }

    @Test
    void aFileThatAPowerLossMayDamage() throws InterruptedException {
        try (JobStore store = open("?synchronous=OFF")) {
            Report report = examine(store);

            assertThat(report.findings()).extracting(Finding::kind).containsExactly(SqliteCheckup.NOT_SYNCHRONOUS);
            assertThat(report.wrong()).isFalse();
        }
    }

    @Test
    void jobsOfADeadProcessArePutBack() throws InterruptedException {
        try (JobStore store = open("");
                JobStore brief = new SqliteStoreProvider()
                        .open(SqliteUrl.PREFIX + file(), StoreSettings.DEFAULTS.withLease(Duration.ofNanos(1_000)))) {
            fill(brief);
            brief.claim(new dev.sancho.store.ClaimRequest("host:1:a", 1, 700, List.of("q")));

            assertThat(examine(store).findings())
                    .extracting(finding -> finding.kind().code())
                    .containsExactly("dead-process-jobs", "queue-unserved");
            assertThat(Doctor.of(store, StoreSettings.DEFAULTS, Instant::now).fix("dead-process-jobs"))
                    .containsExactly("Put 700 jobs of dead processes back to the front of their queues");
            assertThat(store.browser()
                            .page(new dev.sancho.store.Place.Queue("q"), 0, 1)
                            .getFirst()
                            .payload()
                            .text())
                    .contains("\"j0\"");
            assertThat(store.browser().size(new dev.sancho.store.Place.Queue("q")))
                    .isEqualTo(2_000);
        }
    }
}
