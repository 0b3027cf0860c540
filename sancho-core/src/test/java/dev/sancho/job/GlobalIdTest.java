package dev.sancho.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobalIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gid://shop/User/1",
                "gid://my-app/Admin::User/f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                "gid://shop/Order/1/2",
                "gid://shop/User/a%2Fb+c",
                "gid://shop/User/1?tenant=a%26b&x="
            })
    void readsWhatItWrites(String uri) {
        assertThat(GlobalId.parse(uri)).hasToString(uri);
    }

    @Test
    void hasParts() {
        GlobalId order = GlobalId.parse("gid://shop/Shop::Order/1/b+c?tenant=7");

        assertThat(order).isEqualTo(new GlobalId("shop", "Shop::Order", List.of("1", "b c"), Map.of("tenant", "7")));
        assertThat(order.id()).isEqualTo("1/b c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gid://",
                "gid://shop",
                "gid://shop/User",
                "gid://shop/User/",
                "gid:///User/1",
                "http://shop/User/1",
                "gid://shop/User/1//2",
                "gid://shop/User/%zz"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> GlobalId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
