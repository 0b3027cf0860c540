package dev.sancho.redis;

import dev.sancho.store.StoreException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * {@code redis://[user:password@]host[:port][/db]}, or {@code redis-sentinel://[user:password@]host[:port],…/SERVICE[/db]} for the primary
 * that Sentinels name; with {@code rediss} by TLS; then {@link UrlOptions}. Immutable.
 *
 * @param hosts the one server, or the Sentinels
 * @param service what the Sentinels call the primary; empty: there are none
 */
record RedisUrl(boolean tls, List<HostAndPort> hosts, String service, int database, Login login, UrlOptions options) {
    private static final int DEFAULT_PORT = 6379;
    private static final int DEFAULT_SENTINEL_PORT = 26379;
    private static final Pattern SCHEME = Pattern.compile("redis(s?)(-sentinel)?");
    private static final Pattern HOST =
            Pattern.compile("(?<name>\\[[0-9a-fA-F:.]+]|[^\\s\\[\\]:@/,]+)(:(?<port>\\d{1,5}))?");

    static boolean accepts(String url) {
        int colon = url.indexOf("://");
        return colon > 0 && SCHEME.matcher(url.substring(0, colon)).matches();
    }

    static RedisUrl parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException malformed) {
            throw unreadable(malformed.getReason(), null); // the cause would repeat the URL with its password
        }
        Matcher scheme = SCHEME.matcher(uri.getScheme());
        if (!scheme.matches() || uri.getRawAuthority() == null) {
            throw unreadable("it names no host", null);
        }
        boolean tls = !scheme.group(1).isEmpty();
        boolean sentinel = scheme.group(2) != null;
        String authority = uri.getRawAuthority();
        int at = authority.lastIndexOf('@');
        String[] path = path(uri.getPath(), sentinel);
        return new RedisUrl(
                tls,
                hosts(authority.substring(at + 1), sentinel),
                sentinel ? path[0] : "",
                database(path[path.length - 1], path.length > (sentinel ? 1 : 0)),
                at < 0 ? Login.NONE : login(authority.substring(0, at)),
                UrlOptions.parse(uri.getRawQuery(), tls, sentinel));
    }

    private static Login login(String text) {
        String[] parts = text.split(":", 2);
        return new Login(parts[0].isEmpty() ? null : decode(parts[0]), parts.length < 2 ? null : decode(parts[1]));
    }

    private static List<HostAndPort> hosts(String text, boolean sentinel) {
        List<HostAndPort> hosts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Matcher host = HOST.matcher(part);
            if (!host.matches()) {
                throw unreadable("it names no host" + (part.isEmpty() ? "" : ", for " + part + " is none"), null);
            }
            String name = String.valueOf(host.group("name")).replaceAll("[\\[\\]]", "");
            String port = host.group("port");
            int standard = sentinel ? DEFAULT_SENTINEL_PORT : DEFAULT_PORT;
            hosts.add(new HostAndPort(name, port == null ? standard : Integer.parseInt(port)));
        }
        if (!sentinel && hosts.size() > 1) {
            throw unreadable("it names several hosts; only Sentinels may be several, redis-sentinel://", null);
        }
        return List.copyOf(hosts);
    }

    /** The parts of a path: the service, if there are Sentinels, and the database, if it is named. */
    private static String[] path(String path, boolean sentinel) {
        String[] parts = path.replaceFirst("^/", "").replaceFirst("/$", "").split("/", -1);
        if (parts.length > (sentinel ? 2 : 1) || (sentinel && parts[0].isEmpty())) {
            throw unreadable(
                    sentinel
                            ? "after the Sentinels comes the name of the service, and perhaps the number of the database"
                            : "after the host comes the number of the database and nothing else",
                    null);
        }
        return !sentinel && parts[0].isEmpty() ? new String[] {""} : parts;
    }

    private static int database(String text, boolean named) {
        try {
            return named && !text.isEmpty() ? Integer.parseUnsignedInt(text) : 0;
        } catch (NumberFormatException notANumber) {
            throw unreadable("after the host comes the number of the database, not " + text, notANumber);
        }
    }

    static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static StoreException unreadable(String why, @Nullable Throwable cause) {
        return new StoreException(
                "Not the URL of a Redis store: " + why
                        + ". Write redis://[user:password@]host:port/db?prefix=…,"
                        + " redis-sentinel://[user:password@]host:port,host:port/SERVICE/db, and rediss for TLS",
                false,
                StoreException.JobsExist.NO,
                cause);
    }

    boolean sentinel() {
        return !service.isEmpty();
    }

    String prefix() {
        return options.prefix();
    }

    /** Where the store is, without passwords. */
    @Override
    public String toString() {
        return "redis" + (tls ? "s" : "") + (sentinel() ? "-sentinel" : "") + "://"
                + hosts.stream().map(HostAndPort::toString).collect(Collectors.joining(","))
                + (sentinel() ? "/" + service : "") + "/" + database
                + (prefix().isEmpty() ? "" : "?prefix=" + prefix());
    }
}
