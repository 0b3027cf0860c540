package dev.sancho.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sancho.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisDataException;

class FailuresTest {
    private static final RedisUrl URL = RedisUrl.parse("redis://user:secret@host:1/2");

    @ParameterizedTest
    @CsvSource({
        "READONLY You can't write against a read only replica., true",
        "LOADING Redis is loading the dataset in memory, true",
        "NOREPLICAS Not enough good replicas to write., true",
        "UNBLOCKED force unblock from blocking operation, true",
        "MISCONF Redis is configured to save RDB snapshots, true",
        "OOM command not allowed when used memory > 'maxmemory'., true",
        "ERR Error running script (call to f_1): @user_script:3: -OOM command not allowed, true",
        "BUSY Redis is busy running a script., true",
        "NOAUTH Authentication required., false",
        "WRONGPASS invalid username-password pair or user is disabled., false",
        "NOPERM this user has no permissions, false",
        "WRONGTYPE Operation against a key holding the wrong kind of value, false",
        "ERR unknown command, false"
    })
    void whatPassesIsToldApart(String message, boolean passing) {
        StoreException told = Failures.of(URL, "claim jobs", new JedisDataException(message));

        assertThat(told.passing()).isEqualTo(passing);
        assertThat(told)
                .hasMessageContaining("host:1/2")
                .hasMessageContaining("claim jobs")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aServerThatIsTooOldIsNamedWithWhatIsNeeded() {
        assertThatThrownBy(() -> ServerCheck.requireVersion(URL, "6.0.16"))
                .hasMessageContaining("6.0.16")
                .hasMessageContaining("6.2")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2.0", "7.0.15", "8.2.1", "255.255.255", "?"})
    void othersMayServe(String version) {
        assertThatCode(() -> ServerCheck.requireVersion(URL, version)).doesNotThrowAnyException();
    }
}
