package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.examples.FromSidekiqExample;
import dev.sancho.store.JobStore;
import dev.sancho.store.Place;
import dev.sancho.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lines of docs/from-sidekiq.md as they stand there: Ruby's in a real Sidekiq, Java's as the example has them. */
class FromSidekiqIT {
    private static final Path ROOT = Path.of("..");
    private static final Path EXAMPLE =
            ROOT.resolve("sancho-examples/src/main/java/dev/sancho/examples/FromSidekiqExample.java");

    private RubyShop shop;

    @BeforeEach
    void open() {
        RubyShop.require();
        shop = new RubyShop();
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aClassMovesToJavaWhileAnotherStaysInRuby() throws IOException {
        List<String> ruby = blocks("ruby");
        shop.script("classes.rb", "require 'sidekiq'\n" + ruby.get(0));
        shop.script("push.rb", "require_relative 'classes'\n" + ruby.get(1));
        shop.startSidekiq("./classes.rb", "-q", "default");
        shop.startJava(FromSidekiqExample.class, List.of(shop.url()));
        shop.ruby("push.rb");

        try (JobStore store = Backend.open(shop.url(), StoreSettings.DEFAULTS)) {
            await("two jobs in Java, and two in Ruby that these enqueued")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> store.browser().counter("processed") == 4);
            assertThat(store.browser().counter("failed")).isZero();
            assertThat(store.browser().size(new Place.Queue("java"))).isZero();
            assertThat(store.browser().size(new Place.Queue("default"))).isZero();
        }
    }

    @Test
    void theJavaLinesAreTheExamples() throws IOException {
        String example = plain(Files.readString(EXAMPLE));

        assertThat(blocks("java"))
                .hasSize(1)
                .allSatisfy(block -> assertThat(example).contains(plain(block)));
    }

    private static List<String> blocks(String language) throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/from-sidekiq.md"));
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(guide)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Without what a page lays out in its own way: blanks and comments. */
    private static String plain(String code) {
        return code.lines()
                .map(line -> line.replaceFirst("\\s*// .*$", ""))
                .collect(Collectors.joining(" "))
                .replaceAll("\\s+", " ")
                .strip();
    }
}
