package dev.sancho.redis;

import dev.sancho.store.StoreException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code redis://[user:password@]host[:port][/db][?prefix=…]}, or {@code rediss://…} for TLS.
 *
 * @param prefix stands before every key; empty by default, as Sidekiq's keys have none
 */
record RedisUrl(
        boolean tls,
        String host,
        int port,
        int database,
        String prefix,
        @Nullable String user,
        @Nullable String password) {
    private static final int DEFAULT_PORT = 6379;

    static boolean accepts(String url) {
        return url.startsWith("redis://") || url.startsWith("rediss://");
    }

    static RedisUrl parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException malformed) {
            throw unreadable(malformed.getReason(), null); // the cause would repeat the URL with its password
        }
        if (uri.getHost() == null) {
            throw unreadable("it names no host", null);
        }
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        String user = login.length == 0 || login[0].isEmpty() ? null : decode(login[0]);
        String password = login.length < 2 ? null : decode(login[1]);
        return new RedisUrl(
                uri.getScheme().equals("rediss"),
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                database(uri.getPath()),
                prefix(uri.getRawQuery()),
                user,
                password);
    }

    private static int database(String path) {
        try {
            return path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
        } catch (NumberFormatException notANumber) {
            throw unreadable("after the host comes the number of the database, not " + path.substring(1), notANumber);
        }
    }

    private static String prefix(@Nullable String query) {
        String prefix = "";
        for (String parameter : query == null ? new String[0] : query.split("&")) {
            String[] pair = parameter.split("=", 2);
            if (!pair[0].equals("prefix") || pair.length < 2) {
                throw unreadable("it knows the parameter prefix=…, not " + pair[0], null);
            }
            prefix = decode(pair[1]);
        }
        return prefix;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static StoreException unreadable(String why, @Nullable Throwable cause) {
        return new StoreException(
                "Not the URL of a Redis store: " + why
                        + ". Write redis://[user:password@]host:port/db?prefix=…, or rediss:// for TLS",
                false,
                cause);
    }

    /** Where the store is, without the password. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + host + ":" + port + "/" + database
                + (prefix.isEmpty() ? "" : "?prefix=" + prefix);
    }
}
