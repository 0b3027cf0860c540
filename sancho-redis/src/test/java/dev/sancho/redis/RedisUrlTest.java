package dev.sancho.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {
    @Test
    void everyPartIsRead() {
        RedisUrl url = RedisUrl.parse("rediss://ann:p%40ss:w+rd@redis.example.org:6380/3?prefix=app%3A");

        assertThat(url).isEqualTo(new RedisUrl(true, "redis.example.org", 6380, 3, "app:", "ann", "p@ss:w+rd"));
        assertThat(url).hasToString("rediss://redis.example.org:6380/3?prefix=app:");
    }

    @Test
    void mostPartsMayBeLeftOut() {
        assertThat(RedisUrl.parse("redis://localhost"))
                .isEqualTo(new RedisUrl(false, "localhost", 6379, 0, "", null, null));
        assertThat(RedisUrl.parse("redis://:secret@localhost/"))
                .isEqualTo(new RedisUrl(false, "localhost", 6379, 0, "", null, "secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://:secret@/0",
                "redis://:secret@host/zero",
                "redis://:secret@host?pool=8",
                "redis://:secret@ho st"
            })
    void whatCannotBeReadIsToldWithoutThePassword(String url) {
        assertThatThrownBy(() -> RedisUrl.parse(url))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("redis://[user:password@]host")
                .hasMessageNotContaining("secret");
    }
}
