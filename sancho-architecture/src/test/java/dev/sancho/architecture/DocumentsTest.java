package dev.sancho.architecture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.job.Lifecycle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say of the code is so. */
class DocumentsTest {
    private static final int TOUR_LINES = 1_000;
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern TOUR_STOP = Pattern.compile("\\| \\d \\| \\[`\\w+`]\\(([^)]+)\\)");
    private static final List<String> GUIDE_HEADINGS =
            List.of("## Why", "## Example", "## Options", "## Guarantees", "## Pitfalls");

    @Test
    void theReadingTourHasSevenStopsAndStaysShort() throws IOException {
        List<Path> stops = TOUR_STOP
                .matcher(Files.readString(root().resolve("ARCHITECTURE.md")))
                .results()
                .map(stop -> root().resolve(stop.group(1)))
                .toList();

        assertThat(stops).hasSize(7);
        assertThat(stops.stream().mapToLong(DocumentsTest::linesOfCode).sum())
                .as("lines of code of %s", stops)
                .isLessThan(TOUR_LINES);
    }

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        for (Path document : documents()) {
            Path folder = requireNonNull(document.getParent());
            assertThat(LINK.matcher(Files.readString(document)).results().map(link -> link.group(1)))
                    .as("links of %s", root().relativize(document))
                    .allMatch(link -> link.startsWith("http")
                            || Files.exists(folder.resolve(link).normalize()));
        }
    }

    @Test
    void whereListsEveryExampleAndEveryGuide() throws IOException {
        String where = Files.readString(root().resolve("docs/where.md"));
        List<String> names = Stream.of(files("sancho-examples/src/main", "Example.java"), files("docs/guides", ".md"))
                .flatMap(List::stream)
                .map(file -> file.getFileName().toString())
                .toList();

        assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(where).contains(name));
    }

    @Test
    void everyGuideHasTheSameHeadings() throws IOException {
        for (Path guide : files("docs/guides", ".md")) {
            assertThat(Files.readString(guide))
                    .as("%s", guide.getFileName())
                    .contains(GUIDE_HEADINGS.toArray(String[]::new));
        }
    }

    @Test
    void theStateChartIsTheOneOfTheCode() throws IOException {
        assertThat(Files.readString(root().resolve("ARCHITECTURE.md"))).contains(Lifecycle.chart());
    }

    private static long linesOfCode(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty()
                            && !line.startsWith("//")
                            && !line.startsWith("/*")
                            && !line.startsWith("*")
                            && !line.startsWith("import "))
                    .count();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(files("docs", ".md"));
        try (Stream<Path> atTheRoot = Files.list(root())) {
            documents.addAll(
                    atTheRoot.filter(file -> file.toString().endsWith(".md")).toList());
        }
        return documents;
    }

    private static List<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(root().resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static Path root() {
        return Tree.root();
    }
}
