package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.Sancho;
import dev.sancho.store.FindingKind;
import dev.sancho.tck.PrivateRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's table of findings is that of the code. {@code -Ddoctor.guide.write=true} writes it. */
class DoctorGuideIT {
    private static final Path GUIDE = Path.of("..", "docs", "guides", "doctor.md");
    private static final String BEGIN = "<!-- findings: made by a test -->\n";
    private static final String END = "\n## Guarantees";

    @TempDir
    private Path folder;

    @Test
    void theTableHasEveryFinding() throws Exception {
        List<FindingKind> known = new ArrayList<>();
        String table = part("On every store", "memory", known);
        try (PrivateRedis redis = PrivateRedis.start()) {
            table += part("On Redis and Valkey", redis.url(), known);
        }
        table += part("On SQLite", "jdbc:sqlite:" + folder.resolve("jobs.db"), known);
        assertThat(known).extracting(FindingKind::code).doesNotHaveDuplicates();

        String guide = Files.readString(GUIDE);
        int begin = guide.indexOf(BEGIN) + BEGIN.length();
        int end = guide.indexOf(END);
        if (Boolean.getBoolean("doctor.guide.write")) {
            Files.writeString(GUIDE, guide.substring(0, begin) + table + guide.substring(end));
        } else {
            assertThat(guide.substring(begin, end))
                    .as("the table of findings in docs/guides/doctor.md; write it by -Ddoctor.guide.write=true")
                    .isEqualTo(table);
        }
    }

    /** The kinds that this store has and those before it have not. */
    private static String part(String title, String url, List<FindingKind> known) {
        StringBuilder table =
                new StringBuilder("\n" + title + ":\n\n| code | | means | do | fix |\n|---|---|---|---|---|\n");
        try (Sancho sancho = Sancho.open(url)) {
            for (FindingKind kind : sancho.doctor().kinds()) {
                if (!known.contains(kind)) {
                    known.add(kind);
                    table.append("| `").append(kind.code()).append("` | ");
                    table.append(kind.severity().name().toLowerCase(Locale.ROOT))
                            .append(" | ");
                    table.append(kind.meaning())
                            .append(" | ")
                            .append(kind.advice())
                            .append(" | ");
                    table.append(kind.fix() == null ? "" : kind.fix()).append(" |\n");
                }
            }
        }
        return table.toString();
    }
}
