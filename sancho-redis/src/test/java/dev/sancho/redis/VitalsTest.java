package dev.sancho.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sancho.store.Finding;
import dev.sancho.store.FindingKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is made of a server's own words, where a real server that says them would be hard to come by. */
class VitalsTest {
    private static final String HEALTHY = """
            redis_version:7.0.15\r
            role:master\r
            aof_enabled:1\r
            used_memory:1000000\r
            maxmemory:0\r
            maxmemory_policy:noeviction\r
            connected_clients:5\r
            maxclients:10000\r
            """;

    @Test
    void nothingIsSaidOfAHealthyServer() {
        assertThat(kinds(HEALTHY)).isEmpty();
        assertThat(new Vitals(Map.of(), "?").findings())
                .as("of one that says nothing")
                .isEmpty();
        assertThat(vitals(HEALTHY).facts())
                .containsEntry("server", "Redis 7.0.15")
                .containsEntry("memory", "1.0 MB, no limit")
                .containsEntry("kept on disk", "append-only file");
    }

    @Test
    void anOldServer() {
        assertThat(kinds(HEALTHY.replace("7.0.15", "6.2.14"))).containsExactly(RedisKinds.OLD);
        assertThat(kinds(HEALTHY.replace("7.0.15", "60.2"))).isEmpty();
    }

    @Test
    void valkeyIsToldByItsName() {
        assertThat(vitals(HEALTHY + "valkey_version:8.1.1\r\n").facts()).containsEntry("server", "Valkey 8.1.1");
    }

    @Test
    void aCluster() {
        assertThat(kinds(HEALTHY + "cluster_enabled:1\r\n")).containsExactly(RedisKinds.CLUSTER);
    }

    @Test
    void memoryNearItsLimit() {
        assertThat(kinds(HEALTHY.replace("maxmemory:0", "maxmemory:1200000"))).isEmpty();
        assertThat(vitals(HEALTHY.replace("maxmemory:0", "maxmemory:1050000")).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(RedisKinds.MEMORY);
                    assertThat(finding.said()).isEqualTo("1.0 MB of 1.1 MB are used");
                });
    }

    @Test
    void connectionsNearTheirLimit() {
        assertThat(kinds(HEALTHY.replace("connected_clients:5\r", "connected_clients:9500\r")))
                .containsExactly(RedisKinds.CLIENTS);
    }

    @Test
    void failuresToWriteToDisk() {
        String failing = HEALTHY + "aof_last_write_status:err\r\nrdb_last_bgsave_status:ok\r\n";

        assertThat(vitals(failing).findings())
                .singleElement()
                .extracting(Finding::evidence)
                .asString()
                .isEqualTo("[aof_last_write_status: err]");
    }

    private static java.util.List<FindingKind> kinds(String info) {
        return vitals(info).findings().stream().map(Finding::kind).toList();
    }

    private static Vitals vitals(String info) {
        return new Vitals(Vitals.of(info), "");
    }
}
