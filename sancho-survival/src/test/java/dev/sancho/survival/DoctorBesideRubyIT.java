package dev.sancho.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sancho.Sancho;
import dev.sancho.doctor.Report;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What the doctor makes of the records of a real Ruby Sidekiq. */
class DoctorBesideRubyIT {
    private final RubyShop shop = new RubyShop();

    @BeforeAll
    static void sidekiqIsThere() {
        RubyShop.require();
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void tellsOfMixedQueuesAndOfRubysVersionAndNothingMore() throws Exception {
        try (Sancho sancho = Sancho.open(shop.url());
                Jedis raw = shop.raw()) {
            raw.configSet("appendonly", "yes");
            Process ruby = shop.startSidekiq();
            Process java = shop.startSancho();
            await("both beat")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> sancho.store().browser().processes().size() == 2);

            Report report = sancho.doctor().examine(Duration.ofMillis(100));

            assertThat(codes(report)).containsExactly("queue-mixed");
            assertThat(report.findings().getFirst().evidence())
                    .singleElement()
                    .asString()
                    .matches("default: Sancho \\S+ × 1, Sidekiq 6 or older × 1");
            assertThat(report.facts().get("processes")).contains("Sidekiq 6 or older × 1");
            RubyShop.stop(java);
            RubyShop.stop(ruby);
        }
    }

    @Test
    void strikesOutARubyProcessThatWasKilled() throws Exception {
        try (Sancho sancho = Sancho.open(shop.url());
                Jedis raw = shop.raw()) {
            raw.configSet("appendonly", "yes");
            Process ruby = shop.startSidekiq();
            await("it beats").atMost(Duration.ofSeconds(60)).until(() -> raw.scard("processes") == 1);
            String identity = raw.smembers("processes").iterator().next();
            ruby.destroyForcibly().onExit().join();
            raw.unlink(identity); // its record would be gone within a minute

            assertThat(codes(sancho.doctor().examine(Duration.ZERO))).containsExactly("process-unrecorded");
            assertThat(sancho.doctor().fix("process-unrecorded"))
                    .containsExactly("Took " + identity + " out of the set processes");
            assertThat(codes(sancho.doctor().examine(Duration.ZERO))).isEmpty();
        }
    }

    private static List<String> codes(Report report) {
        return report.findings().stream().map(finding -> finding.kind().code()).toList();
    }
}
