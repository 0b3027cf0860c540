package dev.sancho.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.store.StoreException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;

class RedisUrlTest {
    @Test
    void everyPartIsRead() {
        RedisUrl url =
                RedisUrl.parse("rediss://ann:p%40ss:w+rd@redis.example.org:6380/3?prefix=app%3A&protocol=3&wait=2"
                        + "&waitTimeout=250&ca=%2Fetc%2Fca.pem&cert=cert.pem&key=key.pem");

        assertThat(url.tls()).isTrue();
        assertThat(url.sentinel()).isFalse();
        assertThat(url.hosts()).containsExactly(new HostAndPort("redis.example.org", 6380));
        assertThat(url.database()).isEqualTo(3);
        assertThat(url.login()).isEqualTo(new Login("ann", "p@ss:w+rd"));
        assertThat(url.options())
                .isEqualTo(new UrlOptions(
                        "app:",
                        3,
                        2,
                        Duration.ofMillis(250),
                        Login.NONE,
                        new TlsFiles("/etc/ca.pem", "cert.pem", "key.pem")));
        assertThat(url).hasToString("rediss://redis.example.org:6380/3?prefix=app:");
    }

    @Test
    void mostPartsMayBeLeftOut() {
        RedisUrl url = RedisUrl.parse("redis://localhost");
        assertThat(url)
                .isEqualTo(new RedisUrl(
                        false, List.of(new HostAndPort("localhost", 6379)), "", 0, Login.NONE, UrlOptions.DEFAULTS));
        assertThat(RedisUrl.parse("redis://:secret@localhost/").login()).isEqualTo(new Login(null, "secret"));
        assertThat(RedisUrl.parse("redis://[::1]:7000/1")).hasToString("redis://::1:7000/1");
    }

    @Test
    void sentinelsAreReadWithTheirService() {
        RedisUrl url = RedisUrl.parse(
                "redis-sentinel://app:secret@one:26380,two/shop/2?sentinelUser=watch&sentinelPassword=hidden");

        assertThat(url.hosts()).containsExactly(new HostAndPort("one", 26380), new HostAndPort("two", 26379));
        assertThat(url.service()).isEqualTo("shop");
        assertThat(url.database()).isEqualTo(2);
        assertThat(url.login()).isEqualTo(new Login("app", "secret"));
        assertThat(url.options().sentinelLogin()).isEqualTo(new Login("watch", "hidden"));
        assertThat(url).hasToString("redis-sentinel://one:26380,two:26379/shop/2");
        assertThat(RedisUrl.parse("rediss-sentinel://one/shop").database()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://:secret@/0",
                "redis://:secret@host/zero",
                "redis://:secret@host/0/1",
                "redis://:secret@host?pool=8",
                "redis://:secret@one,two/0",
                "redis-sentinel://:secret@one,two",
                "redis-sentinel://:secret@one,/shop",
                "redis-sentinel://:secret@one/shop/0/1",
                "redis://:secret@ho st"
            })
    void whatCannotBeReadIsToldWithoutThePassword(String url) {
        assertThatThrownBy(() -> RedisUrl.parse(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("redis://[user:password@]host")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            redis://h?waitTimout=5              | prefix, protocol, wait, waitTimeout, ca, cert, key, sentinelUser, sentinelPassword, not waitTimout
            redis://h?wait=1&wait=2             | wait is given twice
            redis://h?wait=0                    | wait is a number from 1 to 100, not 0
            redis://h?waitTimeout=500           | waitTimeout needs the parameter wait
            redis://h?wait=1&waitTimeout=1s     | waitTimeout is a number from 1 to 60000, not 1s
            redis://h?protocol=1                | protocol is a number from 2 to 3, not 1
            redis://h?ca=ca.pem                 | ca needs TLS
            rediss://h?cert=c.pem               | cert needs the parameter key
            rediss://h?key=k.pem                | key needs the parameter cert
            redis://h?sentinelPassword=hidden   | sentinelPassword needs Sentinels
            redis-sentinel://h/s?sentinelUser=u | sentinelUser needs the parameter sentinelPassword
            """)
    void aParameterThatIsMisspeltOrContradictsIsRefused(String url, String why) {
        assertThatThrownBy(() -> RedisUrl.parse(url)).hasMessageContaining(why).hasMessageNotContaining("hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://h", "rediss://h", "redis-sentinel://h/s", "rediss-sentinel://h/s"})
    void itsUrlsAreAccepted(String url) {
        assertThat(RedisUrl.accepts(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:x", "memory", "redis:/h", "redisx://h", "sentinel://h"})
    void othersAreNot(String url) {
        assertThat(RedisUrl.accepts(url)).isFalse();
    }
}
