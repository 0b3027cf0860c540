package dev.sancho.redis;

import static dev.sancho.redis.Fixtures.ME;
import static dev.sancho.redis.Fixtures.beat;
import static dev.sancho.redis.Fixtures.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sancho.store.ClaimedJob;
import dev.sancho.store.JobStore;
import dev.sancho.store.Moved;
import dev.sancho.store.StoreException;
import dev.sancho.store.StoreSettings;
import dev.sancho.tck.PrivateRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that speaks TLS only, with a certificate of a private CA, and wants the client's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsIT {
    private Certificates made;
    private PrivateRedis server;

    @BeforeAll
    void start(@TempDir Path directory) {
        made = new Certificates(directory);
        made.authority("ca");
        made.authority("strangers");
        made.signed("server", "ca", "IP:127.0.0.1", "rsa:2048");
        made.signed("rsa", "ca", "DNS:client", "rsa:2048");
        made.signed("ec", "ca", "DNS:client", "ec");
        made.signed("ed25519", "ca", "DNS:client", "ed25519");
        made.signed("stranger", "strangers", "DNS:client", "ec");
        server = PrivateRedis.startTls(
                "--tls-cert-file", file("server.pem"),
                "--tls-key-file", file("server.key"),
                "--tls-ca-cert-file", file("ca.pem"),
                "--tls-auth-clients", "yes");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private String file(String name) {
        return made.file(name).toString();
    }

    private String url(String ca, String client) {
        return "rediss://127.0.0.1:" + server.port() + "?ca=" + file(ca)
                + (client.isEmpty() ? "" : "&cert=" + file(client + ".pem") + "&key=" + file(client + ".key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec", "ed25519"})
    void jobsGoByTlsWithAKeyOfAnyKind(String client) throws Exception {
        try (JobStore store = open(url("ca.pem", client) + "&protocol=3&prefix=" + client)) {
            beat(store, ME);
            Future<List<ClaimedJob>> waiting =
                    CompletableFuture.supplyAsync(() -> Fixtures.await(store, ME, 1, Duration.ofSeconds(20), "q"));
            store.insert(List.of(job("q", "a")));

            await().until(waiting::isDone);
            assertThat(waiting.get()).hasSize(1);
            assertThat(store.move(List.of(Fixtures.finish(ME, 1)))).containsExactly(Moved.Answer.MOVED);
        }
    }

    @Test
    void aServerOfAnUnknownCaIsNotTrusted() {
        assertRefused(url("strangers.pem", "rsa"), "comes from a CA that this client does not trust");
        String noCa = url("ca.pem", "rsa").replaceFirst("ca=[^&]*&", "");
        assertRefused(noCa, "comes from a CA that this client does not trust");
    }

    @Test
    void aMissingOrStrangeClientCertificateIsNamed() {
        // Whether the server's reason is read before it is gone is a matter of luck, and so is whether it is told as
        // lasting.
        String why = "client certificate .*that it trusts";
        assertThatThrownBy(() -> open(url("ca.pem", "")).close()).hasMessageMatching("(?s).*" + why + ".*");
        assertThatThrownBy(() -> open(url("ca.pem", "stranger")).close()).hasMessageMatching("(?s).*" + why + ".*");
    }

    @Test
    void aServerWithAnotherNameIsNotTrusted() {
        assertRefused(url("ca.pem", "rsa").replace("127.0.0.1", "localhost"), "is for another host");
    }

    @Test
    void filesThatAreNoneAreNamedWithWhatHelps() {
        made.openssl("rsa -traditional -in rsa.key -out old.key");
        made.openssl("pkcs8 -topk8 -in rsa.key -passout pass:x -out locked.key");
        assertRefused(withKey("old.key"), "openssl pkcs8 -topk8 -nocrypt");
        assertRefused(withKey("locked.key"), "openssl pkcs8 -topk8 -nocrypt");
        assertRefused(withKey("ec.key"), "holds no RSA key");
        assertRefused(withKey("gone.key"), "gone.key of the parameter key: it cannot be read (NoSuchFileException)");
        assertRefused(url("rsa.key", "rsa"), "rsa.key of the parameter ca: it holds no certificate in PEM");
    }

    private String withKey(String key) {
        return "rediss://127.0.0.1:" + server.port() + "?cert=" + file("rsa.pem") + "&key=" + file(key);
    }

    private static void assertRefused(String url, String why) {
        assertThatThrownBy(() -> open(url).close())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(why)
                .matches(thrown -> !((StoreException) thrown).passing(), "must be told as lasting");
    }

    private static JobStore open(String url) {
        return new RedisStoreProvider().open(url, StoreSettings.DEFAULTS);
    }
}
