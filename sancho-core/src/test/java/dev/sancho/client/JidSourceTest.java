package dev.sancho.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JidSourceTest {
    @Test
    void makesTwentyFourHexadecimalDigitsNeverTwiceTheSame() {
        JidSource one = new JidSource();
        JidSource two = new JidSource();

        assertThat(Stream.concat(
                                Stream.generate(one::next).limit(5_000),
                                Stream.generate(two::next).limit(5_000))
                        .toList())
                .allMatch(jid -> jid.matches("[0-9a-f]{24}"))
                .doesNotHaveDuplicates();
    }

    @Test
    void usesEveryDigitEverywhere() {
        JidSource source = new JidSource();
        int[] seen = new int[24];
        Stream.generate(source::next).limit(2_000).forEach(jid -> {
            for (int i = 0; i < 24; i++) {
                seen[i] |= 1 << Character.digit(jid.charAt(i), 16);
            }
        });

        assertThat(seen).containsOnly(0xffff);
    }
}
