package dev.sancho.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "redis://:s3cret@host:6379/1, redis://:***@host:6379/1",
                "rediss://user:s3cret@host, rediss://user:***@host",
                "Cannot reach redis://u:p@ss@host/0 now, Cannot reach redis://u:***@host/0 now",
                "jdbc:postgresql://host/db?user=u&password=s3cret&x=1, jdbc:postgresql://host/db?user=u&password=***&x=1",
                "redis://host:6379/0, redis://host:6379/0",
                "jdbc:sqlite:a@b:c.db, jdbc:sqlite:a@b:c.db",
            })
    void masksPasswordsAndNothingElse(String text, String shown) {
        assertThat(Secrets.mask(text)).isEqualTo(shown);
    }
}
