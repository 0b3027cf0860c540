package dev.sancho.job;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference to a record of a Rails application, {@code gid://shop/User/1}: what a model becomes as an argument of an ActiveJob.
 *
 * <p>Declare a parameter of this type to take one, and read the record by its {@link #id} from wherever it is kept. Nothing is looked up and no
 * class is named by it. Immutable.
 *
 * @param app the application's name
 * @param model the model's class as Ruby has it, {@code Shop::Order}
 * @param ids the record's key, as a rule of one part
 * @param params what stands behind the {@code ?}, in its order
 */
public record GlobalId(String app, String model, List<String> ids, Map<String, String> params) {
    private static final Pattern FORM =
            Pattern.compile("gid://([^/?#\\s]+)/([^/?#\\s]+)/([^?#\\s]+)(?:\\?([^#\\s]*))?");
    private static final Pattern NAME = Pattern.compile("[^/?#\\s]+");

    /** @throws IllegalArgumentException if the app or the model is no part of such a URI, or there is no id */
    public GlobalId {
        ids = List.copyOf(ids);
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        if (!NAME.matcher(app).matches() || !NAME.matcher(model).matches()) {
            throw new IllegalArgumentException("The app " + Json.quote(app) + " and the model " + Json.quote(model)
                    + " must be names without /, ?, # and spaces, as in gid://shop/User/1");
        }
        if (ids.isEmpty() || ids.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("A reference to a " + model + " needs an id, but has " + ids);
        }
    }

    /** A reference to a record with a key of one part. */
    public GlobalId(String app, String model, String id) {
        this(app, model, List.of(id), Map.of());
    }

    /**
     * Reads {@code gid://app/Model/id?name=value}.
     *
     * @throws IllegalArgumentException if it is no such thing
     */
    @JsonCreator
    public static GlobalId parse(String uri) {
        Matcher parts = FORM.matcher(uri);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    Json.quote(Text.start(uri)) + " is no GlobalID; it looks like gid://app/Model/id");
        }
        List<String> ids = Arrays.stream(parts.group(3).split("/", -1))
                .map(GlobalId::decoded)
                .toList();
        return new GlobalId(parts.group(1), parts.group(2), ids, params(parts.group(4) == null ? "" : parts.group(4)));
    }

    /** The record's key; the parts of one that has several are joined by {@code /}. */
    public String id() {
        return String.join("/", ids);
    }

    /** {@code gid://app/Model/id?name=value}. */
    @JsonValue
    @Override
    public String toString() {
        List<String> query = new ArrayList<>();
        params.forEach((name, value) -> query.add(encoded(name) + "=" + encoded(value)));
        return "gid://" + app + "/" + model + "/"
                + String.join("/", ids.stream().map(GlobalId::encoded).toList())
                + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private static Map<String, String> params(String query) {
        Map<String, String> params = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                params.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return params;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
